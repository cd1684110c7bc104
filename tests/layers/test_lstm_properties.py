# SPDX-License-Identifier: Apache-2.0
"""Whatever the sizes, lengths and resets: ours is torch.nn.LSTM on the pieces, and never NaN."""

from typing import NamedTuple

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

import openlstm as ol
from pieces import ByPieces
from tolerances import assert_all_close, assert_close
from twins import everything, states, twins
from ways import WAYS, way

DTYPE = torch.float64
many = settings(max_examples=100, deadline=None, derandomize=True)


class Case(NamedTuple):
    T: int
    B: int
    I: int
    H: int
    num_layers: int
    bidirectional: bool
    proj_size: int
    hx: bool
    lengths: list[int] | None
    reset: Tensor | None


@st.composite
def cases(draw: st.DrawFn) -> Case:
    T, B, H = draw(st.integers(1, 7)), draw(st.integers(1, 5)), draw(st.integers(1, 7))
    flags = st.lists(st.lists(st.booleans(), min_size=B, max_size=B), min_size=T, max_size=T)
    return Case(
        *(T, B, draw(st.integers(1, 4)), H, draw(st.integers(1, 3)), draw(st.booleans())),
        proj_size=draw(st.integers(0, H - 1)),
        hx=draw(st.booleans()),
        lengths=draw(st.none() | st.lists(st.integers(0, T), min_size=B, max_size=B)),
        reset=draw(st.none() | flags.map(torch.tensor)),
    )


@pytest.mark.parametrize("runs_on", ["chosen", "reference"])
@many
@given(case=cases())
def test_every_call_equals_the_pieces(runs_on, case):
    theirs, ours = twins(
        *(case.I, case.H, case.num_layers, True, False, 0.0, case.bidirectional, case.proj_size),
        dtype=DTYPE,
    )
    x = torch.randn(case.T, case.B, case.I, dtype=DTYPE)
    state = states(ours, case.B) if case.hx else None
    call = {"lengths": case.lengths, "reset": case.reset}
    expected = everything(ByPieces(theirs), x, state, **call)
    with way(ours, runs_on) as lstm:
        assert_all_close(everything(lstm, x, state, **call), expected)


SIZES = [(1, 1, 1, 1), (1, 3, 2, 7), (2, 1, 3, 96), (63, 3, 5, 7), (7, 2, 96, 1)]  # T, B, I, H


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
@pytest.mark.parametrize("call", ["plain", "lengths", "reset"])
@pytest.mark.parametrize("runs_on", ["chosen", "reference"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_odd_sizes(size, runs_on, call, dtype):
    T, B, I, H = size
    theirs, ours = twins(I, H, 2, bidirectional=True, dtype=dtype)
    x, state = torch.randn(T, B, I, dtype=dtype), states(ours, B)
    more = {
        "lengths": {"lengths": torch.randint(0, T + 1, (B,))},
        "reset": {"reset": torch.rand(T, B) < 0.2},
    }.get(call, {})
    expected = everything(ByPieces(theirs), x, state, **more)
    with way(ours, runs_on) as lstm:
        assert_all_close(everything(lstm, x, state, **more), expected)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16])
@pytest.mark.parametrize("call", ["plain", "lengths", "reset"])
@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.parametrize("signs", [(60, 60, 60, 60), (-60, 60, -60, 60), (60, -60, 60, -60)])
@pytest.mark.usefixtures("fresh_dynamo")
def test_saturated_gates(signs, runs_on, call, dtype):
    theirs, ours = twins(2, 3, dtype=dtype)
    with torch.no_grad():
        for lstm in (theirs, ours):
            lstm.bias_ih_l0.copy_(torch.tensor(signs).repeat_interleave(3))
            lstm.bias_hh_l0.zero_()
    x, state = torch.randn(4, 2, 2, dtype=dtype), states(ours, 2)
    more = {
        "lengths": {"lengths": torch.tensor([4, 2])},
        "reset": {"reset": torch.tensor([[0, 0], [0, 1], [1, 0], [0, 0]]).bool()},
    }.get(call, {})
    expected = everything(ByPieces(theirs), x, state, **more)
    with way(ours, runs_on) as lstm:
        got = everything(lstm, x, state, **more)
    assert all(torch.isfinite(value).all() for value in got.values())
    assert_all_close(got, expected)


@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.usefixtures("fresh_dynamo")
def test_zero_input_and_zero_weights(runs_on):
    lstm = ol.LSTM(2, 3, 2, bidirectional=True, dtype=DTYPE)
    with way(lstm, runs_on) as called:
        got = everything(called, torch.zeros(4, 2, 2, dtype=DTYPE))
        assert not got["d_weight_ih_l0"].any()
        for parameter in lstm.parameters():
            torch.nn.init.zeros_(parameter)
        got = everything(called, torch.zeros(4, 2, 2, dtype=DTYPE))
    assert not got["output"].any()  # i = f = o = 1/2 and g = 0: nothing is ever written
    assert not got["c_n"].any()
    assert got["d_bias_ih_l1"][6:9].any()  # but the candidate's bias would write


def test_a_long_sequence_stays_right_in_every_way():
    T = 500
    theirs, ours = twins(1, 7, dtype=torch.float32)
    exact = torch.nn.LSTM(1, 7, dtype=DTYPE)
    exact.load_state_dict(theirs.state_dict())
    x = torch.randn(T, 2, 1)
    expected = exact(x.double())[0]
    for more in ({}, {"lengths": [T, T]}, {"reset": torch.zeros(T, 2, dtype=torch.bool)}):
        assert_close("output", ours(x, **more)[0], expected.float())
