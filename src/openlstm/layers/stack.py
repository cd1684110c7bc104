# SPDX-License-Identifier: Apache-2.0
"""Layers on layers: one run each, joined as PyTorch joins them."""

from collections.abc import Callable
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
        checkpoint_steps: steps of a segment that is recomputed backward, or None.
    """

    x: Tensor
    h_0: Tensor
    c_0: Tensor
    weights: tuple[Weights, ...]
    directions: int
    dropout: float
    lengths: Tensor | None
    reset: Tensor | None
    checkpoint_steps: int | None = None

    def run(self, one: OneLayer) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """output, (h_n, c_n) of the stack, each layer run by `one`."""
        D, layers = self.directions, len(self.weights) // self.directions
        reverses, masks = (False, True)[:D], (self.lengths, self.reset)
        if layers == 1:
            output, *last = one(Layer(*self[:4], *masks, reverses), 0)
            return output, (last[0], last[1])
        x, lasts = self.x, []
        for layer in range(layers):
            mine = slice(layer * D, (layer + 1) * D)
            states = self.h_0[mine], self.c_0[mine]
            x, *last = one(Layer(x, *states, self.weights[mine], *masks, reverses), layer)
            lasts.append(last)
            if self.dropout > 0 and layer < layers - 1:
                x = F.dropout(x, self.dropout)
        h_n, c_n = zip(*lasts, strict=True)
        return x, (torch.cat(h_n), torch.cat(c_n))


def by_direction(one: Callable[[Call, int, int], Scan]) -> OneLayer:
    """Runs a layer by `one` call of each direction, told layer and direction."""

    def run(layer: Layer, place: int) -> tuple[Tensor, ...]:
        found = [one(call, place, d) for d, call in enumerate(layer.calls())]
        outputs, h_n, c_n = zip(*found, strict=True)
        output = outputs[0] if len(outputs) == 1 else torch.cat(outputs, dim=-1)
        return output, torch.stack(h_n), torch.stack(c_n)

    return run
