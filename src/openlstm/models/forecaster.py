# SPDX-License-Identifier: Apache-2.0
"""The forecasting network: an LSTM over the context, a head for all steps, a line beside it."""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, one_hot

from openlstm.data.windows import Window
from openlstm.layers import LSTM
from openlstm.models.linear_path import LinearPath
from openlstm.models.starting import starting

__all__ = ["Forecast", "ForecastModel", "pinball", "window_scale"]

WIDTH = 16  # numbers that the LSTM hands over for each step
FLOOR = 0.05  # least scale of a window: a flat context must not blow up what comes after it


class Forecast(NamedTuple):
    """What is expected, in the scale of the context."""

    point: Tensor
    """[B, H], the expected value."""
    quantiles: Tensor
    """[B, H, Q], ascending along Q: they cannot cross."""


class ForecastModel(nn.Module):
    """A forecast of H steps from C steps of context and what is known of the future.

        x̃_t = (x_t − x_T) / s                   s: how much the context varies
        h_T = LSTM([x̃_t, observed_t, past_t, known_t, static, target])
        r_k = head(W_k h_T, known_k, static, target)        one head, k = 1 … H
        ŷ_k = line_k(x) + trust s r_k           the point; at first the line alone: r is 0
        q_k = ŷ_k + s (center_k ± sums of widths)           widths > 0, so none cross

    trust is 1 while the network learns, and afterwards what validation makes of it, from 0 to 1:
    a correction that does not carry over to other data is taken back in part.

    x_T, the newest value, is in every step of the forecast by the line, whatever the LSTM does.

    A stateful network reads [x_t, x_t − x_{t−1}, …] in the place of x̃_t: nothing there depends on
    what comes later, so that its state can be carried from row to row. The line and s, which end at
    the newest row, are still told from the window.

    Args:
        line: the straight line, already fitted; its weights stay as they are. None for a network
            without: the naive forecast x_T stands in its place.
        horizon: H.
        sizes: (P, K, S, M), how many numbers of each kind a window has; see `Window`.
        line_only: how many of the K, from the first, are for the line alone.
        spread: [M, H, Q], quantiles of what the line misses by, over s; where the widths begin.
        hidden_size: units of each LSTM layer.
        num_layers: LSTM layers.
        dropout: share in [0, 1) set to zero in training, before and inside the head and between
            layers.
        bidirectional: read the context from both ends.
        forget_bias: what the forget gates' bias begins at.
        longest_lag: an eighth of the units begins with memories from 1 to so many steps; 0: none.
        stateful: read what can be carried on.
        recurrent: another layer in the LSTM's place, made from the size of its input; such as a
            GRU that the LSTM is compared with; told `batch_first=True`.
    """

    def __init__(
        self,
        line: LinearPath | None,
        horizon: int,
        sizes: tuple[int, int, int, int],
        line_only: int,
        spread: Tensor,
        hidden_size: int = 64,
        num_layers: int = 1,
        *,
        dropout: float = 0.1,
        bidirectional: bool = False,
        forget_bias: float = 1.0,
        longest_lag: int = 0,
        stateful: bool = False,
        recurrent: Callable[..., nn.RNNBase] | None = None,
    ) -> None:
        super().__init__()
        past, known, static, targets = sizes
        known -= line_only
        self.line, self.horizon, self.targets, self.line_only = line, horizon, targets, line_only
        fixed = static + (targets if targets > 1 else 0)
        self.stateful = stateful
        inputs = (3 if stateful else 2) + past + known + fixed
        self.lstm = (
            recurrent(inputs, batch_first=True)
            if recurrent
            else LSTM(
                inputs,
                hidden_size,
                num_layers,
                batch_first=True,
                bidirectional=bidirectional,
                dropout=dropout if num_layers > 1 else 0.0,
                **starting(forget_bias, longest_lag),
            )
        )
        self.dropout = nn.Dropout(dropout)
        read = self.lstm.hidden_size * (2 if self.lstm.bidirectional else 1)
        self.steps = nn.Linear(read, horizon * WIDTH)
        self.mix = nn.Linear(WIDTH + known + fixed, 2 * WIDTH)
        self.out = nn.Linear(2 * WIDTH, 1 + spread.shape[2])
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)
        self.register_buffer("spread", spread)
        self.spread: Tensor
        self.register_buffer("trust", torch.ones(targets))
        self.trust: Tensor

    def forward(self, window: Window, hidden: Tensor | None = None) -> Forecast:
        """The point and the quantiles.

        Args:
            hidden: [B, H], the state after the newest value where it was carried to there; if not
                given, the window is read from zeros.
        """
        if hidden is None:
            hidden = self.newest(self.lstm(self.inputs(window))[1])
        straight = window.context[:, -1:].expand(-1, self.horizon)
        if self.line is not None:
            straight = self.line(window)
        scale = window_scale(window)
        found = self._head(window, self.dropout(hidden))
        point = straight + self.trust[window.target][:, None] * scale * found[..., 0]
        return Forecast(point, self._quantiles(point, scale, found[..., 1:], window.target))

    def inputs(self, window: Window) -> Tensor:
        """[B, C, I], what the LSTM reads."""
        steps = window.context.shape[1]
        fixed = self._fixed(window)[:, None].expand(-1, steps, -1)
        known = window.known[:, :steps, self.line_only :]
        values = self._values(window)
        return torch.cat([values, window.observed[..., None], window.past, known, fixed], 2)

    def _values(self, window: Window) -> Tensor:
        context = window.context
        if self.stateful:
            return torch.stack([context, context.diff(dim=1, prepend=context[:, :1])], 2)
        return ((context - context[:, -1:]) / window_scale(window))[..., None]

    def newest(self, state: Any) -> Tensor:
        """[B, H], the top layer's h of a state as the layer gives it, both directions joined."""
        h = state[0] if isinstance(state, tuple) else state
        return torch.cat([h[-2], h[-1]], 1) if self.lstm.bidirectional else h[-1]

    def _head(self, window: Window, state: Tensor) -> Tensor:
        """[B, H, 1 + Q]: the correction of the point, the place and the widths of the quantiles."""
        own = self.steps(state).unflatten(1, (self.horizon, WIDTH))
        fixed = self._fixed(window)[:, None].expand(-1, self.horizon, -1)
        ahead = window.known[:, window.context.shape[1] :, self.line_only :]
        mixed = gelu(self.mix(torch.cat([own, ahead, fixed], 2)))
        return self.out(self.dropout(mixed))

    def _fixed(self, window: Window) -> Tensor:
        if self.targets == 1:
            return window.static
        return torch.cat([window.static, one_hot(window.target, self.targets).float()], 1)

    def _quantiles(self, point: Tensor, scale: Tensor, found: Tensor, target: Tensor) -> Tensor:
        """Widths begin as those of the line's errors, and are multiplied by what the head finds."""
        spread = self.spread[target]
        widths = spread.diff(dim=2).clamp(min=1e-4) * found[..., 1:].clamp(-6, 6).exp()
        middle = spread.shape[2] // 2
        center = spread[..., middle] + found[..., 0]
        places = torch.cat([torch.zeros_like(widths[..., :1]), widths.cumsum(2)], 2)
        places = places - places[..., middle, None] + center[..., None]
        return point[..., None] + scale[..., None] * places


def window_scale(window: Window) -> Tensor:
    """[B, 1]: the standard deviation of the context around its mean, at least `FLOOR`."""
    return window.context.std(1, keepdim=True, correction=0).clamp(min=FLOOR)


def pinball(quantiles: Tensor, levels: Tensor, value: Tensor) -> Tensor:
    """[…, Q]: twice the pinball loss, whose mean over levels is the weighted quantile loss's sum.

    >>> pinball(torch.tensor([1.0, 3.0]), torch.tensor([0.1, 0.9]), torch.tensor(2.0))
    tensor([0.2000, 0.2000])
    """
    missed = value[..., None] - quantiles
    return 2 * torch.maximum(levels * missed, (levels - 1) * missed)
