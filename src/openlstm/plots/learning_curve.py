# SPDX-License-Identifier: Apache-2.0
"""The learning curve: what a character costs, against time or characters read."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from openlstm.errors import InputError, expected
from openlstm.plots._axes import COLOURS, axes

__all__ = ["learning_curve"]

_LABELS = {"seconds": "training time [s]", "characters": "characters read", "step": "step"}


def learning_curve(
    history: Sequence[Mapping[str, float]],
    against: str = "seconds",
    baseline: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The axes with the cost on training and validation text; a dashed line shows what to beat.

    Args:
        history: rows with the columns of history.csv.
        against: column of the x axis: "seconds", "characters" or "step".
        baseline: cost of the best n-gram model, nats per character.
        ax: axes to draw on; None makes a figure.

    Raises:
        InputError: `against` is not one of the three.

    >>> row = {"seconds": 1, "train_nats_per_char": 3, "validation_nats_per_char": 3.1}
    >>> learning_curve([row]).get_xlabel()
    'training time [s]'
    """
    if against not in _LABELS:
        remedy = "name a column of history.csv"
        raise InputError(expected("against", " or ".join(_LABELS), repr(against), remedy))
    ax = axes(ax)
    x = [row[against] for row in history]
    for part, colour, width in (("train", COLOURS[1], 1.0), ("validation", COLOURS[0], 2.0)):
        cost = [row[f"{part}_nats_per_char"] for row in history]
        ax.plot(x, cost, color=colour, linewidth=width, label=part)
    if baseline is not None:
        ax.axhline(baseline, color=COLOURS[-1], linestyle="--", linewidth=1, label="n-gram")
    ax.set(xlabel=_LABELS[against], ylabel="nats per character")
    ax.legend(frameon=False)
    return ax
