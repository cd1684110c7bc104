# SPDX-License-Identifier: Apache-2.0
"""Saturation: shares counted by hand, and what must not count."""

import pytest
import torch
from torch import Tensor

import openlstm as ol
from diagnostics.traces import hand_made
from openlstm.diagnostics import gate_saturation, saturation
from openlstm.errors import InputError


def one_unit(*values: float) -> Tensor:
    return torch.tensor(values).view(1, 1, -1, 1, 1)


def test_shares_are_counted_strictly_beyond_the_thresholds() -> None:
    gate = gate_saturation(hand_made(f=one_unit(0.0, 0.05, 0.5, 0.95)), "forget_gate")
    assert (gate.left.item(), gate.right.item()) == (0.5, 0.25)
    assert gate.slope.item() == pytest.approx((0 + 0.0475 + 0.25 + 0.0475) / 4)


def test_padding_is_neither_open_nor_shut() -> None:
    valid = torch.tensor([[True], [True], [False], [False]])
    gate = gate_saturation(hand_made(valid, f=one_unit(0.5, 0.95, 0, 0)), "forget_gate")
    assert (gate.left.item(), gate.right.item()) == (0.0, 0.5)


def test_all_gates_of_a_network() -> None:
    torch.manual_seed(0)
    lstm = ol.LSTM(3, 4, num_layers=2, bidirectional=True)
    with ol.record(lstm) as trace:
        lstm(10 * torch.randn(50, 2, 3))
    result = saturation(trace, low=0.2, high=0.8)
    for gate in (result.input_gate, result.forget_gate, result.output_gate):
        assert gate.left.shape == (2, 2, 4)
        assert ((gate.left + gate.right) <= 1).all()
        assert (gate.slope <= 0.25).all()
    expected = (trace.candidate.abs() > 0.8).double().mean(dim=(2, 3))
    torch.testing.assert_close(result.candidate, expected)


@pytest.mark.parametrize(("low", "high"), [(0.9, 0.1), (-0.1, 0.9), (0.1, 1.5)])
def test_impossible_thresholds_are_refused(low: float, high: float) -> None:
    trace = hand_made(f=one_unit(0.5))
    with pytest.raises(InputError, match="low, high must be"):
        gate_saturation(trace, "forget_gate", low, high)
