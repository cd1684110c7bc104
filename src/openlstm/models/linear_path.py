# SPDX-License-Identifier: Apache-2.0
"""The straight line from the context to each step of the horizon, fitted in closed form."""

import torch
from torch import Tensor, nn

from openlstm.data.windows import Window

__all__ = ["LinearPath"]


class LinearPath(nn.Module):
    """Forecasts that are a line in the context and in what is known of each step: [B, H].

        x̃_t = x_t − x_T                                the newest value is what all is told from
        ŷ_k = x_T + Σ_t W[k, t] x̃_t + V[k] · known_k + b[k]

    All weights are zero at first, which is the naive forecast x_T; `fit_line` finds them.

    Args:
        context: C, steps read.
        horizon: H, steps forecast.
        known: K, how many of the columns known in advance it reads: the first.
        lines: 1 for one line for all targets, or one for each target.

    >>> path = LinearPath(context=4, horizon=2, known=0, lines=1)
    >>> empty = torch.zeros(1, 6, 0)
    >>> path.line(torch.tensor([[1.0, 2.0, 3.0, 4.0]]), empty, torch.tensor([0]))
    tensor([[4., 4.]])
    """

    def __init__(self, context: int, horizon: int, known: int, lines: int) -> None:
        super().__init__()
        self.context, self.known = context, known
        self.register_buffer("weight", torch.zeros(lines, horizon, context + known + 1))
        self.weight: Tensor

    def forward(self, window: Window) -> Tensor:
        """[B, H], in the scale of the context."""
        return self.line(window.context, window.known, window.target)

    def line(self, context: Tensor, known: Tensor, target: Tensor) -> Tensor:
        """The same from the parts of a window."""
        steps = context.shape[1]
        newest = context[:, -1:]
        weight = self.weight[target] if len(self.weight) > 1 else self.weight.expand(1, -1, -1)
        from_context = ((context - newest)[:, None] * weight[..., :steps]).sum(-1)
        if len(self.weight) == 1:
            from_context = (context - newest) @ weight[0, :, :steps].T
        ahead = known[:, steps:, : self.known]
        from_known = (ahead * weight[..., steps:-1]).sum(-1)
        return newest + from_context + from_known + weight[..., -1]
