# SPDX-License-Identifier: Apache-2.0
"""Text coloured by one unit: orange below zero, violet above, black letters on light tints."""

from collections.abc import Iterator, Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from openlstm.errors import InputError, expected
from openlstm.plots._axes import axes

__all__ = ["coloured_text"]

_TINT = 0.62  # of the colour map's strength, so that black letters stay readable


def coloured_text(
    tokens: Sequence[str],
    values: ArrayLike,
    limit: float | None = None,
    columns: int = 64,
    ax: Axes | None = None,
) -> Axes:
    """The axes with the text in lines, each token on a tint of its value; no ticks, no frame.

    Args:
        tokens: characters, or words, between which a space is left; a line break ends the line.
        values: [token], signed, such as tanh(c) of a unit.
        limit: value of the strongest tint; None: the largest size among the values.
        columns: characters of a line at most.
        ax: axes to draw on; None makes a figure as high as the text needs.

    Raises:
        InputError: as many values as tokens are needed.

    >>> coloured_text("to be", [0.1, -0.5, 0, 1, 1]).texts[0].get_text()
    't'
    """
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.shape != (len(tokens),):
        wanted = f"one number for each of {len(tokens)} tokens"
        raise InputError(expected("values", wanted, list(numbers.shape), "choose one unit"))
    placed = [*_placed(tokens, columns)]
    rows = 1 + max((row for row, _, _ in placed), default=0)
    ax = axes(
        ax, width=min(columns, 8 + max(c + w for _, c, w in placed)) * 0.115, height=0.3 * rows
    )
    limit = limit or float(np.nanmax(np.abs(numbers), initial=1e-9))
    colours = matplotlib.colormaps["PuOr"](0.5 + _TINT * np.clip(numbers / limit, -1, 1) / 2)
    for token, (row, column, width), colour in zip(tokens, placed, colours, strict=True):
        ax.add_patch(Rectangle((column, row - 0.5), width, 0.92, facecolor=colour, linewidth=0))
        shown = token.replace("\n", "↵")
        at = column + width / 2, row
        ax.text(*at, shown, ha="center", va="center", family="monospace", fontsize=9, color="black")
    ax.set(xlim=(0, columns), ylim=(rows - 0.4, -0.6))
    ax.set_axis_off()
    return ax


def _placed(tokens: Sequence[str], columns: int) -> Iterator[tuple[int, float, float]]:
    """Row, column and width of each token; a wide (Chinese) character takes two columns."""
    words = any(len(token) > 1 for token in tokens)
    row, column = 0, 0.0
    for token in tokens:
        width = float(sum(2 if ord(c) > 0x2E7F else 1 for c in token)) + words
        if column + width > columns:
            row, column = row + 1, 0.0
        yield row, column, width
        row, column = (row + 1, 0.0) if "\n" in token else (row, column + width)
