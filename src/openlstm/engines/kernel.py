# SPDX-License-Identifier: Apache-2.0
"""What an engine gives the seam: one run over one layer and direction, and what it kept of it."""

from typing import NamedTuple, Protocol

from torch import Tensor

from openlstm.weights import Weights

__all__ = ["Call", "Kept", "Kernel"]


class Call(NamedTuple):
    """The inputs of one run over one layer and direction; shapes as in `reference.scan`."""

    x: Tensor
    h_0: Tensor
    c_0: Tensor
    weights: Weights
    lengths: Tensor | None
    reset: Tensor | None
    reverse: bool


class Kept(NamedTuple):
    """Outputs, last states and the inside of one run.

    Attributes:
        output: h_t of every step, [T, B, P], in input time, zero on padding.
        h_n: last hidden state, [B, P].
        c_n: last cell state, [B, H].
        pre: pre-activations, [T, B, 4H], order i f g o; empty if not kept.
        cells: c_t of every step, [T, B, H], zero on padding; empty if not kept.
    """

    output: Tensor
    h_n: Tensor
    c_n: Tensor
    pre: Tensor
    cells: Tensor


class Kernel(Protocol):
    """Runs a call without recording a graph; none of what it returns may share storage."""

    def __call__(self, call: Call, keep: bool) -> Kept: ...
