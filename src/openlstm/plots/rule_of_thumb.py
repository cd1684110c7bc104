# SPDX-License-Identifier: Apache-2.0
"""Trials over one setting, with the band that a rule of thumb recommends."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from openlstm.errors import InputError, expected
from openlstm.plots._axes import COLOURS, axes, ink

__all__ = ["rule_of_thumb"]


def rule_of_thumb(
    values: ArrayLike,
    losses: ArrayLike,
    band: tuple[float, float],
    label: str,
    ax: Axes | None = None,
) -> Axes:
    """The axes with a point per trial, the best one ringed, and the recommended band shaded.

    Args:
        values: [N], the setting of each trial.
        losses: [N], lower is better.
        band: from and to of what the rule recommends.
        label: name of the setting.
        ax: axes to draw on; None makes a figure.

    Raises:
        InputError: no trials, or another number of losses.

    >>> rule_of_thumb([1, 3, 5], [0.5, 0.4, 0.45], (3, 5), "layers").get_xlabel()
    'layers'
    """
    x, y = np.asarray(values, float), np.asarray(losses, float)
    if not len(x) or len(x) != len(y):
        raise InputError(
            expected("losses", f"one for each of {len(x)} values", len(y), "give one or more each")
        )
    ax, best = axes(ax), y.argmin()
    ax.axvspan(band[0] - 0.1, band[1] + 0.1, color=COLOURS[2], alpha=0.15, label="the rule")
    ax.scatter(x, y, s=18, color=COLOURS[0])
    ax.scatter(x[best], y[best], s=90, facecolors="none", edgecolors=ink(), label="the best")
    ax.set_xlabel(label)
    ax.legend(frameon=False, fontsize="small")
    return ax
