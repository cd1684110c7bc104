# SPDX-License-Identifier: Apache-2.0
"""The saturation scatter: one circle per unit, by how often its gate stands open and shut."""

from matplotlib.axes import Axes

from openlstm.diagnostics import GateSaturation
from openlstm.plots._axes import axes, each_layer

__all__ = ["saturation_scatter"]


def saturation_scatter(gate: GateSaturation, name: str, ax: Axes | None = None) -> Axes:
    """The axes with a circle per unit: x the share of steps open, y the share of steps shut.

    Circles lie under the anti-diagonal, as both shares add up to at most 1; a unit in the right
    corner is open always, in the upper corner shut always, near the origin never saturated.

    Args:
        gate: saturation of one gate.
        name: its name, for the title.
        ax: axes to draw on; None makes a square figure.

    >>> import torch
    >>> share = torch.rand(2, 1, 5) / 2
    >>> saturation_scatter(GateSaturation(share, share, share), "forget gate").get_xlabel()
    'share of steps open'
    """
    ax = axes(ax, width=4.5, height=4.5)
    ax.plot([0, 1], [1, 0], color="0.6", linewidth=1)
    for layer, direction, label, colour in each_layer(gate.right):
        place = (gate.right[layer, direction], gate.left[layer, direction])
        ax.scatter(*place, s=36, facecolors="none", edgecolors=colour, linewidths=1, label=label)
    ax.annotate("always open", (1, 0), (-4, 14), textcoords="offset points", ha="right")
    ax.annotate("always shut", (0, 1), (8, -4), textcoords="offset points", va="top")
    ax.set(title=name, xlabel="share of steps open", ylabel="share of steps shut")
    ax.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), aspect="equal")
    ax.legend(frameon=False, loc="upper right")
    return ax
