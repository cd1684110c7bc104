# SPDX-License-Identifier: Apache-2.0
"""Models side by side: a bar for each mean, a point for each seed."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from openlstm.errors import InputError, expected
from openlstm.plots._axes import COLOURS, axes, ink

__all__ = ["comparison_bars"]


def comparison_bars(
    scores: Mapping[str, ArrayLike],
    label: str,
    baseline: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The axes with a horizontal bar per model, its seeds as points, and what to beat as a line.

    Args:
        scores: model → the score of every seed (or one number).
        label: what is measured, its unit, and which way is better.
        baseline: score of the naive model, drawn dashed.
        ax: axes to draw on; None makes a figure.

    Raises:
        InputError: no models, or one without a score.

    >>> comparison_bars({"LSTM": [0.9, 0.95], "RNN": 0.6}, "accuracy").get_xlabel()
    'accuracy'
    """
    rows = {name: np.atleast_1d(np.asarray(seeds, float)) for name, seeds in scores.items()}
    if not rows or not all(len(seeds) for seeds in rows.values()):
        raise InputError(expected("scores", "a score for every model", rows, "measure each once"))
    ax = axes(ax, height=0.8 + 0.42 * len(rows))
    for k, (name, seeds) in enumerate(rows.items()):
        colour = COLOURS[k % len(COLOURS)]
        ax.barh(k, seeds.mean(), height=0.62, color=colour, alpha=0.35, label=name)
        ax.scatter(seeds, np.full(len(seeds), k), s=14, color=colour, zorder=2)
        ax.annotate(f"{seeds.mean():.3g}", (0, k), (4, 0), textcoords="offset points", va="center")
    if baseline is not None:
        ax.axvline(baseline, color=ink(), linestyle="--", linewidth=1)
    ax.set_yticks(range(len(rows)), [*rows])
    ax.invert_yaxis()
    ax.set_xlabel(label)
    return ax
