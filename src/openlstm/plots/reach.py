# SPDX-License-Identifier: Apache-2.0
"""Reach: what a change of the input does to the output, against how far away it was made."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from openlstm.plots._axes import axes, look

__all__ = ["reach_curve"]


def reach_curve(
    effects: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    ylabel: str,
    threshold: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The axes with one line for each name; effects below a millionth are not drawn.

    Args:
        effects: name → (steps, effects): steps from the output to the change, negative in the past.
        ylabel: how the effect is measured.
        threshold: from where on it counts as felt; a grey line.
        ax: axes to draw on; None makes a figure.

    >>> reach_curve({"RNN": ([-2, -1, 0], [0.1, 0.3, 1.0])}, "change of the output").get_yscale()
    'log'
    """
    ax = axes(ax)
    for k, (name, (steps, values)) in enumerate(effects.items()):
        colour, style = look(k)
        shown = [max(value, 1e-12) for value in values]
        ax.plot(steps, shown, style, marker=".", color=colour, label=name)
    if threshold is not None:
        ax.axhline(threshold, color="0.6", linewidth=1)
    ax.set(yscale="log", xlabel="where the input was changed [steps from the output]")
    ax.set(ylabel=ylabel, ylim=(1e-6, 3))
    ax.legend(frameon=False, fontsize="small")
    return ax
