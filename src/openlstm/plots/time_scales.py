# SPDX-License-Identifier: Apache-2.0
"""Time scales of the units, sorted: how much of a layer remembers for how long."""

import torch
from matplotlib.axes import Axes
from torch import Tensor

from openlstm.plots._axes import axes, each_layer

__all__ = ["time_scale_curve"]


def time_scale_curve(steps: Tensor, assigned: Tensor | None = None, ax: Axes | None = None) -> Axes:
    """The axes with the time scales of each layer's units, sorted, on a logarithmic axis.

    Args:
        steps: measured time scales [layer, direction, unit], in steps; infinite ones are not drawn.
        assigned: time scales that the forget biases were given, same shape; drawn dashed.
        ax: axes to draw on; None makes a figure.

    >>> import torch
    >>> time_scale_curve(torch.rand(2, 1, 5) * 20).get_yscale()
    'log'
    """
    ax = axes(ax)
    for layer, direction, label, colour in each_layer(steps):
        ax.plot(*_sorted(steps[layer, direction]), color=colour, label=label)
        if assigned is not None:
            given = _sorted(assigned[layer, direction])
            ax.plot(*given, color=colour, linestyle="--", label=f"{label}, assigned")
    ax.set(yscale="log", xlabel="units, sorted", ylabel="time scale [steps]")
    ax.legend(frameon=False)
    return ax


def _sorted(steps: Tensor) -> tuple[Tensor, Tensor]:
    values = steps.detach().cpu().sort().values
    return torch.arange(len(values)), values.masked_fill(values.isinf(), torch.nan)
