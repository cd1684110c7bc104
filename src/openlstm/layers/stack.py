# SPDX-License-Identifier: Apache-2.0
"""Layers on layers: one run each, joined as PyTorch joins them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from openlstm.engines.kernel import Call, Layer
from openlstm.reference import Scan
from openlstm.weights import Weights

__all__ = ["OneLayer", "Stack", "by_direction"]

OneLayer = Callable[[Layer, int], tuple[Tensor, ...]]
"""Runs a layer, told which: output [T, B, D·P], h_n [D, B, P], c_n [D, B, H]."""


class Stack(NamedTuple):
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

    def run(self, one: OneLayer) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """output, (h_n, c_n) of the stack, each layer run by `one`."""
        layers = len(self.weights) // self.directions
        if layers == 1:
            output, h_n, c_n = one(self._layer(self.x, slice(None)), 0)
            return output, (h_n, c_n)
        x, last = self.x, []
        for layer in range(layers):
            mine = slice(layer * self.directions, (layer + 1) * self.directions)
            x, *states = one(self._layer(x, mine), layer)
            last.append(states)
            if self.dropout > 0 and layer < layers - 1:
                x = F.dropout(x, self.dropout)
        h_n, c_n = zip(*last, strict=True)
        return x, (torch.cat(h_n), torch.cat(c_n))

    def _layer(self, x: Tensor, mine: slice) -> Layer:
        whole = mine.start is None
        h_0, c_0 = (self.h_0, self.c_0) if whole else (self.h_0[mine], self.c_0[mine])
        reverses = (False, True)[: self.directions]
        return Layer(x, h_0, c_0, tuple(self.weights[mine]), self.lengths, self.reset, reverses)


def by_direction(one: Callable[[Call, int, int], Scan]) -> OneLayer:
    """Runs a layer by `one` call of each direction, told layer and direction."""

    def run(layer: Layer, place: int) -> tuple[Tensor, ...]:
        found = [one(call, place, d) for d, call in enumerate(layer.calls())]
        outputs, h_n, c_n = zip(*found, strict=True)
        output = outputs[0] if len(outputs) == 1 else torch.cat(outputs, dim=-1)
        return output, torch.stack(h_n), torch.stack(c_n)

    return run
