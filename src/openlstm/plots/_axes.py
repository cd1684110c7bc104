# SPDX-License-Identifier: Apache-2.0
"""What all pictures share: axes to draw on and colours that every reader can tell apart."""

from collections.abc import Iterator

from matplotlib import rcParams
from matplotlib.axes import Axes
from torch import Tensor

__all__ = ["COLOURS", "axes", "each_layer", "ink", "look"]

COLOURS = ("#0b6fa4", "#d1690e", "#1a8a6c", "#b4569a", "#8a6d1d", "#4d4d4d")
"""Distinct for red-green and blue-yellow blindness, and in grey; after Okabe and Ito."""


def axes(ax: Axes | None, width: float = 7, height: float = 4) -> Axes:
    """The axes given, or those of a new figure of width × height inches."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(width, height), layout="constrained")[1]


def ink() -> str:
    """What text is written in under the reader's style, so that lines show on dark ground too."""
    return str(rcParams["text.color"])


def each_layer(shape: Tensor) -> Iterator[tuple[int, int, str, str]]:
    """Layer, direction, label and colour of each row of a [layer, direction, …] tensor."""
    layers, directions = shape.shape[:2]
    for k in range(layers * directions):
        layer, direction = divmod(k, directions)
        label = f"layer {layer}" + (", reverse" if direction else "")
        yield layer, direction, label, COLOURS[k % len(COLOURS)]


def look(k: int) -> tuple[str, str]:
    """Colour of the k-th of many lines, and its style, another in each round of the colours.

    >>> look(13)
    ('#d1690e', ':')
    """
    styles = ("-", "--", ":", "-.")
    return COLOURS[k % len(COLOURS)], styles[k // len(COLOURS) % len(styles)]
