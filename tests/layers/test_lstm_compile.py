# SPDX-License-Identifier: Apache-2.0
"""torch.compile: whole graphs, training too, few compilations, the same numbers."""

import shutil

import pytest
import torch
from torch import nn
from torch._dynamo.testing import CompileCounterWithBackend
from torch.nn.utils.rnn import pack_padded_sequence

import openlstm as ol
from openlstm.engines import native_library
from tolerances import assert_all_close, assert_close
from twins import everything, mixture, states

pytestmark = pytest.mark.usefixtures("fresh_dynamo")

I, H = 3, 4
CALLS = ["plain", "lengths", "reset", "both"]

# (T, B) of one call after the other: static, then dynamic T, dynamic B, T=1, B=1, in several orders
ORDERS = {
    "time, then batch": [(4, 3), (5, 3), (6, 5), (1, 3), (1, 6), (4, 1), (9, 1)],
    "batch, then time": [(4, 3), (4, 5), (6, 7), (8, 1), (1, 2), (3, 1)],
    "both at once": [(4, 3), (6, 5), (1, 5), (2, 1), (9, 9), (5, 5)],
    "one step first": [(1, 3), (1, 5), (4, 3), (5, 7), (7, 1)],
    "one row first": [(4, 1), (6, 1), (4, 3), (7, 5), (1, 5)],
    "square first": [(5, 5), (6, 6), (7, 3), (1, 4), (4, 1)],
}


def inputs(T, B, call):
    x = torch.randn(T, B, I, requires_grad=True)
    more = {}
    if call in ("lengths", "both"):
        more["lengths"] = torch.randint(0, T + 1, (B,))
    if call in ("reset", "both"):
        more["reset"] = torch.rand(T, B) < 0.3
    return x, more


def train_once(compiled, T, B, call, lstm):
    """One training step of the compiled layer, checked against the plain one."""
    x, more = inputs(T, B, call)
    output, (h_n, c_n) = compiled(x, **more)
    (d_x,) = torch.autograd.grad(mixture(output, h_n, c_n), x)
    expected = everything(lstm, x, **more)
    for name, value in {"output": output, "h_n": h_n, "c_n": c_n, "d_x": d_x}.items():
        assert_close(name, value, expected[name])


@pytest.mark.parametrize(
    ("order", "call"),
    [
        *((order, "plain") for order in ORDERS),
        *(("time, then batch", "lengths"), ("square first", "lengths")),
        *(("both at once", "reset"), ("one step first", "both")),
    ],
)
def test_at_most_five_compilations_and_then_none(order, call):
    lstm, backend = ol.LSTM(I, H), CompileCounterWithBackend("aot_eager")
    compiled = torch.compile(lstm, backend=backend, fullgraph=True)
    for T, B in ORDERS[order]:
        train_once(compiled, T, B, call, lstm)
    assert backend.frame_count <= 5
    before = backend.frame_count
    for T, B in [(12, 8), (2, 2), (3, 17), (25, 2), (6, 6)]:
        train_once(compiled, T, B, call, lstm)
    # orders that met only one dynamic size so far may need the graph with both, then none
    assert backend.frame_count <= min(5, before + 1)
    settled = backend.frame_count
    for T, B in [(2, 9), (40, 3), (11, 11), (100, 2)]:
        train_once(compiled, T, B, call, lstm)
    assert backend.frame_count == settled


def test_one_step_of_one_row_costs_at_most_one_more():
    # PyTorch makes every size of 0 or 1 a constant: T=1 and B=1 together are a kind of their own
    lstm, backend = ol.LSTM(I, H), CompileCounterWithBackend("aot_eager")
    compiled = torch.compile(lstm, backend=backend, fullgraph=True)
    for T, B in [(4, 3), (5, 3), (6, 5), (1, 3), (4, 1), (1, 1), (1, 1), (1, 9), (9, 1), (7, 7)]:
        train_once(compiled, T, B, "plain", lstm)
    assert backend.frame_count <= 6


# Told that sizes vary, PyTorch skips the static graph; a first call with T = 3 rows (the layer's
# input size) or T = B ties the equal sizes together, which costs one graph more.
@pytest.mark.parametrize("order", [*ORDERS, "every kind", "ties first"])
def test_told_that_sizes_vary_five_compilations_serve_every_sequence_of_shapes(order):
    lstm, backend = ol.LSTM(I, H), CompileCounterWithBackend("aot_eager")
    compiled = torch.compile(lstm, backend=backend, fullgraph=True, dynamic=True)
    kinds = [(4, 3), (1, 1), (5, 3), (1, 3), (4, 1), (1, 9), (9, 1), (6, 5)]
    ties = [(1, 3), (3, 1), (2, 2), (1, 1), *kinds]
    for T, B in ORDERS.get(order, kinds if order == "every kind" else ties):
        train_once(compiled, T, B, "plain", lstm)
    assert backend.frame_count <= 5
    for T, B in [(1, 1), (1, 4), (4, 1), (2, 2), (3, 3), (7, 30)]:
        train_once(compiled, T, B, "plain", lstm)
    assert backend.frame_count <= 5


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("hx", [False, True])
@pytest.mark.parametrize(
    "options",
    [
        {"num_layers": 2, "bidirectional": True},
        {"num_layers": 2, "proj_size": 2, "bias": False},
        {"batch_first": True, "bidirectional": True, "proj_size": 2},
    ],
    ids=["deep", "projected", "batch_first"],
)
def test_a_compiled_layer_trains_to_the_same_gradients(options, hx, call):
    lstm = ol.LSTM(I, H, dtype=torch.float64, **options)
    T, B = 5, 4
    x, more = inputs(T, B, call)
    x = x.detach().double()
    if lstm.batch_first:
        x = x.transpose(0, 1)
        more |= {"reset": more["reset"].T} if "reset" in more else {}
    state = states(lstm, B) if hx else None
    compiled = torch.compile(lstm, backend="aot_eager", fullgraph=True)
    assert_all_close(
        _bare(everything(compiled, x, state, **more)), everything(lstm, x, state, **more)
    )


def _bare(found):
    """Names of the layer itself, without the prefix of torch.compile's wrapper."""
    return {name.replace("_orig_mod.", ""): value for name, value in found.items()}


def test_an_unbatched_call_stays_whole():
    lstm = ol.LSTM(I, H, 2)
    compiled, x = torch.compile(lstm, backend="aot_eager", fullgraph=True), torch.randn(5, I)
    assert_close("output", compiled(x)[0], lstm(x)[0])
    assert_close("output", compiled(x, lengths=torch.tensor(3))[0], lstm(x, lengths=3)[0])


def test_lengths_of_the_host_stay_in_the_graph():
    lstm = ol.LSTM(I, H)
    compiled, x = torch.compile(lstm, backend="aot_eager", fullgraph=True), torch.randn(5, 3, I)
    assert_close("output", compiled(x, lengths=[5, 0, 2])[0], lstm(x, lengths=[5, 0, 2])[0])


@pytest.mark.parametrize("mode", ["eval", "no_grad"])
def test_inference(mode):
    lstm, x = ol.LSTM(I, H, 2, dropout=0.5), torch.randn(5, 3, I)
    lstm.eval()
    compiled = torch.compile(lstm, backend="aot_eager", fullgraph=True)
    with torch.set_grad_enabled(mode == "eval"):
        assert_close("output", compiled(x, lengths=[5, 0, 2])[0], lstm(x, lengths=[5, 0, 2])[0])


def test_inside_a_model_with_an_optimiser():
    model = nn.ModuleDict({"rnn": ol.LSTM(I, H, 2), "head": nn.Linear(H, 1)})
    optimiser = torch.optim.SGD(model.parameters(), lr=0.5)

    @torch.compile(backend="aot_eager", fullgraph=True)
    def loss_of(x, lengths):
        return model["head"](model["rnn"](x, lengths=lengths)[1][0][-1]).pow(2).mean()

    x, lengths = torch.randn(6, 8, I), torch.randint(0, 7, (8,))
    losses = []
    for _ in range(20):
        optimiser.zero_grad()
        loss = loss_of(x, lengths)
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < 0.1 * losses[0]


def test_dropout_draws_in_a_graph_as_outside():
    lstm = ol.LSTM(I, H, 3, dropout=0.5)
    x = torch.randn(50, 40, I)
    compiled = torch.compile(lstm, backend="aot_eager", fullgraph=True)
    first, second = compiled(x)[0], compiled(x)[0]
    assert not torch.equal(first, second)
    assert (first != 0).all()
    lstm.eval()
    assert_close("output", compiled(x)[0], lstm(x)[0])


def test_a_packed_sequence_breaks_no_result():
    lstm = ol.LSTM(I, H)
    packed = pack_padded_sequence(torch.randn(5, 3, I), [5, 3, 1])
    compiled = torch.compile(lstm, backend="aot_eager")
    assert_close("output", compiled(packed)[0].data, lstm(packed)[0].data)


def test_check_finite_names_the_place_in_a_graph():
    lstm = ol.LSTM(I, H, check_finite=True)
    compiled, x = torch.compile(lstm, backend="aot_eager", fullgraph=True), torch.randn(5, 3, I)
    assert_close("output", compiled(x)[0], lstm(x)[0])
    x[4, 1, 2] = torch.inf
    with pytest.raises(ValueError, match="inf at sample 1, step 4, feature 2"):
        compiled(x)
    assert torch.isfinite(compiled(x, lengths=torch.tensor([5, 4, 5]))[0]).all()  # on padding


def test_check_finite_lets_gradients_through_a_graph():
    lstm = ol.LSTM(I, H, check_finite=True)
    compiled, x = torch.compile(lstm, backend="aot_eager", fullgraph=True), torch.randn(5, 3, I)
    assert_all_close(_bare(everything(compiled, x)), everything(lstm, x))


@pytest.mark.parametrize("by", ["parameters", "x"])
def test_a_function_transform_inside_a_graph(by):
    lstm = ol.LSTM(I, H, bidirectional=True)
    parameters = {name: p.detach() for name, p in lstm.named_parameters()}
    x = torch.randn(5, 3, I)

    def loss(parameters, x):
        return torch.func.functional_call(lstm, parameters, (x,))[0].pow(2).sum()

    wanted = 0 if by == "parameters" else 1
    plain = torch.func.grad(loss, argnums=wanted)
    compiled = torch.compile(plain, backend="aot_eager", fullgraph=True)
    leaves = {name: p.requires_grad_() for name, p in parameters.items()} | {
        "x": x.requires_grad_()
    }
    expected = dict(
        zip(leaves, torch.autograd.grad(loss(parameters, x), leaves.values()), strict=True)
    )
    found = compiled({name: p.detach() for name, p in parameters.items()}, x.detach())
    for name, value in (found if by == "parameters" else {"x": found}).items():
        assert value.abs().sum() > 0
        assert_close(f"d_{name}", value, expected[name])


def test_the_engine_in_force_is_taken_at_every_call(monkeypatch):
    lstm, x = ol.LSTM(I, H), torch.randn(5, 3, I)
    compiled = torch.compile(lstm, backend="aot_eager", fullgraph=True)
    compiled(x)
    monkeypatch.setattr(native_library, "missing", "no compiler was found")
    with ol.engine("native"), pytest.raises(ol.EngineError, match="'native' cannot run this call"):
        compiled(x)


@torch.no_grad()  # Dynamo, going on behind the break, looks at .grad of tensors that are no leaves
def test_a_watched_layer_runs_outside_the_graph_and_is_seen():
    lstm, x = ol.LSTM(I, H), torch.randn(5, 3, I)
    compiled = torch.compile(lstm, backend="aot_eager")
    plain = compiled(x)[0]
    with ol.record(lstm) as trace:
        assert_close("output", compiled(x)[0], plain)
    assert trace.c.shape == (1, 1, 5, 3, H)
    assert_close("output", compiled(x)[0], plain)


def test_the_cell_compiles_whole():
    cell = ol.LSTMCell(I, H)
    compiled = torch.compile(cell, backend="aot_eager", fullgraph=True)
    x, state = torch.randn(3, I), (torch.randn(3, H), torch.randn(3, H))
    for got, expected in zip(compiled(x, state), cell(x, state), strict=True):
        assert_close("h_n", got, expected)


@pytest.mark.skipif(not shutil.which("c++"), reason="inductor needs a C++ compiler: install g++")
def test_inductor_runs_the_same():
    lstm = ol.LSTM(I, H, 2, bidirectional=True)
    compiled, x = torch.compile(lstm, fullgraph=True), torch.randn(5, 3, I)
    more = {"lengths": torch.tensor([5, 0, 2])}
    assert_all_close(_bare(everything(compiled, x, **more)), everything(lstm, x, **more))
