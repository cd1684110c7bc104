# SPDX-License-Identifier: Apache-2.0
"""The heat map of one gate or state: time across, units down, the same colours every time."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import AsinhNorm, Normalize
from numpy.typing import ArrayLike

from openlstm.errors import InputError, expected, nearest
from openlstm.plots._axes import axes

__all__ = ["heat_map"]

_LETTERS, _WORDS = 150, 60  # that fit side by side under axes of the usual width
_GATE, _SIGNED = (0, 1, "Blues"), (-1, 1, "PuOr")
_SCALES = {
    "input_gate": _GATE,
    "forget_gate": _GATE,
    "output_gate": _GATE,
    "candidate": _SIGNED,
    "hidden": _SIGNED,
    "cell": (-30, 30, "PuOr"),
}


def heat_map(
    values: ArrayLike,
    field: str,
    time_scales: ArrayLike,
    tokens: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The axes with one field of one layer, direction and sample; units with long memory lie below.

    The limits are fixed: gates 0 to 1, candidate and hidden state −1 to 1, cell state −30 to 30 on
    an arsinh scale; values beyond take the colour of the pointed end, NaN is grey.

    Args:
        values: [time, unit].
        field: the Trace's name of it, such as "forget_gate"; decides the colours.
        time_scales: [unit], steps; sorts the units.
        tokens: one per step, letters, words or timestamps, written along the time axis, as many as
            can be read; None numbers the steps.
        ax: axes to draw on; None makes a figure.

    Raises:
        InputError: an unknown field.

    >>> import torch
    >>> heat_map(torch.rand(20, 4), "forget_gate", torch.arange(4)).get_title()
    'forget gate'
    """
    if field not in _SCALES:
        remedy = f"pass the Trace's name of the values{nearest(field, _SCALES)}"
        raise InputError(expected("field", f"one of {', '.join(_SCALES)}", repr(field), remedy))
    ax = axes(ax, width=10)
    low, high, colours = _SCALES[field]
    # a cell counts without bound: on an arsinh scale 0.3 shows beside 30
    scale = AsinhNorm(1, low, high) if field == "cell" else Normalize(low, high)
    rows = np.asarray(values).T[np.argsort(np.asarray(time_scales))]
    picture = ax.imshow(rows, cmap=colours, norm=scale, aspect="auto", interpolation="nearest")
    ax.set_facecolor("0.6")  # shows through where a value is NaN
    # the arsinh scale's own ticks crowd about 0
    ticks: dict[str, Any] = {
        "ticks": (-30, -10, -3, -1, 0, 1, 3, 10, 30),
        "format": "{x:g}",
        "extend": "both",
    }
    bar = ax.figure.colorbar(picture, ax=ax, **(ticks if field == "cell" else {}))
    bar.minorticks_off()
    ax.set(title=field.replace("_", " "), xlabel="step", ylabel="units, short to long memory")
    ax.set_yticks([])  # rows are sorted: their place is not the number of the unit
    if tokens is not None:
        _write(ax, [token.replace("\n", "↵") for token in tokens])
    return ax


def _write(ax: Axes, tokens: Sequence[str]) -> None:
    """Letters side by side, words and timestamps upright; every second, third … where too many."""
    letters = all(len(token) <= 1 for token in tokens)
    steps = range(0, len(tokens), -(-len(tokens) // (_LETTERS if letters else _WORDS)) or 1)
    rotation = 0 if letters else 90
    ax.set_xticks(steps, [tokens[t] for t in steps], rotation=rotation)
    ax.set_xlabel("")
