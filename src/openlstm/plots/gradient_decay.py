# SPDX-License-Identifier: Apache-2.0
"""Gradient decay: how the gradient falls with the lag, a line for the mean and a band for seeds."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from openlstm.plots._axes import COLOURS, axes

__all__ = ["gradient_decay"]

_STYLES = ("-", "--", ":")


def gradient_decay(
    log10_ratios: Mapping[str, ArrayLike], ax: Axes | None = None, lowest: float = 1e-30
) -> Axes:
    """The axes with one curve for each name, over a band from the lowest to the highest seed.

    Args:
        log10_ratios: name for the legend, such as "LSTM dL/dc, forget bias 1" → [seed, lag]: log10
            of the gradient's norm over that at lag 0.
        ax: axes to draw on; None makes a figure.
        lowest: where the axis ends; what falls below is not drawn (default 1e-30).

    >>> gradient_decay({"RNN dL/dh": [[0.0, -0.5, -1.0], [0.0, -0.7, -1.2]]}).get_yscale()
    'log'
    """
    ax = axes(ax)
    for k, (name, values) in enumerate(log10_ratios.items()):
        log = np.maximum(np.atleast_2d(np.asarray(values, dtype=float)), -300)
        lags, colour = np.arange(log.shape[1]), COLOURS[k % len(COLOURS)]
        style = _STYLES[k // len(COLOURS) % len(_STYLES)]
        ax.plot(lags, 10 ** log.mean(0), color=colour, linestyle=style, label=name)
        ax.fill_between(lags, 10 ** log.min(0), 10 ** log.max(0), color=colour, alpha=0.15, lw=0)
    ax.axhline(np.exp(-1), color="0.6", linewidth=1)
    ax.annotate("1/e", (0, np.exp(-1)), (4, 3), textcoords="offset points", color="0.4")
    ax.set(yscale="log", xlabel="lag [steps]", ylabel="gradient, as a share of that at lag 0")
    ax.set_ylim(bottom=lowest)
    ax.legend(frameon=False, fontsize="small")
    return ax
