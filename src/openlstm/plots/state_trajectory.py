# SPDX-License-Identifier: Apache-2.0
"""The way of a state through its space, as a line on the plane; time is the colour."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from openlstm.diagnostics.trajectory import Trajectory
from openlstm.errors import InputError, expected
from openlstm.plots._axes import axes

__all__ = ["state_trajectory"]


def state_trajectory(
    way: Trajectory, tokens: Sequence[str] | None = None, ax: Axes | None = None
) -> Axes:
    """The axes with a point per step, joined in time, dark to light; labels say what share is seen.

    Args:
        way: from `openlstm.diagnostics.trajectory`.
        tokens: one per step, written at its point; None writes the first and last step's number.
        ax: axes to draw on; None makes a square figure.

    Raises:
        InputError: as many tokens as steps are needed.

    >>> import torch
    >>> state_trajectory(Trajectory(torch.randn(9, 2), torch.tensor([0.7, 0.2]))).get_xlabel()
    'first component (70 %)'
    """
    x, y = np.asarray(way.points).T
    names = tokens
    if names is None:
        names = ["0", *[""] * (len(x) - 2), str(len(x) - 1)]
    if len(names) != len(x):
        raise InputError(expected("tokens", f"{len(x)}", len(names), "give one for each step"))
    ax = axes(ax, width=5, height=5)
    ax.plot(x, y, color="0.7", linewidth=0.8, zorder=1)
    ax.scatter(x, y, c=np.arange(len(x)), cmap="viridis", s=22, edgecolor="0.6", zorder=2)
    for place, name in zip(zip(x, y, strict=True), names, strict=True):
        ax.annotate(name, place, (3, 3), textcoords="offset points", fontsize=8)
    first, second = (f"{share:.0%}".replace("%", " %") for share in way.shares.tolist())
    ax.set(xlabel=f"first component ({first})", ylabel=f"second component ({second})")
    ax.margins(0.08)
    return ax
