# SPDX-License-Identifier: Apache-2.0
"""The ledger adds up to the cell: over layers, directions, lengths, resets and calls."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

import openlstm as ol
from openlstm.diagnostics import cell_ledger
from openlstm.errors import InputError

EXACT = {"atol": 1e-12, "rtol": 1e-12}


@given(T=st.integers(1, 7), B=st.integers(1, 3), seed=st.integers(0, 10_000))
def test_the_ledger_adds_up_whatever_the_call(T: int, B: int, seed: int) -> None:
    torch.manual_seed(seed)
    lstm = ol.LSTM(2, 3, num_layers=2, bidirectional=True, dtype=torch.float64)
    lengths, reset = torch.randint(0, T + 1, (B,)), torch.rand(T, B) < 0.3
    state = torch.randn(2, 4, B, 3, dtype=torch.float64)
    with ol.record(lstm) as trace:
        x = torch.randn(T, B, 2, dtype=torch.float64)
        _, (_, c_n) = lstm(x, tuple(state), lengths=lengths, reset=reset)
    if T and lengths.any():
        torch.testing.assert_close(cell_ledger(trace).cell.flatten(0, 1), c_n, **EXACT)
    for t in range(T):
        there = trace.valid[t]
        ledger = cell_ledger(trace, step=t)
        torch.testing.assert_close(ledger.cell[:, :, there], trace.cell[:, :, t, there], **EXACT)
        assert not ledger.written.masked_fill(trace.valid[..., None], 0).any()


def test_a_stream_is_split_within_the_call_that_holds_the_step() -> None:
    lstm = ol.LSTM(2, 3, bidirectional=True, dtype=torch.float64)
    reset = torch.tensor([True, False, False])[:, None]
    with ol.record(lstm) as trace:
        _, state = lstm(torch.randn(4, 1, 2, dtype=torch.float64))
        _, (_, c_n) = lstm(torch.randn(3, 1, 2, dtype=torch.float64), state, reset=reset)
    torch.testing.assert_close(cell_ledger(trace).cell[0], c_n, **EXACT)
    for t in (2, 3, 4):
        ledger = cell_ledger(trace, step=t)
        torch.testing.assert_close(ledger.cell, trace.cell[:, :, t], **EXACT)
    first_call = cell_ledger(trace, step=3)
    assert not first_call.written[:, :, 4:].any()


def test_ages_count_back_from_the_step_asked_about() -> None:
    lstm = ol.LSTM(2, 3, bidirectional=True)
    with ol.record(lstm) as trace:
        lstm(torch.randn(5, 1, 2))
    assert cell_ledger(trace, step=3).age.tolist() == [[3, 2, 1, 0, 0], [0, 0, 0, 0, 1]]
    assert cell_ledger(trace, step=0).mean_age[0, 0].eq(0).all()
    assert (cell_ledger(trace).mean_age < 4).all()


def test_steps_that_are_not_there_are_refused() -> None:
    lstm = ol.LSTM(2, 3)
    with ol.record(lstm) as trace:
        lstm(torch.randn(5, 1, 2))
    with pytest.raises(InputError, match="from 0 to 4, got 5"):
        cell_ledger(trace, step=5)
    with ol.record(lstm, steps=[1, 3]) as few:
        lstm(torch.randn(5, 1, 2))
    with pytest.raises(InputError, match="record without steps="):
        cell_ledger(few)
