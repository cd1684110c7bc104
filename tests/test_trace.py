# SPDX-License-Identifier: Apache-2.0
"""`Trace`: names, axes, the state before each step, sizes, copies and what it is exported to."""

import copy
import dataclasses
import pickle
import sys

import numpy as np
import pytest
import torch

import openlstm as ol
from openlstm.trace import AXES, NAMES, Trace, readable_bytes, short_name


def hand_made(L=1, D=2, T=4, B=2, U=1, calls=(0,), **changes):
    """A trace whose c counts 1, 2, 3, … and whose h is minus that; c_0 is 100, 200, … by call."""
    c = torch.arange(1.0, 1 + L * D * T * B * U).view(L, D, T, B, U)
    by_call = torch.arange(1.0, 1 + len(calls))[:, None, None]
    fields = {
        "values": {"c": c, "h": -c},
        "h_0": -100 * by_call.expand(L, D, len(calls), B, U),
        "c_0": 100 * by_call.expand(L, D, len(calls), B, U),
        "starts": tuple(calls),
        "valid": torch.ones(T, B, dtype=torch.bool),
        "reset": torch.zeros(T, B, dtype=torch.bool),
        "layers": tuple(range(L)),
        "steps": tuple(range(T)),
    }
    return Trace(**(fields | changes))


def mask(T, B, *places):
    found = torch.zeros(T, B, dtype=torch.bool)
    for place in places:
        found[place] = True
    return found


def test_every_long_name_has_a_short_one():
    assert [short_name(long) for long in NAMES] == list(NAMES.values())
    assert [short_name(short) for short in NAMES.values()] == list(NAMES.values())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("forgot_gate", "(did you mean forget_gate or "),
        ("forgetgate", "(did you mean forget_gate"),
        ("cells", "(did you mean cell?)"),
        ("pre_x", "(did you mean pre_"),
        ("hiden", "(did you mean hidden?)"),
    ],
)
def test_an_unknown_name_suggests_the_near_ones(name, hint):
    with pytest.raises(ValueError, match="no value is named") as caught:
        short_name(name)
    assert hint in str(caught.value)
    assert str(caught.value).endswith("pre_i, pre_f, pre_g, pre_o, i, f, g, o, c, h.")
    with pytest.raises(AttributeError, match="did you mean"):
        getattr(hand_made(), name)


def test_a_name_far_from_all_suggests_none():
    with pytest.raises(ValueError, match="no value is named 'attention'; there are input_gate"):
        short_name("attention")


def test_values_by_long_and_short_name_as_attribute_and_item():
    trace = hand_made()
    assert trace.cell is trace.c is trace["cell"] is trace["c"] is trace.values["c"]
    assert trace.hidden is trace["h"]
    with pytest.raises(AttributeError, match=r"only c, h; pass what=\[…, 'f'\]"):
        _ = trace.f
    assert not hasattr(trace, "f")
    assert not hasattr(trace, "__array__")
    assert AXES == ("layer", "direction", "time", "batch", "unit")


def test_the_state_before_each_step_in_both_directions():
    trace = hand_made()
    forward, reverse = trace.c[0]
    first = torch.full((1, 2, 1), 100.0)
    assert torch.equal(trace.cell_before[0, 0], torch.cat([first, forward[:-1]]))
    assert torch.equal(trace.cell_before[0, 1], torch.cat([reverse[1:], first]))
    assert torch.equal(trace.hidden_before, -trace.cell_before)


def test_a_reset_cuts_both_directions_between_the_same_steps():
    trace = hand_made(reset=mask(4, 2, (2, 0), (0, 1)))
    plain = hand_made().cell_before
    expected = plain.clone()
    expected[0, 0, 2, 0] = expected[0, 1, 1, 0] = expected[0, 0, 0, 1] = 0
    assert torch.equal(trace.cell_before, expected)


def test_behind_padding_the_reverse_direction_begins():
    valid = ~mask(4, 2, (2, 0), (3, 0), (0, 1), (1, 1), (2, 1), (3, 1))
    before = hand_made(valid=valid, reset=mask(4, 2, (2, 0))).cell_before
    values = hand_made().c
    assert torch.equal(
        before[0, 1, :2, 0], torch.cat([values[0, 1, 1:2, 0], torch.full((1, 1), 100)])
    )
    assert torch.equal(
        before[0, 0, :2, 0], torch.cat([torch.full((1, 1), 100), values[0, 0, :1, 0]])
    )


def test_each_call_begins_from_its_own_state():
    trace = hand_made(calls=(0, 1, 3))
    c, before = trace.c[0], trace.cell_before[0]
    expected = [[100, c[0, 0, 0, 0] * 0 + 200, c[0, 1, 0, 0], 300], [100, c[1, 2, 0, 0], 200, 300]]
    assert torch.equal(before[:, :, 0, 0], torch.tensor(expected))


def test_one_direction_and_one_step():
    trace = hand_made(D=1, T=1)
    assert torch.equal(trace.cell_before, torch.full((1, 1, 1, 2, 1), 100.0))


def test_the_state_before_is_not_guessed_from_chosen_steps():
    for steps in ((0, 1, 2, 3), (2, 5, 6, 9), tuple(range(4, 8))):
        trace = hand_made(steps=steps, whole=False)
        with pytest.raises(ValueError, match=r"needs every step, got steps=\[.*\]; record without"):
            _ = trace.cell_before
    long = hand_made(T=9, steps=tuple(range(0, 18, 2)), whole=False)
    with pytest.raises(ValueError, match=r"steps=\[0, 2, …, 16\]"):
        _ = long.hidden_before


def test_nothing_of_a_trace_can_be_set():
    trace = hand_made()
    for name in ("values", "steps", "c"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(trace, name, None)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del trace.valid


def test_traces_compare_by_identity():
    trace = hand_made()
    assert trace == trace
    assert trace != hand_made()
    assert len({trace, trace, hand_made()}) == 2


@pytest.mark.parametrize(
    "make", [copy.copy, copy.deepcopy, lambda trace: pickle.loads(pickle.dumps(trace))]
)
def test_copies(make):
    trace = hand_made(calls=(0, 2))
    twin = make(trace)
    for field in dataclasses.fields(Trace):
        one, other = getattr(trace, field.name), getattr(twin, field.name)
        if field.name == "values":
            assert one.keys() == other.keys()
            assert all(torch.equal(one[name], other[name]) for name in one)
        elif isinstance(one, torch.Tensor):
            assert torch.equal(one, other)
        else:
            assert one == other
    assert torch.equal(twin.cell_before, trace.cell_before)


def test_size_and_repr():
    trace = hand_made(L=2, D=2, T=5, B=3, U=7)
    assert trace.nbytes == 2 * (2 * 2 * 5 * 3 * 7) * 4
    assert repr(trace) == "Trace(c h; layer 2, direction 2, time 5, batch 3, unit 7; 3.4 kB)"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (2_500_000, "2.5 MB"),
        (1_230_000_000, "1.2 GB"),
    ],
)
def test_bytes_as_people_write_them(count, words):
    assert readable_bytes(count) == words


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16], ids=str)
def test_xarray_keeps_names_axes_numbers_and_marks(dtype):
    lstm = ol.LSTM(2, 3, 2, bidirectional=True, proj_size=1, dtype=dtype)
    with ol.record(lstm, layers=1, steps=[1, 3], grad=True) as trace:
        lstm(torch.randn(4, 2, 2, dtype=dtype), lengths=[2, 4], reset=mask(4, 2, (1, 0)))
    data = trace.to_xarray()
    assert set(data.data_vars) == {*NAMES, "valid", "reset"}
    assert data["forget_gate"].dims == AXES
    assert data["hidden"].dims == (*AXES[:4], "output_unit")
    assert dict(data.sizes) == {
        "layer": 1, "direction": 2, "time": 2, "batch": 2, "unit": 3, "output_unit": 1
    }  # fmt: skip
    assert data["layer"].values.tolist() == [1]
    assert data["time"].values.tolist() == [1, 3]
    assert data["direction"].values.tolist() == ["forward", "reverse"]
    for long, short in NAMES.items():
        np.testing.assert_array_equal(data[long], trace[""][short].detach().double())
    here = data["cell"].sel(layer=1, direction="reverse", time=3).values
    np.testing.assert_array_equal(here, trace.c[0, 1, 1].detach().double())
    np.testing.assert_array_equal(data["valid"], [[True, True], [False, True]])
    np.testing.assert_array_equal(data["reset"], [[True, False], [False, False]])


def test_xarray_of_one_direction_and_some_values():
    data = hand_made(D=1).to_xarray()
    assert set(data.data_vars) == {"cell", "hidden", "valid", "reset"}
    assert data["hidden"].dims == AXES
    assert data["direction"].values.tolist() == ["forward"]


def test_without_xarray_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'openlstm\[xarray\]'"):
        hand_made().to_xarray()
