# SPDX-License-Identifier: Apache-2.0
"""Gradient against lag: how much of it is left so many steps back, with a band over seeds."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from openlstm.errors import InputError, expected
from openlstm.plots._axes import COLOURS, axes

__all__ = ["gradient_decay"]

_LINES = {"dc": "-", "dh": "--"}


def gradient_decay(
    ratios: Mapping[str, Mapping[str, ArrayLike]], ax: Axes | None = None, lowest: float = 1e-12
) -> Axes:
    """The axes with ‖dL/dc‖ (solid) and ‖dL/dh‖ (dashed) against the lag, on a logarithmic scale.

    Lines are geometric means over seeds, bands go from 10 to 90 % of them; a dotted line marks 1/e.

    Args:
        ratios: by the name of the cell, which states its forget bias, then "dc" or "dh": the
            gradient's norm over its value at lag 0, [seed, lag], in float64: in float32 far
            gradients underflow to 0, and zeros are not drawn.
        ax: axes to draw on; None makes a figure.
        lowest: the lower end of the scale.

    Raises:
        InputError: another name than "dc" and "dh".

    >>> gradient_decay({"RNN": {"dh": 0.5 ** np.arange(20) * np.ones((3, 1))}}).get_xlabel()
    'lag [steps]'
    """
    ax = axes(ax)
    for k, (name, curves) in enumerate(ratios.items()):
        for quantity, values in curves.items():
            if quantity not in _LINES:
                raise InputError(expected("ratios", "dc or dh", repr(quantity), "name one of them"))
            _curve(ax, values, COLOURS[k % len(COLOURS)], quantity, name)
    ax.axhline(1 / np.e, color="0.5", linestyle=":", linewidth=1)
    ax.text(1.005, 1 / np.e, "1/e", transform=ax.get_yaxis_transform(), fontsize=8, va="center")
    ax.set(yscale="log", ylim=(lowest, 20), xlabel="lag [steps]")
    ax.set_ylabel("gradient, relative to lag 0")
    ax.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1.03, 1))
    return ax


def _curve(ax: Axes, values: ArrayLike, colour: str, quantity: str, name: str) -> None:
    ratios = np.atleast_2d(np.asarray(values, dtype=np.float64))
    logs = np.log(np.where(ratios > 0, ratios, np.nan))
    low, high = np.quantile(logs, [0.1, 0.9], axis=0)
    lag, label = np.arange(ratios.shape[1]), f"{name}: dL/{quantity}"
    mean = np.exp(logs.mean(axis=0))
    ax.plot(lag, mean, color=colour, linestyle=_LINES[quantity], linewidth=1.5, label=label)
    ax.fill_between(lag, np.exp(low), np.exp(high), color=colour, alpha=0.15, linewidth=0)
