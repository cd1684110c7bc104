# SPDX-License-Identifier: Apache-2.0
"""Comparison bars: one score of several models, with every seed and the line to beat."""

from collections.abc import Mapping, Sequence
from statistics import fmean

from matplotlib.axes import Axes

from openlstm.plots._axes import COLOURS, axes

__all__ = ["comparison_bars"]


def comparison_bars(
    values: Mapping[str, Sequence[float]],
    ylabel: str,
    baselines: Mapping[str, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The axes with a bar for each model, as high as the mean, and a dot for each of its runs.

    Args:
        values: name of the model → its score in each run; a model without runs is shown as one
            that the task does not apply to.
        ylabel: what is scored, with its unit.
        baselines: name → score of what needs no training; dashed lines.
        ax: axes to draw on; None makes a figure.

    >>> ax = comparison_bars({"RNN": [0.5, 0.6], "LSTM": [0.9, 1.0]}, "share right")
    >>> [round(float(bar.get_height()), 2) for bar in ax.patches]
    [0.55, 0.95]
    """
    ax = axes(ax)
    for k, runs in enumerate(values.values()):
        if not runs:
            ax.annotate("not applicable", (k, 0), (0, 6), textcoords="offset points", rotation=90,
                        ha="center", color="0.4")  # fmt: skip
            continue
        ax.bar(k, fmean(runs), color=COLOURS[0], alpha=0.6, width=0.7)
        ax.scatter([k] * len(runs), runs, color="0.15", s=10, zorder=3)
    for name, value in (baselines or {}).items():
        ax.axhline(value, color="0.3", linestyle="--", linewidth=1)
        ax.annotate(name, (1, value), (-2, 2), xycoords=("axes fraction", "data"),
                    textcoords="offset points", ha="right", fontsize="small")  # fmt: skip
    ax.set_xlim(-0.6, len(values) - 0.4)
    ax.set_xticks(range(len(values)), list(values), rotation=20, ha="right")
    ax.set_ylabel(ylabel)
    return ax
