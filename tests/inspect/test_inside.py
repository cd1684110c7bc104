# SPDX-License-Identifier: Apache-2.0
"""A trace holds every value of every call form, and looking changes nothing."""

from contextlib import nullcontext

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

import openlstm as ol
from handwritten import GATES, NAMES, ByHand
from native import ENGINES
from tolerances import assert_close
from twins import states

T, B, I, H = 5, 3, 2, 3
STACKS = {
    "one": {},
    "deep": {"num_layers": 2, "bidirectional": True, "proj_size": 2},
    "no_bias": {"num_layers": 2, "bias": False},
}
KINDS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
LENGTHS = [3, 5, 0]
SORTED, UNSORTED = [5, 3, 1], [3, 5, 1]
# what the call is told beside x; a packed call hands its lengths over with the data
FORMS = {
    "dense": {},
    "hx": {"hx": True},
    "batch_first": {"batch_first": True},
    "unbatched": {"unbatched": True},
    "unbatched_hx": {"unbatched": True, "hx": True},
    "lengths": {"lengths": LENGTHS, "hx": True},
    "lengths_batch_first": {"lengths": LENGTHS, "batch_first": True},
    "reset": {"reset": True, "hx": True},
    "reset_lengths_batch_first": {"reset": True, "lengths": LENGTHS, "batch_first": True},
    "packed": {"pack": SORTED},
    "packed_hx": {"pack": SORTED, "hx": True},
    "packed_unsorted_hx": {"pack": UNSORTED, "hx": True},
    "packed_unsorted_batch_first": {"pack": UNSORTED, "batch_first": True},
}
WAYS = {"chosen": False, "reference": False, "with_gradients": True}


def case(stack, form, dtype=torch.float64):
    """The layer, the arguments of its call in that form, and the same call by hand."""
    form = FORMS[form]
    lstm = ol.LSTM(I, H, batch_first="batch_first" in form, dtype=dtype, **STACKS[stack])
    rows = 1 if "unbatched" in form else B
    x = torch.randn(T, rows, I, dtype=dtype)
    hx = states(lstm, rows) if "hx" in form else None
    reset = torch.rand(T, rows) < 0.4 if "reset" in form else None
    lengths = form.get("lengths", form.get("pack"))
    by_hand = ByHand(lstm, x, hx, lengths, reset)
    for row, n in enumerate(lengths or []):
        x[n:, row] = float("nan")  # nobody may look at padding
    x, kwargs = x.transpose(0, 1) if lstm.batch_first and rows > 1 else x, {}
    if "lengths" in form:
        kwargs["lengths"] = torch.tensor(LENGTHS)
    if "reset" in form:
        kwargs["reset"] = reset.T if lstm.batch_first else reset
    if "pack" in form:
        enforce = form["pack"] == SORTED
        x = pack_padded_sequence(x, form["pack"], lstm.batch_first, enforce_sorted=enforce)
    if "unbatched" in form:
        x, hx = x[:, 0], hx and (hx[0][:, 0], hx[1][:, 0])
    return lstm, (x, hx), kwargs, by_hand


def results(found):
    """output, h_n, c_n as plain tensors."""
    output, last = found
    return (output.data if isinstance(output, PackedSequence) else output, *last)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("stack", STACKS)
def test_every_value_of_every_form_of_call(stack, form, way):
    lstm, args, kwargs, by_hand = case(stack, form)
    plain = results(lstm(*args, **kwargs))
    with (
        ol.engine("reference") if way == "reference" else nullcontext(),
        ol.record(lstm, grad=WAYS[way]) as trace,
    ):
        looked = results(lstm(*args, **kwargs))
    for name in NAMES:
        assert_close(name, trace[""][name], by_hand.value(name))
        assert trace[""][name].requires_grad == WAYS[way]
    rows, lengths = by_hand.B, torch.tensor(by_hand.lengths)
    assert torch.equal(trace.valid, torch.arange(T)[:, None] < lengths)
    assert torch.equal(trace.reset, by_hand.reset & trace.valid)
    zeros = torch.zeros(lstm.num_layers, by_hand.D, 1, rows, 1, dtype=torch.float64)
    h_0, c_0 = (0, 0) if args[1] is None else args[1]
    for got, state in ((trace.h_0, h_0), (trace.c_0, c_0)):
        expected = zeros if args[1] is None else state.reshape(*zeros.shape[:-1], -1)
        assert torch.equal(got, expected.expand_as(got))
    assert (trace.starts, trace.steps) == ((0,), tuple(range(T)))
    assert (trace.layers, trace.whole) == (tuple(range(lstm.num_layers)), True)
    for name, got, expected in zip(("output", "h_n", "c_n"), looked, plain, strict=True):
        assert_close(name, got, expected)
        assert got.dtype == expected.dtype


def test_the_hidden_states_of_the_last_layer_are_the_output():
    lstm = ol.LSTM(I, H, 2, bidirectional=True)
    with ol.record(lstm) as trace:
        output, _ = lstm(torch.randn(T, B, I))
    assert torch.equal(torch.cat([trace.h[1, 0], trace.h[1, 1]], dim=-1), output)


@given(data=st.data(), T=st.integers(1, 6), B=st.integers(1, 4), proj_size=st.sampled_from([0, 2]))
def test_the_equations_hold_within_the_trace(data, T, B, proj_size):
    torch.manual_seed(data.draw(st.integers(0, 10_000)))
    lstm = ol.LSTM(I, H, 2, bidirectional=True, proj_size=proj_size, dtype=torch.float64)
    call = {}
    if data.draw(st.booleans(), "lengths"):
        call["lengths"] = torch.randint(0, T + 1, (B,))
    if data.draw(st.booleans(), "reset"):
        call["reset"] = torch.rand(T, B) < 0.4
    x = torch.randn(T, B, I, dtype=torch.float64)
    with ol.record(lstm) as trace:
        lstm(x, states(lstm, B), **call)
    valid = trace.valid[..., None]
    for gate in GATES:
        pre = trace[""][f"pre_{gate}"]
        value = torch.tanh(pre) if gate == "g" else torch.sigmoid(pre)
        assert_close(gate, trace[""][gate], torch.where(valid, value, 0))
    cell = trace.forget_gate * trace.cell_before + trace.input_gate * trace.candidate
    assert_close("c", trace.cell, cell)
    shown = trace.output_gate * torch.tanh(trace.cell)
    for layer, below in enumerate((x, torch.cat([*trace.hidden[0]], dim=-1))):
        for direction, end in enumerate(("", "_reverse")):
            ih, hh, b_ih, b_hh = (getattr(lstm, f"{kind}_l{layer}{end}") for kind in KINDS)
            hidden = shown[layer, direction]
            if proj_size:
                hidden = hidden @ getattr(lstm, f"weight_hr_l{layer}{end}").T
            assert_close("h", trace.h[layer, direction], hidden)
            pre = below @ ih.T + trace.hidden_before[layer, direction] @ hh.T + b_ih + b_hh
            found = torch.cat([trace[""][f"pre_{g}"][layer, direction] for g in GATES], dim=-1)
            assert_close("pre", found, torch.where(valid, pre, 0))


@pytest.mark.parametrize("bidirectional", [False, True])
def test_the_cell_ledger(bidirectional):
    lstm = ol.LSTM(I, H, bidirectional=bidirectional, dtype=torch.float64)
    state = states(lstm, B)
    with ol.record(lstm) as trace:
        _, (_, c_n) = lstm(torch.randn(T, B, I, dtype=torch.float64), state)
    for direction in range(2 if bidirectional else 1):
        order = list(range(T))[:: -1 if direction else 1]
        f, i, g = (value[0, direction, order] for value in (trace.f, trace.i, trace.g))
        written = [torch.prod(f[t + 1 :], dim=0) * i[t] * g[t] for t in range(T)]
        c = torch.prod(f, dim=0) * state[1][direction] + torch.stack(written).sum(0)
        assert_close("c_n", c_n[direction], c)


@pytest.mark.parametrize("call", ["dense", "lengths", "packed"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
def test_engines_show_the_same_in_every_type(dtype, call):
    form = "packed_hx" if call == "packed" else call
    lstm, args, kwargs, _ = case("deep", form, dtype)
    traces = []
    for name in ("torch", "reference"):
        with ol.engine(name), ol.record(lstm) as trace, torch.no_grad():
            lstm(*args, **kwargs)
        traces.append(trace[""])
    for name in NAMES:
        assert traces[0][name].dtype == dtype
        assert_close("c_n" if name == "c" else name, *(trace[name] for trace in traces))


@pytest.mark.parametrize("form", ["dense", "hx", "lengths", "packed_hx", "reset"])
@pytest.mark.parametrize("stack", ["one", "deep"])
def test_under_autocast_looking_changes_neither_types_nor_numbers(stack, form):
    lstm, args, kwargs, _ = case(stack, form, torch.float32)
    with torch.autocast("cpu", torch.bfloat16):
        plain = results(lstm(*args, **kwargs))
        with ol.record(lstm) as trace:
            looked = results(lstm(*args, **kwargs))
    for name, got, expected in zip(("output", "h_n", "c_n"), looked, plain, strict=True):
        assert got.dtype == expected.dtype
        assert_close(name, got, expected, torch.bfloat16)
    cell = trace.f * trace.cell_before + trace.i * trace.g
    assert_close("c_n", trace.c, cell.to(trace.c.dtype), torch.bfloat16)
    assert trace.c[:, :, trace.valid].abs().min() > 0


def test_looking_draws_no_other_dropout():
    lstm, x = ol.LSTM(I, H, 3, dropout=0.5, bidirectional=True).train(), torch.randn(T, B, I)
    outputs = []
    for look in (nullcontext, lambda: ol.record(lstm), lambda: ol.record(lstm, grad=True)):
        torch.manual_seed(7)
        with look():
            outputs.append(lstm(x)[0])
    assert_close("output", outputs[1], outputs[0])
    assert_close("output", outputs[2], outputs[0])


def test_looking_changes_no_gradient():
    lstm = ol.LSTM(I, H, 2, bidirectional=True, dtype=torch.float64)
    x = torch.randn(T, B, I, dtype=torch.float64)
    leaves = list(lstm.parameters())
    expected = torch.autograd.grad(lstm(x)[0].square().sum(), leaves)
    for grad in (False, True):
        with ol.record(lstm, grad=grad):
            loss = lstm(x)[0].square().sum()
        for got, right in zip(torch.autograd.grad(loss, leaves), expected, strict=True):
            assert_close("d_weights", got, right)


@pytest.mark.parametrize("mode", [torch.no_grad, torch.inference_mode])
def test_without_gradients(mode):
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    with ol.record(lstm) as with_gradients:
        lstm(x)
    with mode(), ol.record(lstm) as without:
        assert not lstm(x)[0].requires_grad
    assert torch.equal(with_gradients.c, without.c)


@pytest.mark.parametrize("engine", ENGINES)
@torch.no_grad()
def test_what_becomes_of_the_output_does_not_reach_the_trace(engine):
    lstm = ol.LSTM(I, H)
    x, state = torch.randn(T, B, I), states(lstm, B)
    with ol.engine(engine), ol.record(lstm) as trace:
        output, last = lstm(x, state)
        kept = [t.clone() for t in (output, *state)]
        for tensor in (output, *last, *state, x):
            tensor.fill_(9)  # a layer behind, dropout in place, the next call's state …
    for got, expected in zip((trace.h[0, 0], trace.h_0[0, 0], trace.c_0[0, 0]), kept, strict=True):
        assert torch.equal(got, expected.reshape(got.shape))
    assert trace.c.abs().max() < 9


def test_an_empty_batch_and_no_steps():
    lstm = ol.LSTM(I, H)
    with ol.record(lstm) as trace:
        lstm(torch.randn(T, 0, I))
    assert trace.c.shape == (1, 1, T, 0, H)
    with ol.record(lstm), pytest.raises(RuntimeError, match="sequence length to be larger than 0"):
        lstm(torch.randn(0, B, I))


def test_inside_vmap_a_trace_lives_as_long_as_vmap():
    lstm, x = ol.LSTM(I, H), torch.randn(4, T, B, I)

    def cells(x):
        with ol.record(lstm) as trace:
            lstm(x)
        kept.append(trace)
        return trace.c

    kept = []
    found = torch.func.vmap(cells)(x)
    for k in range(4):
        assert_close("c", found[k], cells(x[k]))
    with pytest.raises(RuntimeError, match=r"inside torch\.func\.vmap and ended with it"):
        _ = kept[0].c


def test_parametrised_weights_are_those_seen():
    lstm = ol.LSTM(I, H, dtype=torch.float64)
    nn.utils.parametrizations.weight_norm(lstm, "weight_hh_l0")
    with torch.no_grad():
        lstm.parametrizations.weight_hh_l0.original0.mul_(2)
    x = torch.randn(T, B, I, dtype=torch.float64)
    with ol.record(lstm) as trace:
        lstm(x)
    assert_close("c", trace.c, ByHand(lstm, x).value("c"))
