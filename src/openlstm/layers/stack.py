# SPDX-License-Identifier: Apache-2.0
"""Layers on layers, both directions: one scan each, joined as PyTorch joins them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from openlstm.engines.kernel import Call
from openlstm.reference import Scan
from openlstm.weights import Weights

__all__ = ["OneRun", "Stack"]

OneRun = Callable[[Call, int, int], Scan]
"""Runs a call of one layer and direction, told which."""


@dataclass(frozen=True)
class Stack:
    """All that a call of the whole stack needs; time first.

    Attributes:
        x: inputs, [T, B, I].
        h_0: initial hidden states, [L·D, B, P].
        c_0: initial cell states, [L·D, B, H].
        weights: per layer and direction, L·D of them, directions within a layer side by side.
        directions: 1 or 2.
        dropout: probability of zeroing each value between layers, 0 outside training.
        lengths: real steps of each row, [B], or None.
        reset: state set back before the step, [T, B], or None.
    """

    x: Tensor
    h_0: Tensor
    c_0: Tensor
    weights: Sequence[Weights]
    directions: int
    dropout: float
    lengths: Tensor | None
    reset: Tensor | None

    def run(self, one: OneRun) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """output, (h_n, c_n) of the stack, each scan done by `one`."""
        x, D = self.x, self.directions
        layers = len(self.weights) // D
        last: list[Scan] = []
        for layer in range(layers):
            scans = [
                one(self._call(x, layer, direction), layer, direction) for direction in range(D)
            ]
            last += scans
            x = scans[0].output if D == 1 else torch.cat([s.output for s in scans], dim=-1)
            if self.dropout > 0 and layer < layers - 1:
                x = F.dropout(x, self.dropout)
        return x, (torch.stack([s.h_n for s in last]), torch.stack([s.c_n for s in last]))

    def _call(self, x: Tensor, layer: int, direction: int) -> Call:
        k = layer * self.directions + direction
        state = self.h_0[k], self.c_0[k]
        return Call(x, *state, self.weights[k], self.lengths, self.reset, direction == 1)
