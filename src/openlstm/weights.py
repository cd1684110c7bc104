# SPDX-License-Identifier: Apache-2.0
"""The weights of one layer and direction, their gate order, and other libraries' layouts.

PyTorch stacks the four gates along the first axis in the order input, forget, candidate, output.
Every other order is converted here, in pairs that undo each other.
"""

from typing import NamedTuple

import torch
from torch import Tensor

__all__ = ["GATES", "Weights", "from_keras", "from_onnx", "gate_rows", "to_keras", "to_onnx"]

GATES = ("i", "f", "g", "o")
"""The order of the gates in every stacked tensor: input, forget, candidate, output."""

_ONNX_ORDER = (0, 3, 1, 2)  # ONNX stacks i, o, f, c: where each of its blocks lies in ours
_FROM_ONNX = (0, 2, 3, 1)


class Weights(NamedTuple):
    """The parameters of one layer and direction, under PyTorch's names.

    Attributes:
        weight_ih: input to gates, [4H, I].
        weight_hh: hidden state to gates, [4H, P], where P is `proj_size` or, without projection, H.
        bias_ih: first bias, [4H], or None.
        bias_hh: second bias, [4H], or None; only the sum of both enters the equations.
        weight_hr: projection of the hidden state, [P, H], or None.
    """

    weight_ih: Tensor
    weight_hh: Tensor
    bias_ih: Tensor | None = None
    bias_hh: Tensor | None = None
    weight_hr: Tensor | None = None


def gate_rows(gate: str, hidden_size: int) -> slice:
    """The rows of a stacked [4H, …] tensor that belong to one gate.

    >>> gate_rows("f", 3)
    slice(3, 6, None)
    """
    place = GATES.index(gate)
    return slice(place * hidden_size, (place + 1) * hidden_size)


def _reorder(stacked: Tensor, order: tuple[int, ...]) -> Tensor:
    blocks = stacked.chunk(4, dim=0)
    return torch.cat([blocks[place] for place in order])


def to_onnx(weights: Weights) -> tuple[Tensor, Tensor, Tensor]:
    """W [4H, I], R [4H, H] and B [8H] of ONNX's LSTM for one direction (gate order i, o, f, c).

    Args:
        weights: one layer and direction, without projection (ONNX has none).

    Raises:
        ValueError: if the weights have a projection.

    Source: ONNX operator LSTM, opset 22.

    >>> w = Weights(torch.randn(8, 3), torch.randn(8, 2), torch.randn(8), torch.randn(8))
    >>> [tuple(t.shape) for t in to_onnx(w)]
    [(8, 3), (8, 2), (16,)]
    """
    if weights.weight_hr is not None:
        raise ValueError("weights must have no projection, got weight_hr; ONNX's LSTM has none.")
    zeros = weights.weight_ih.new_zeros(weights.weight_ih.shape[0])
    biases = [zeros if b is None else b for b in (weights.bias_ih, weights.bias_hh)]
    return (
        _reorder(weights.weight_ih, _ONNX_ORDER),
        _reorder(weights.weight_hh, _ONNX_ORDER),
        torch.cat([_reorder(b, _ONNX_ORDER) for b in biases]),
    )


def from_onnx(W: Tensor, R: Tensor, B: Tensor | None = None) -> Weights:
    """The weights of one direction of an ONNX LSTM, in PyTorch's order; undoes `to_onnx`.

    Args:
        W: input weights, [4H, I], gate order i, o, f, c.
        R: recurrent weights, [4H, H].
        B: both biases one after the other, [8H], or None for zeros.

    >>> w = Weights(torch.randn(8, 3), torch.randn(8, 2), torch.randn(8), torch.randn(8))
    >>> all(torch.equal(a, b) for a, b in zip(from_onnx(*to_onnx(w))[:4], w[:4]))
    True
    """
    B = W.new_zeros(2 * W.shape[0]) if B is None else B
    bias_ih, bias_hh = (_reorder(half, _FROM_ONNX) for half in B.chunk(2))
    return Weights(_reorder(W, _FROM_ONNX), _reorder(R, _FROM_ONNX), bias_ih, bias_hh)


def to_keras(weights: Weights) -> tuple[Tensor, Tensor, Tensor]:
    """kernel [I, 4H], recurrent_kernel [H, 4H] and bias [4H] of a Keras LSTM.

    The gate order is the same; Keras has one bias, the sum of both.

    Args:
        weights: one layer and direction, without projection.

    Raises:
        ValueError: if the weights have a projection.

    >>> w = Weights(torch.randn(8, 3), torch.randn(8, 2), torch.randn(8), torch.randn(8))
    >>> [tuple(t.shape) for t in to_keras(w)]
    [(3, 8), (2, 8), (8,)]
    """
    if weights.weight_hr is not None:
        raise ValueError("weights must have no projection, got weight_hr; Keras' LSTM has none.")
    bias = weights.weight_ih.new_zeros(weights.weight_ih.shape[0])
    for part in (weights.bias_ih, weights.bias_hh):
        bias = bias if part is None else bias + part
    return weights.weight_ih.T, weights.weight_hh.T, bias


def from_keras(kernel: Tensor, recurrent_kernel: Tensor, bias: Tensor | None = None) -> Weights:
    """The weights of a Keras LSTM layer; Keras' one bias becomes `bias_ih`, `bias_hh` is zero.

    Args:
        kernel: [I, 4H], gate order i, f, c, o (Keras calls the candidate c).
        recurrent_kernel: [H, 4H].
        bias: [4H] or None for zeros.

    >>> w = from_keras(torch.randn(3, 8), torch.randn(2, 8), torch.randn(8))
    >>> tuple(w.weight_ih.shape), float(w.bias_hh.abs().sum())
    ((8, 3), 0.0)
    """
    bias = kernel.new_zeros(kernel.shape[1]) if bias is None else bias
    return Weights(kernel.T, recurrent_kernel.T, bias, torch.zeros_like(bias))
