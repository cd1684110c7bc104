# SPDX-License-Identifier: Apache-2.0
"""Time scales: published and hand-computed values, their order, and padding."""

import math

import pytest
import torch

import openlstm as ol
from diagnostics.traces import hand_made
from openlstm.diagnostics import bias_time_scales, time_scales
from openlstm.errors import InputError


def with_forget_bias(value: float) -> ol.LSTM:
    """An LSTM whose gates see nothing but the forget bias."""
    lstm = ol.LSTM(2, 3, num_layers=2, bidirectional=True)
    for name, weight in lstm.named_parameters():
        torch.nn.init.zeros_(weight)
        if name.startswith("bias_ih"):
            weight.data[3:6] = value
    return lstm


@pytest.mark.parametrize(("b_f", "bias", "leak"), [(0, 1.44, 2.0), (1, 3.19, 3.72)])
def test_bias_and_leak_of_known_forget_biases(b_f: float, bias: float, leak: float) -> None:
    scales = bias_time_scales(with_forget_bias(b_f))
    assert scales.bias.shape == scales.leak.shape == (2, 2, 3)
    torch.testing.assert_close(scales.bias, torch.full_like(scales.bias, bias), atol=5e-3, rtol=0)
    torch.testing.assert_close(scales.leak, torch.full_like(scales.leak, leak), atol=5e-3, rtol=0)


@pytest.mark.parametrize("wanted", [1.5, 10, 1000])
def test_the_bias_made_for_a_time_scale_gives_it_back(wanted: float) -> None:
    lstm = with_forget_bias(-math.log(math.expm1(1 / wanted)))
    scales = bias_time_scales(lstm)
    assert scales.bias[0, 0, 0].item() == pytest.approx(wanted, rel=1e-4)
    assert (scales.leak - scales.bias)[0, 0, 0].item() == pytest.approx(0.5, abs=0.1)


def test_without_biases_the_forget_gate_is_one_half() -> None:
    scales = bias_time_scales(ol.LSTM(2, 3, bias=False))
    torch.testing.assert_close(scales.leak, torch.full_like(scales.leak, 2))


def test_a_constant_gate_has_the_time_scale_of_its_bias() -> None:
    lstm = with_forget_bias(2.0)
    with ol.record(lstm, what="forget_gate") as trace:
        lstm(torch.zeros(5, 2, 2))
    measured, expected = time_scales(trace), bias_time_scales(lstm).bias
    torch.testing.assert_close(measured.arithmetic, expected, atol=1e-4, rtol=0)
    torch.testing.assert_close(measured.geometric, expected, atol=1e-4, rtol=0)


def test_scattered_gates_have_the_two_measured_means() -> None:
    z = 2 + 2 * torch.randn(1, 1, 200_000, 1, 1, generator=torch.Generator().manual_seed(0))
    scales = time_scales(hand_made(f=z.sigmoid()))
    assert scales.arithmetic.item() == pytest.approx(3.90, abs=0.03)
    assert scales.geometric.item() == pytest.approx(2.81, abs=0.03)


def test_padding_does_not_count() -> None:
    f = torch.rand(1, 1, 6, 2, 3) * 0.9 + 0.05
    valid = torch.arange(6)[:, None] < torch.tensor([6, 2])
    padded = time_scales(hand_made(valid, f=f * valid[..., None]))
    joined = torch.cat([f[:, :, :, 0], f[:, :, :2, 1]], dim=2)[:, :, :, None]
    torch.testing.assert_close(padded.geometric, time_scales(hand_made(f=joined)).geometric)


def test_a_gate_that_never_closes_remembers_for_ever() -> None:
    assert time_scales(hand_made(f=torch.ones(1, 1, 4, 1, 1))).geometric.isinf().all()


def test_a_trace_of_padding_alone_is_refused() -> None:
    trace = hand_made(torch.zeros(4, 1, dtype=torch.bool), f=torch.zeros(1, 1, 4, 1, 1))
    with pytest.raises(InputError, match="no padding"):
        time_scales(trace)
