# SPDX-License-Identifier: Apache-2.0
"""Gate order and the ways to other layouts, with weights in which every number differs."""

import pytest
import torch

from openlstm.weights import (
    GATES,
    Weights,
    from_keras,
    from_onnx,
    gate_rows,
    to_keras,
    to_onnx,
)

I, H = 3, 2


def numbered(bias=True):
    """Weights whose rows say where they belong: gate·100 + unit·10 (+ 0.1 per column)."""
    rows = torch.tensor([100.0 * g + 10.0 * u for g in range(4) for u in range(H)])
    columns = 0.1 * torch.arange(4)
    biases = (rows + 1, rows + 2) if bias else (None, None)
    return Weights(rows[:, None] + columns[:I], -rows[:, None] - columns[:H] - 1, *biases)


def gates_of(stacked):
    """Which of our gates (0 to 3) each quarter of a stacked tensor holds, in order."""
    rows = stacked if stacked.dim() == 1 else stacked[:, 0]
    return [int(block.abs()[0] // 100) for block in rows.chunk(4)]


def test_the_order_is_torchs():
    assert GATES == ("i", "f", "g", "o")
    assert [gate_rows(gate, 5) for gate in GATES] == [slice(5 * k, 5 * k + 5) for k in range(4)]
    with pytest.raises(ValueError, match="not in tuple"):
        gate_rows("z", 5)


def test_gate_rows_name_the_rows_that_torchs_lstm_uses():
    # a large bias on one gate's rows alone, and what the layer does then
    def run(gate, value):
        lstm = torch.nn.LSTM(1, 1)
        for p in lstm.parameters():
            torch.nn.init.zeros_(p)
        with torch.no_grad():
            lstm.bias_ih_l0[gate_rows("g", 1)] = 0.5
            lstm.bias_ih_l0[gate_rows(gate, 1)] = value
        _, (h, c) = lstm(torch.zeros(1, 1, 1), (torch.zeros(1, 1, 1), torch.ones(1, 1, 1)))
        return h.item(), c.item()

    assert run("f", -100.0)[1] == pytest.approx(0.5 * torch.tanh(torch.tensor(0.5)).item())
    assert run("i", -100.0)[1] == pytest.approx(0.5)
    assert run("g", -100.0)[1] == pytest.approx(0.5 - 0.5)
    assert run("o", -100.0)[0] == pytest.approx(0.0)


@pytest.mark.parametrize("bias", [True, False])
def test_onnx_there_and_back(bias):
    weights = numbered(bias)
    back = from_onnx(*to_onnx(weights))
    expected = weights if bias else weights._replace(bias_ih=torch.zeros(8), bias_hh=torch.zeros(8))
    assert all(torch.equal(a, b) for a, b in zip(back[:4], expected[:4], strict=True))
    assert back.weight_hr is None


def test_onnx_stacks_i_o_f_c():
    W, R, B = to_onnx(numbered())
    assert gates_of(W) == gates_of(R) == [0, 3, 1, 2]
    assert gates_of(B[:8]) == gates_of(B[8:]) == [0, 3, 1, 2]
    assert B.shape == (16,)
    assert B[1] - B[0] == 10  # units stay in order within a gate
    assert B[8] - B[0] == 1  # the input's bias first


def test_from_onnx_without_biases():
    weights = numbered()
    back = from_onnx(*to_onnx(weights)[:2])
    assert torch.equal(back.weight_ih, weights.weight_ih)
    assert not back.bias_ih.any()
    assert not back.bias_hh.any()


@pytest.mark.parametrize("bias", [True, False])
def test_keras_there_and_back(bias):
    weights = numbered(bias)
    kernel, recurrent, one_bias = to_keras(weights)
    assert kernel.shape == (I, 8)
    assert recurrent.shape == (H, 8)
    assert gates_of(kernel.T) == [0, 1, 2, 3]
    back = from_keras(kernel, recurrent, one_bias)
    assert torch.equal(back.weight_ih, weights.weight_ih)
    assert torch.equal(back.weight_hh, weights.weight_hh)
    total = weights.bias_ih + weights.bias_hh if bias else torch.zeros(8)
    assert torch.equal(back.bias_ih, total)
    assert not back.bias_hh.any()


def test_keras_one_bias_may_be_missing_on_either_side():
    weights = numbered()
    assert torch.equal(to_keras(weights._replace(bias_hh=None))[2], weights.bias_ih)
    assert not from_keras(*to_keras(weights)[:2]).bias_ih.any()


@pytest.mark.parametrize("to", [to_onnx, to_keras])
def test_a_projection_has_no_place_elsewhere(to):
    with pytest.raises(ValueError, match="weights must have no projection, got weight_hr"):
        to(numbered()._replace(weight_hr=torch.zeros(1, H)))


def test_converted_weights_compute_the_same():
    lstm = torch.nn.LSTM(I, H)
    own = [p.detach() for p in lstm.parameters()]
    for back in (from_onnx(*to_onnx(Weights(*own))), from_keras(*to_keras(Weights(*own)))):
        other = torch.nn.LSTM(I, H)
        with torch.no_grad():
            for p, value in zip(other.parameters(), back, strict=False):
                p.copy_(value)
        x = torch.randn(4, 2, I)
        torch.testing.assert_close(other(x)[0], lstm(x)[0])
