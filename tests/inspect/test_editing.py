# SPDX-License-Identifier: Apache-2.0
"""An edited run equals the LSTM written out by hand with that change in it."""

import itertools

import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

import openlstm as ol
from handwritten import NAMES, ByHand
from openlstm.layers.watch import Place
from openlstm.trace import NAMES as LONG
from tolerances import assert_close
from twins import mixture, states

T, B, I, H, P = 4, 2, 2, 4, 3
LONG_NAME = {short: long for long, short in LONG.items()}


def deep():
    lstm = ol.LSTM(I, H, 2, bidirectional=True, proj_size=P, dtype=torch.float64)
    return lstm, torch.randn(T, B, I, dtype=torch.float64), states(lstm, B)


def assert_same(lstm, found, by_hand, leaves=()):
    """Outputs, states and the gradients by all parameters and leaves."""
    output, (h_n, c_n) = found
    right = {"output": by_hand.output, "h_n": by_hand.h_n, "c_n": by_hand.c_n}
    for name, got in (("output", output), ("h_n", h_n), ("c_n", c_n)):
        assert_close(name, got, right[name])
    wanted = [*lstm.parameters(), *leaves]
    options = {"allow_unused": True, "materialize_grads": True}
    got = torch.autograd.grad(mixture(output, h_n, c_n), wanted, **options)
    expected = torch.autograd.grad(mixture(*right.values()), wanted, **options)
    for one, other in zip(got, expected, strict=True):
        assert_close("d_leaf", one, other)


# the arguments of edit(), and what they reach where that is not everything
PLACES = {
    "everywhere": ({}, {}),
    "a_layer": ({"layers": 1}, {"layer": [1]}),
    "a_direction": ({"directions": 1}, {"direction": [1]}),
    "steps": ({"steps": [3, 0]}, {"time": [0, 3]}),
    "a_slice": ({"steps": slice(1, None, 2)}, {"time": [1, 3]}),
    "units": ({"units": [2, 0]}, {"unit": [2, 0]}),
    "one_place": (
        {"layers": -1, "directions": [0], "steps": 2, "units": slice(1, 3)},
        {"layer": [1], "direction": [0], "time": [2], "unit": [1, 2]},
    ),
}


def changing(name, reached, new):
    """A change by hand: one value, in the places reached, becomes new(value, where)."""

    def change(here, value, where):
        axes = ("layer", "direction", "time")
        if here != name or any(getattr(where, a) not in reached.get(a, range(T)) for a in axes):
            return value
        units = reached.get("unit", range(len(value)))
        mask = torch.tensor([unit in units for unit in range(len(value))])
        return torch.where(mask, new(value, where), value)

    return change


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_every_value_at_chosen_places(name, place):
    (place, reached), (lstm, x, hx) = place, deep()
    factor = torch.rand(1, dtype=torch.float64, requires_grad=True)
    change = changing(name, reached, lambda value, where: value * factor + where.time)
    by_hand = ByHand(lstm, x, hx, change=change)
    assert not torch.allclose(by_hand.output, lstm(x, hx)[0])
    with ol.edit(lstm, **{name: lambda value, at: value * factor + at.time}, **place):
        short = lstm(x, hx)
    with ol.edit(lstm, **{LONG_NAME[name]: lambda value, at: value * factor + at.time}, **place):
        long = lstm(x, hx)
    assert torch.equal(long[0], short[0])
    assert_same(lstm, short, by_hand, [factor])


@pytest.mark.parametrize("call", ["lengths", "reset", "packed", "batch_first", "unbatched"])
def test_in_every_form_of_call(call):
    batch_first, rows = call == "batch_first", 1 if call == "unbatched" else B
    lstm = ol.LSTM(I, H, bidirectional=True, batch_first=batch_first, dtype=torch.float64)
    x = torch.randn(T, rows, I, dtype=torch.float64)
    lengths = [2, 4] if call in ("lengths", "packed") else None
    reset = torch.rand(T, B) < 0.4 if call == "reset" else None

    change = changing("c", {}, lambda value, where: 0.3 * value + where.time)
    by_hand = ByHand(lstm, x, None, lengths, reset, change)
    given, more = x, {}
    if call == "packed":
        given = pack_padded_sequence(x, lengths, enforce_sorted=False)
    elif call == "unbatched":
        given = x[:, 0]
    elif call == "batch_first":
        given = x.transpose(0, 1)
    else:
        more = {"lengths": lengths} if lengths else {"reset": reset}
    with ol.edit(lstm, c=lambda value, at: 0.3 * value + at.time):
        output, (h_n, c_n) = lstm(given, **more)
    if call == "packed":
        output = nn.utils.rnn.pad_packed_sequence(output)[0]
    elif call == "unbatched":
        output, h_n, c_n = output[:, None], h_n[:, None], c_n[:, None]
    assert_same(lstm, (output.transpose(0, 1) if batch_first else output, (h_n, c_n)), by_hand)


CONSTANTS = {
    "number": 0.25,
    "whole_number": 1,
    "number_of_torch": torch.tensor(0.25),
    "per_unit": torch.linspace(0, 1, 2),
    "per_row": torch.linspace(0, 1, B)[:, None],
    "per_row_and_unit": torch.linspace(0, 1, B * 2).view(B, 2),
    "list": [0.25, 0.5],
}


@pytest.mark.parametrize("constant", CONSTANTS.values(), ids=CONSTANTS)
@pytest.mark.parametrize("name", ["f", "pre_o", "c", "h"])
def test_constants_are_for_the_units_in_the_order_given(name, constant):
    lstm, x, hx = deep()
    values = torch.as_tensor(constant, dtype=torch.float64).expand(B, 2)

    def new(value, where):
        return torch.cat([values[where.row, 1:], value[1:2], values[where.row, :1], value[3:]])

    change = changing(name, {"unit": [2, 0]}, new)
    by_hand = ByHand(lstm, x, hx, change=change)
    with ol.edit(lstm, **{name: constant}, units=[2, 0]):
        found = lstm(x, hx)
    assert_same(lstm, found, by_hand)


def test_a_function_is_asked_once_for_each_place():
    lstm, x, _ = deep()
    asked = []

    def ask(value, at):
        assert value.shape == (B, H)
        asked.append(at)
        return value

    with ol.edit(lstm, forget_gate=ask):
        changed = lstm(x)[0]
    assert sorted(asked) == [Place(*p) for p in itertools.product(range(2), range(2), range(T))]
    assert torch.equal(changed, ol_reference(lstm, x))


def ol_reference(lstm, x):
    with ol.engine("reference"):
        return lstm(x)[0]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("units", [None, [1, 0]], ids=["all", "some"])
def test_a_function_may_change_its_value_in_place(name, units):
    lstm, x, hx = deep()

    def in_place(value, _):
        value[:, 1] = 0.5
        return value

    def by_units(value, _):
        kept = torch.ones_like(value)
        kept[:, 1] = 0
        return value * kept + 0.5 * (1 - kept)

    found = []
    for change in (in_place, by_units):
        with ol.edit(lstm, **{name: change}, units=units):
            output = lstm(x, hx)[0]
        found.append((output, *torch.autograd.grad(mixture(output), list(lstm.parameters()))))
    for got, expected in zip(*found, strict=True):
        assert_close("d_", got, expected)


@pytest.mark.parametrize("name", ["pre_f", "i", "c", "h"])
def test_edits_agree_with_finite_differences(name):
    lstm = ol.LSTM(I, 2, bidirectional=True, dtype=torch.float64)
    x = torch.randn(3, 2, I, dtype=torch.float64, requires_grad=True)
    put_in = torch.rand(2, 1, dtype=torch.float64, requires_grad=True)

    def run(x, put_in, weight):
        weights = {"weight_hh_l0": weight}
        with ol.edit(lstm, **{name: put_in}, steps=1, units=1):
            output, last = torch.func.functional_call(lstm, weights, (x,))
        return output, *last

    assert torch.autograd.gradcheck(run, (x, put_in, lstm.weight_hh_l0))


def test_edits_may_be_differentiated_and_mapped_by_torch_func():
    lstm = ol.LSTM(I, H, dtype=torch.float64)
    x = torch.randn(T, B, I, dtype=torch.float64)

    def run(value):
        with ol.edit(lstm, f=value, steps=2, units=1):
            return lstm(x)[0].square().sum()

    values = torch.rand(4, dtype=torch.float64)
    leaves = values.clone().requires_grad_()
    by_autograd = torch.autograd.grad(sum(run(v) for v in leaves), leaves)[0]
    assert_close("d_f", torch.func.vmap(torch.func.grad(run))(values), by_autograd)
    _, by_jvp = torch.func.jvp(run, (values[0],), (torch.ones(()).double(),))
    assert_close("d_f", by_jvp, by_autograd[0])


def test_a_closed_gate_forgets_and_an_open_one_keeps():
    lstm, x, hx = deep()
    with ol.edit(lstm, forget_gate=1.0, input_gate=0.0):
        _, (_, c_n) = lstm(x, hx)
    assert torch.equal(c_n, hx[1])
    with ol.edit(lstm, output_gate=0.0):
        assert (lstm(x, hx)[0] == 0).all()


def test_several_edits_apply_in_the_order_opened():
    lstm, x, _ = deep()
    with (
        ol.edit(lstm, f=0.5),
        ol.edit(lstm, f=lambda value, _: value / 2),
        ol.record(lstm, what="f") as halved,
    ):
        lstm(x)
    with ol.edit(lstm, f=lambda value, _: value / 2), ol.edit(lstm, f=0.5), ol.record(lstm) as set_:
        lstm(x)
    assert (halved.f == 0.25).all()
    assert (set_.f == 0.5).all()


@pytest.mark.parametrize("grad", [False, True])
def test_a_recording_shows_what_was_put_in_and_what_follows(grad):
    lstm, x, hx = deep()
    with ol.edit(lstm, c=2.0, units=1, steps=[1, 3]), ol.record(lstm, grad=grad) as trace:
        output = lstm(x, hx)[0]
    put_in = torch.zeros(T, B, H, dtype=torch.bool)
    put_in[[1, 3], :, 1] = True
    assert (trace.c[:, :, put_in] == 2).all()
    own = trace.f * trace.cell_before + trace.i * trace.g
    assert_close("c", trace.c[:, :, ~put_in], own[:, :, ~put_in])
    shown = (trace.o * torch.tanh(trace.c))[1, 0] @ lstm.weight_hr_l1.T
    assert_close("h", trace.h[1, 0], shown)
    if grad:
        mixture(output).backward()
        change = changing("c", {"time": [1, 3], "unit": [1]}, lambda value, _: 0 * value + 2)
        by_hand = ByHand(lstm, x, hx, change=change)
        expected = by_hand.gradient(mixture(by_hand.output), "c")
        assert_close("d_c", trace.gradient.c, expected)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", ["a_layer", "steps", "units", "one_place"])
def test_values_patched_in_from_a_trace(name, place):
    (place, reached), (lstm, x, hx) = PLACES[place], deep()
    with torch.no_grad(), ol.record(lstm) as clean:
        lstm(torch.randn(T, B, I, dtype=torch.float64), hx)
    change = changing(name, reached, lambda _, where: clean[""][name][tuple(where)])
    with ol.edit(lstm, **{name: clean}, **place):
        by_recording = lstm(x, hx)
    with ol.edit(lstm, **{name: clean.trace}, **place):
        by_trace = lstm(x, hx)
    assert torch.equal(by_recording[0], by_trace[0])
    assert_same(lstm, by_trace, ByHand(lstm, x, hx, change=change))


def test_patching_all_states_in_gives_the_clean_run():
    lstm, x, hx = deep()
    with ol.record(lstm, what=["h", "c"], grad=True) as clean:
        expected, last = lstm(x, hx)
    with ol.edit(lstm, h=clean, c=clean):
        output, found = lstm(torch.randn_like(x))
    assert_close("output", output, expected)
    for got, right in zip(found, last, strict=True):
        assert_close("h_n", got, right)
    weight = lstm.weight_ih_l0  # its gradient goes through the clean run
    got = torch.autograd.grad(mixture(output), weight, retain_graph=True)[0]
    assert_close("d_weight", got, torch.autograd.grad(mixture(expected), weight)[0])


def test_a_thinned_trace_patches_where_it_holds():
    lstm, x, hx = deep()
    with ol.record(lstm) as whole, ol.record(lstm, what="c", layers=1, steps=[1, 3]) as thin:
        lstm(torch.randn(T, B, I, dtype=torch.float64), hx)
    with ol.edit(lstm, c=whole, layers=1, steps=[3, 1]):
        expected = lstm(x, hx)[0]
    with ol.edit(lstm, c=thin, layers=1, steps=[3, 1]):
        assert_close("output", lstm(x, hx)[0], expected)


def test_a_recording_of_several_lstms_goes_each_to_its_own():
    model = nn.ModuleDict({"a": ol.LSTM(I, H), "b": ol.LSTM(I, H)})
    clean, x = torch.randn(T, B, I), torch.randn(T, B, I)
    with ol.record(model) as recording:
        expected = [model[path](clean)[0] for path in model]
    with ol.edit(model, h=recording):
        for path, right in zip(model, expected, strict=True):
            assert_close("output", model[path](x)[0], right)
    with ol.edit(model["b"], h=recording["a"]):
        assert_close("output", model["b"](x)[0], expected[0])
    other = nn.Sequential(ol.LSTM(I, H))
    words = "h must be a recording of '0', got one of 'a', 'b'; pass the trace of one of them"
    with pytest.raises(ValueError, match=words), ol.edit(other, h=recording):
        pass


def test_every_lstm_of_a_model_is_edited():
    model = nn.ModuleDict({"a": ol.LSTM(I, H), "b": ol.LSTM(I, H, 2)})
    x = torch.randn(T, B, I)
    with ol.edit(model, o=0.0):
        assert all((model[path](x)[0] == 0).all() for path in model)
    words = "layers must be between 0 and 0, got 1"
    with pytest.raises(ValueError, match=words), ol.edit(model, o=0.0, layers=1):
        pass


def raw(value):
    return lambda _value, _at: value


WRONG = {
    "unknown_name": ({"forgot_gate": 0.0}, ValueError, r"'forgot_gate' \(did you mean forget_gate"),
    "option": ({"step": 1, "f": 0.0}, ValueError, r"'step' \(did you mean steps\?\)"),
    "layer_option": ({"layer": 1, "f": 0.0}, ValueError, r"'layer' \(did you mean layers\?\)"),
    "nothing": ({}, ValueError, "nothing to change: name a value, for instance forget_gate=1.0"),
    "twice": ({"f": 0.0, "forget_gate": 1.0}, ValueError, "forget_gate is changed twice"),
    "layer": ({"f": 0.0, "layers": 2}, ValueError, "layers must be between 0 and 1, got 2"),
    "direction": ({"f": 0.0, "directions": 2}, ValueError, "directions must be between 0 and 1, g"),
    "unit": ({"f": 0.0, "units": H}, ValueError, "units must be between 0 and 3, got 4"),
    "projected_unit": ({"h": 0.0, "units": P}, ValueError, "units must be between 0 and 2, got 3"),
    "negative_step": ({"f": 0.0, "steps": -1}, ValueError, "steps must be .* count from the front"),
    "mask": ({"f": 0.0, "units": [True] * H}, TypeError, "of a mask give the places"),
    "too_wide": (
        {"f": torch.zeros(H + 1)},
        ValueError,
        r"f at layer 0, direction 0, step 0 must be of shape \[2, 4\], got \[5\]; give a number",
    ),
    "too_many_units": ({"f": torch.zeros(3), "units": [0, 1]}, ValueError, r"\[2, 2\], got \[3\]"),
    "more_axes": ({"f": torch.zeros(1, B, H)}, ValueError, r"shape \[2, 4\], got \[1, 2, 4\]"),
    "a_word": ({"f": "off"}, ValueError, r"shape \[2, 4\], got 'off'"),
    "nothing_returned": ({"f": raw(None)}, ValueError, r"shape \[2, 4\], got None"),
    "wrong_returned": ({"f": raw(torch.zeros(7))}, ValueError, r"shape \[2, 4\], got \[7\]"),
    "no_such_step": (
        {"f": 0.0, "steps": [T, 9]},
        ValueError,
        r"be within a call, .*4, 9\]",
    ),
    "empty_slice": ({"f": 0.0, "steps": slice(T, None)}, ValueError, "steps must be within a call"),
}


@pytest.mark.parametrize(("arguments", "error", "words"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_changed_is_named(arguments, error, words):
    lstm, x, hx = deep()
    plain = lstm(x, hx)[0]
    with pytest.raises(error, match=words), ol.edit(lstm, **arguments):
        lstm(x, hx)
    assert "_watch" not in vars(lstm)
    assert torch.equal(lstm(x, hx)[0], plain)


def test_a_trace_that_lacks_the_place():
    lstm, x, hx = deep()
    with ol.record(lstm, what="c", layers=1) as layer, ol.record(lstm, what="c", steps=2) as step:
        lstm(x, hx)
    one_way = ol.LSTM(I, H, 2, dtype=torch.float64)
    with ol.record(one_way) as forward:
        one_way(x)
    short = ol.LSTM(I, H, 2, bidirectional=True, proj_size=P, dtype=torch.float64)
    with ol.record(short, what="c") as fewer:
        short(x[:2])
    wide = ol.LSTM(I, H + 1, 2, bidirectional=True, dtype=torch.float64)
    with ol.record(wide) as wider:
        wide(x)
    narrow = ol.LSTM(I, H - 1, 2, bidirectional=True, dtype=torch.float64)
    with ol.record(narrow) as narrower:
        narrow(x)
    wrong = [
        ({"c": layer}, "has no layer 0, direction 0, step 0; record all that is to be patched"),
        ({"c": step}, "has no layer 0, direction 0, step 0"),
        ({"c": forward}, "has no layer 0, direction 1, step 3"),
        ({"c": fewer}, "has no layer 0, direction 0, step 2"),
        ({"f": fewer}, r"f was not recorded, only c; pass what=\[…, 'f'\] to record"),
        ({"c": narrower, "units": [1, 3]}, "has no layer 0, direction 0, step 0, unit 3"),
        ({"c": wider}, r"must be of shape \[2, 4\], got \[2, 5\]"),
    ]
    for change, words in wrong:
        with pytest.raises(ValueError, match=words), ol.edit(lstm, **change):
            lstm(x, hx)
    with ol.record(lstm) as nothing:
        pass
    with pytest.raises(ValueError, match="nothing was recorded yet"), ol.edit(lstm, c=nothing):
        pass


def test_an_edit_that_reached_one_of_the_steps_is_content():
    lstm, x, hx = deep()
    with ol.edit(lstm, f=0.0, steps=[0, 99]):
        lstm(x, hx)
    with ol.edit(lstm, f=0.0, steps=99):
        pass  # the model did not run
    model = nn.ModuleDict({"long": ol.LSTM(I, H), "short": ol.LSTM(I, H)})
    with ol.edit(model, f=0.0, steps=T - 1):
        model["long"](torch.randn(T, B, I))
        model["short"](torch.randn(1, B, I))


def test_an_error_inside_is_not_hidden_by_steps_that_were_not_reached():
    lstm, x, hx = deep()
    with pytest.raises(RuntimeError, match="input_size"), ol.edit(lstm, f=0.0, steps=99):
        lstm(lstm(x, hx)[0])


def test_values_take_the_type_of_what_they_replace():
    lstm, x = ol.LSTM(I, H, dtype=torch.bfloat16), torch.randn(T, B, I, dtype=torch.bfloat16)
    with ol.edit(lstm, f=torch.ones(H, dtype=torch.float64), i=0):
        assert lstm(x)[0].dtype == torch.bfloat16


def test_a_forced_engine_that_cannot_edit_says_so():
    lstm, x, _ = deep()
    words = "engine 'torch' cannot run this call: values are edited"
    with ol.edit(lstm, f=0.0), ol.engine("torch"), pytest.raises(ol.EngineError, match=words):
        lstm(x)
