# SPDX-License-Identifier: Apache-2.0
"""Solving curves: errors on fresh test sequences, against the sequences that were trained on."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from openlstm.plots._axes import axes, look

__all__ = ["solving_curves"]

LOWEST = 1e-4


def solving_curves(
    curves: Mapping[str, Sequence[tuple[Sequence[int], Sequence[float]]]], ax: Axes | None = None
) -> Axes:
    """The axes with one line for each training, in one colour for each name.

    Args:
        curves: name → trainings, each (sequences seen, errors a sequence); errors below 1e-4, as
            those of a task that is solved, are drawn there.
        ax: axes to draw on; None makes a figure.

    >>> solving_curves({"LSTM": [([3200, 6400], [0.5, 0.0])]}).get_xlabel()
    'sequences trained on'
    """
    ax = axes(ax)
    for k, (name, trainings) in enumerate(curves.items()):
        colour, style = look(k)
        for n, (sequences, errors) in enumerate(trainings):
            shown = [max(error, LOWEST) for error in errors]
            label = name if n == 0 else None
            ax.plot(sequences, shown, style, color=colour, label=label)
    ax.set(yscale="log", xlabel="sequences trained on", ylabel="errors a sequence")
    if curves:
        ax.legend(frameon=False, fontsize="small")
    return ax
