# SPDX-License-Identifier: Apache-2.0
"""What is kept of the calls: names, layers, steps, calls joined in time, and how much memory."""

import itertools
import re

import pytest
import torch

import openlstm as ol
from handwritten import NAMES
from native import ENGINES
from openlstm.engines import native_library
from openlstm.trace import NAMES as LONG
from openlstm.trace import readable_bytes
from tolerances import assert_close
from twins import states

T, B, I, H = 7, 3, 2, 3


def looked_at(lstm, x, hx=None, **filters):
    with torch.no_grad(), ol.record(lstm, **filters) as recording:
        lstm(x, hx)
    return recording.trace


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("what", "kept"),
    [
        ("forget_gate", ["f"]),
        ("f", ["f"]),
        (["hidden", "c", "f"], ["f", "c", "h"]),
        (("pre_o", "pre_i"), ["pre_i", "pre_o"]),
        ({"g": 1, "candidate": 2}, ["g"]),
        (None, list(NAMES)),
    ],
)
def test_only_the_values_named(what, kept, engine):
    lstm, x = ol.LSTM(I, H, bidirectional=True), torch.randn(T, B, I)
    whole = looked_at(lstm, x)
    with ol.engine(engine):
        trace = looked_at(lstm, x, what=what)
    assert list(trace.values) == kept
    for name in kept:
        assert_close(name, trace[name], whole[name])


def test_a_value_that_was_not_recorded_says_how_to_get_it():
    trace = looked_at(ol.LSTM(I, H), torch.randn(T, B, I), what=["f", "c"])
    words = r"input_gate was not recorded, only f, c; pass what=\[…, 'i'\] to record\(\)"
    with pytest.raises(ValueError, match=words):
        trace["input_gate"]
    with pytest.raises(AttributeError, match=words):
        _ = trace.input_gate
    with pytest.raises(
        AttributeError, match=r"no value is named 'forgot_gate' \(did you mean forget"
    ):
        _ = trace.forgot_gate


LAYERS = [
    (1, [1]),
    (-1, [2]),
    ([2, 0], [0, 2]),
    ([0, -3], [0]),
    (slice(1, None), [1, 2]),
    (torch.tensor([1, 2]), [1, 2]),
]


@pytest.mark.parametrize(("layers", "kept"), LAYERS, ids=str)
def test_only_the_layers_chosen(layers, kept):
    lstm, x, hx = ol.LSTM(I, H, 3, bidirectional=True), torch.randn(T, B, I), None
    hx = states(lstm, B)
    whole, trace = looked_at(lstm, x, hx), looked_at(lstm, x, hx, layers=layers)
    assert trace.layers == tuple(kept)
    for name in NAMES:
        assert torch.equal(trace[name], whole[name][kept])
    assert torch.equal(trace.h_0, whole.h_0[kept])
    assert torch.equal(trace.c_0, whole.c_0[kept])
    assert torch.equal(trace.cell_before, whole.cell_before[kept])


STEPS = [
    (4, [4]),
    ([5, 1], [1, 5]),
    ({0, 100}, [0]),
    (range(3), [0, 1, 2]),
    (slice(3), [0, 1, 2]),
    (slice(2, None), [2, 3, 4, 5, 6]),
    (slice(1, 6, 3), [1, 4]),
    (slice(None, None, 2), [0, 2, 4, 6]),
    (torch.tensor(6), [6]),
]


@pytest.mark.parametrize("cuts", [(0, 7), (0, 2, 3, 7)], ids=["one_call", "three_calls"])
@pytest.mark.parametrize(("steps", "kept"), STEPS, ids=str)
@torch.no_grad()
def test_only_the_steps_chosen_counted_over_all_calls(steps, kept, cuts):
    lstm, x, state = ol.LSTM(I, H, dtype=torch.float64), torch.randn(T, B, I).double(), None
    reset = torch.rand(T, B) < 0.4
    with ol.record(lstm) as whole:
        lstm(x, reset=reset)
    with ol.record(lstm, steps=steps) as trace:
        for a, b in itertools.pairwise(cuts):
            _, state = lstm(x[a:b], state, reset=reset[a:b])
    assert trace.steps == tuple(kept)
    for name in NAMES:
        assert_close(name, trace[""][name], whole[""][name][:, :, kept])
    assert torch.equal(trace.reset, reset[kept])
    assert trace.valid.shape == (len(kept), B)
    assert trace.starts == tuple(sum(step < a for step in kept) for a in cuts[:-1])


@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("steps", [slice(0, 4), [0, 1, 2, 3], slice(1, None), 3], ids=str)
def test_the_state_before_a_step_is_not_guessed(steps, bidirectional):
    lstm = ol.LSTM(I, H, bidirectional=bidirectional)
    trace = looked_at(lstm, torch.randn(T, B, I), steps=steps)
    assert not trace.whole
    for ask in (lambda: trace.cell_before, lambda: trace.hidden_before):
        with pytest.raises(ValueError, match=r"every step, got steps=.*record without steps="):
            ask()


WRONG = [
    ({"what": "forgot_gate"}, ValueError, r"'forgot_gate' \(did you mean forget_gate"),
    ({"what": ["f", "cel"]}, ValueError, r"'cel' \(did you mean cell"),
    ({"what": "x"}, ValueError, "no value is named 'x'.*there are input_gate, forget_gate"),
    ({"what": []}, ValueError, "what must be at least one name"),
    ({"layers": 2}, ValueError, "layers must be between 0 and 1, got 2; counting begins at 0"),
    ({"layers": [0, -3]}, ValueError, "layers must be between 0 and 1, got -3"),
    ({"layers": []}, ValueError, "layers must be at least one"),
    ({"layers": slice(5, 9)}, ValueError, "layers must be at least one"),
    ({"layers": "0"}, TypeError, "layers must be a whole number, several of them, or a slice"),
    ({"layers": [True, False]}, TypeError, "of a mask give the places"),
    ({"layers": torch.tensor([True, False])}, TypeError, "of a mask give the places"),
    ({"layers": 0.5}, TypeError, "layers must be a whole number"),
    ({"steps": -1}, ValueError, "got -1; count from the front"),
    ({"steps": slice(-3, None)}, ValueError, "steps must be without negative numbers"),
    ({"steps": slice(None, -1)}, ValueError, "steps must be without negative numbers"),
    ({"steps": slice(None, None, 0)}, ValueError, "steps must be without negative numbers or a"),
    ({"steps": []}, ValueError, "steps must be at least one"),
    ({"steps": 1.5}, TypeError, "steps must be a whole number"),
]


@pytest.mark.parametrize(("filters", "error", "words"), WRONG, ids=str)
def test_wrong_filters_are_named_at_once(filters, error, words):
    lstm = ol.LSTM(I, H, 2)
    with pytest.raises(error, match=words), ol.record(lstm, **filters):
        raise AssertionError("the context opened")
    assert "_watch" not in vars(lstm)


def test_steps_that_no_call_reached_are_no_empty_trace():
    lstm = ol.LSTM(I, H)
    with ol.record(lstm, steps=[7, 20]) as trace:
        lstm(torch.randn(7, B, I))
        assert "nothing yet" in repr(trace)
        with pytest.raises(ValueError, match="none of the chosen steps was run: there were 7 "):
            _ = trace.c
        lstm(torch.randn(7, B, I))
    assert trace.steps == (7,)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("cuts", [(0, 1, 2, 3, 7), (0, 4, 7)], ids=str)
@torch.no_grad()
def test_a_stream_in_pieces_is_one_long_call(cuts, engine):
    lstm = ol.LSTM(I, H, 2, dtype=torch.float64)
    x, state = torch.randn(T, B, I, dtype=torch.float64), states(lstm, B)
    with ol.record(lstm) as whole:
        lstm(x, state)
    with ol.engine(engine), ol.record(lstm) as trace:
        for a, b in itertools.pairwise(cuts):
            before = state
            _, state = lstm(x[a:b], state)
            assert trace.cell.shape[2] == b  # asked for in between: nothing is lost
            assert_close("h_0", trace.h_0[:, 0, -1], before[0])
    for name in NAMES:
        assert_close(name, trace[""][name], whole[""][name])
    assert_close("c", trace.cell_before, whole.cell_before)
    assert_close("h", trace.hidden_before, whole.hidden_before)
    assert (trace.starts, trace.steps, trace.whole) == (cuts[:-1], tuple(range(T)), True)
    assert trace.h_0.shape == trace.c_0.shape == (2, 1, len(cuts) - 1, B, H)
    assert torch.equal(trace.valid, torch.ones(T, B, dtype=torch.bool))


@torch.no_grad()
def test_both_directions_over_several_calls_with_lengths_and_resets():
    lstm = ol.LSTM(I, H, bidirectional=True, dtype=torch.float64)
    calls = [
        (torch.randn(4, B, I).double(), {"lengths": [2, 0, 4]}),
        (torch.randn(3, B, I).double(), {"reset": torch.rand(3, B) < 0.5}),
    ]
    hx, parts = states(lstm, B), []
    with ol.record(lstm) as trace:
        for x, call in calls:
            lstm(x, hx, **call)
    for x, call in calls:
        with ol.record(lstm) as part:
            lstm(x, hx, **call)
        parts.append(part.trace)
    for name in ("c", "f", "cell_before", "hidden_before"):
        joined = torch.cat([getattr(part, name) for part in parts], dim=2)
        assert_close(name, getattr(trace, name), joined)
    for name in ("valid", "reset"):
        assert torch.equal(getattr(trace, name), torch.cat([getattr(p, name) for p in parts]))


def test_calls_of_another_batch_size_do_not_join():
    lstm = ol.LSTM(I, H)
    with ol.record(lstm) as trace:
        lstm(torch.randn(T, 3, I))
        with pytest.raises(ValueError, match="one batch size, got 3 and then 2; open a new record"):
            lstm(torch.randn(T, 2, I))
        lstm(torch.randn(T, 3, I))
    assert trace.valid.shape == (2 * T, 3)


ASKED = {
    "all": {},
    "one": {"what": "f"},
    "projected": {"what": ["h", "c"]},
    "pre": {"what": "pre_i"},
    "thin": {"what": ["i", "h"], "layers": [1], "steps": slice(0, 5, 2)},
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16], ids=str)
@pytest.mark.parametrize("filters", ASKED.values(), ids=ASKED)
@torch.no_grad()
def test_the_memory_is_known_before_and_is_what_it_takes(filters, dtype, engine):
    lstm = ol.LSTM(I, H, 2, bidirectional=True, proj_size=2, dtype=dtype)
    if engine == "native" and dtype == torch.bfloat16 and not native_library.bfloat16:
        pytest.skip("this processor has no AVX512_BF16")
    with ol.engine(engine), ol.record(lstm, **filters) as recording:
        known = re.search(r"will take (\d+) bytes for each step of each sample$", repr(recording))
        lstm(torch.randn(4, B, I, dtype=dtype))
        lstm(torch.randn(3, B, I, dtype=dtype))
        trace = recording.trace
    assert int(known[1]) * len(trace.steps) * B == trace.nbytes == recording.nbytes
    assert f"; {readable_bytes(trace.nbytes)})" in repr(recording)
    # no value drags others along, and no second copy of the calls stays behind
    held = {
        value.untyped_storage().data_ptr(): value.untyped_storage().nbytes()
        for keeper in recording._keepers.values()
        for part in (trace, *keeper._calls)
        for value in part.values.values()
    }
    assert sum(held.values()) == trace.nbytes


def test_no_graph_is_held_unless_it_is_asked_for():
    lstm, hx = ol.LSTM(I, H), tuple(s.requires_grad_() for s in states(ol.LSTM(I, H), B))
    for grad in (False, True):
        with ol.record(lstm, grad=grad) as recording:
            lstm(torch.randn(T, B, I), hx)
        (call,) = recording._keepers[""]._calls
        held = [call.h_0, call.c_0, *call.values.values()]
        assert {value.requires_grad for value in held} == {grad}


def test_gradients_cost_more_and_repr_says_so():
    with ol.record(ol.LSTM(I, H), grad=True) as recording:
        assert repr(recording).endswith(
            "sample, three times that with the gradients, and the graph"
        )


def test_what_a_trace_looks_like():
    lstm = ol.LSTM(I, H, 2, bidirectional=True)
    with ol.record(lstm, what=["f", "c"]) as recording:
        assert repr(recording) == (
            "Recording\n  (the model): nothing yet; will take 96 bytes for each step of each sample"
        )
        lstm(torch.randn(T, B, I))
    assert repr(recording.trace) == (
        "Trace(f c; layer 2, direction 2, time 7, batch 3, unit 3; 2.0 kB)"
    )
    assert repr(recording) == f"Recording\n  (the model): {recording.trace!r}"


def test_long_names_and_short_names_are_the_same_values():
    trace = looked_at(ol.LSTM(I, H), torch.randn(T, B, I))
    for long, short in LONG.items():
        assert getattr(trace, long) is getattr(trace, short) is trace[long] is trace[short]
        assert {long, short} <= set(dir(trace))
