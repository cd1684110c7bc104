# SPDX-License-Identifier: Apache-2.0
"""The cell as a drawing for papers: the carousel of memory above, the four gates below."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from openlstm.errors import InputError, expected, nearest
from openlstm.plots._axes import COLOURS, axes, ink

__all__ = ["cell_diagram"]

_MEMORY = COLOURS[0]
_PLACES = {"f": 2.0, "i": 3.9, "g": 5.7, "o": 7.6}
_NAMES = {"f": "forget\ngate", "i": "input\ngate", "g": "candidate", "o": "output\ngate"}
_KNOWN = ("c_prev", "h_prev", "x", "f", "i", "g", "o", "c", "h")
_BELT, _GATE, _BUS = 5.0, 2.1, 0.9  # heights: the cell state, the boxes, h_{t−1} and x_t


def cell_diagram(values: Mapping[str, float] | None = None, ax: Axes | None = None) -> Axes:
    """The axes with one LSTM cell, all lines vectors: save the figure as SVG or PDF for print.

    The belt on top carries c_{t−1} to c_t with nothing but a product and a sum on its way; below it
    the gates read [h_{t−1}, x_t]. With numbers, each stands where it belongs, and the cell update
    is written out under the drawing.

    Args:
        values: numbers of one unit at one step, by name: c_prev, h_prev, x, f, i, g, o, c, h; any
            of them.
        ax: axes to draw on; None makes a figure.

    Raises:
        InputError: an unknown name.

    >>> ax = cell_diagram({"f": 0.97, "c_prev": 0.81, "i": 0.12, "g": 0.35, "c": 0.83})
    >>> ax.texts[-1].get_text()
    '0.97 × 0.81 + 0.12 × 0.35 = 0.83'
    """
    numbers = dict(values or {})
    for name in numbers:
        if name not in _KNOWN:
            remedy = f"name a value of the cell{nearest(name, _KNOWN)}"
            raise InputError(expected("values", f"of {', '.join(_KNOWN)}", repr(name), remedy))
    ax = axes(ax, width=7.5, height=4.6)
    _belt(ax, numbers)
    _gates(ax, numbers)
    _output(ax, numbers)
    if {"c_prev", "f", "i", "g", "c"} <= numbers.keys():
        f, c_prev, i, g, c = (_signed(numbers[name]) for name in ("f", "c_prev", "i", "g", "c"))
        ax.text(5, -0.55, f"{f} × {c_prev} + {i} × {g} = {c}", ha="center", fontsize=11)
    ax.set(xlim=(-0.8, 10.8), ylim=(-0.9, 6.3), aspect="equal")
    ax.set_axis_off()
    return ax


def _belt(ax: Axes, numbers: Mapping[str, float]) -> None:
    """c_{t−1} ⊙ f + i ⊙ g → c_t"""
    _line(ax, [(0, _BELT), (10, _BELT)], _MEMORY, 2.6, arrow=True)
    _label(ax, -0.1, _BELT, "$c_{t-1}$", numbers.get("c_prev"), ha="right")
    _label(ax, 10.1, _BELT, "$c_t$", numbers.get("c"), ha="left")
    _operator(ax, _PLACES["f"], _BELT, "×")
    _operator(ax, 4.8, _BELT, "+")


def _gates(ax: Axes, numbers: Mapping[str, float]) -> None:
    """Four boxes over one bus, and what they steer."""
    _line(ax, [(0, _BUS), (_PLACES["o"], _BUS)], ink(), 1.2)
    _label(ax, -0.1, _BUS, "$h_{t-1}$", numbers.get("h_prev"), ha="right")
    _line(ax, [(0.7, 0.05), (0.7, _BUS)], ink(), 1.2)
    _label(ax, 0.7, -0.15, "$x_t$", numbers.get("x"), ha="center", va="top")
    for name, x in _PLACES.items():
        _line(ax, [(x, _BUS), (x, _GATE - 0.42)], ink(), 1.2, arrow=True)
        _box(ax, x, _GATE, "tanh" if name == "g" else "σ")
        ax.text(x + 0.62, _GATE, _NAMES[name], va="center", fontsize=7.5, color="0.5")
        shown = f"${name}_t$" + (f" = {_signed(numbers[name])}" if name in numbers else "")
        ax.text(x + 0.12, _GATE + 0.64, shown, fontsize=9.5, va="center")
    f, i, g = (_PLACES[name] for name in "fig")
    _line(ax, [(f, _GATE + 0.42), (f, _BELT - 0.3)], ink(), 1.2, arrow=True)
    _line(ax, [(i, _GATE + 0.42), (i, 3.7), (4.5, 3.7)], ink(), 1.2, arrow=True)
    _line(ax, [(g, _GATE + 0.42), (g, 3.7), (5.1, 3.7)], ink(), 1.2, arrow=True)
    _operator(ax, 4.8, 3.7, "×")
    _line(ax, [(4.8, 4.0), (4.8, _BELT - 0.3)], ink(), 1.2, arrow=True)


def _output(ax: Axes, numbers: Mapping[str, float]) -> None:
    """o ⊙ tanh(c) → h_t"""
    o, product = _PLACES["o"], 9.2
    _line(ax, [(product, _BELT), (product, 4.5)], _MEMORY, 1.6, arrow=True)
    _box(ax, product, 4.1, "tanh")
    _line(ax, [(product, 3.7), (product, 3.3)], ink(), 1.2, arrow=True)
    _operator(ax, product, 3.0, "×")
    _line(ax, [(o, _GATE + 0.42), (o, 3.0), (product - 0.3, 3.0)], ink(), 1.2, arrow=True)
    _line(ax, [(product, 2.7), (product, _BUS), (10, _BUS)], ink(), 1.2, arrow=True)
    _label(ax, 10.1, _BUS, "$h_t$", numbers.get("h"), ha="left")


def _line(
    ax: Axes,
    points: list[tuple[float, float]],
    colour: str,
    width: float,
    arrow: bool = False,
) -> None:
    x, y = zip(*points, strict=True)
    ax.plot(x, y, color=colour, linewidth=width, solid_capstyle="round", zorder=1)
    if arrow:
        (x0, y0), (x1, y1) = points[-2:]
        tip = FancyArrowPatch(
            ((x0 + 9 * x1) / 10, (y0 + 9 * y1) / 10),
            (x1, y1),
            arrowstyle="-|>",
            mutation_scale=8 + 2 * width,
            color=colour,
            shrinkA=0,
            shrinkB=0,
            linewidth=0,
        )
        ax.add_patch(tip)


def _operator(ax: Axes, x: float, y: float, sign: str) -> None:
    ax.add_patch(Circle((x, y), 0.3, facecolor="white", edgecolor=ink(), linewidth=1.2, zorder=3))
    ax.text(x, y, sign, ha="center", va="center_baseline", fontsize=12, color="black", zorder=4)


def _box(ax: Axes, x: float, y: float, text: str) -> None:
    box = FancyBboxPatch(
        (x - 0.42, y - 0.32),
        0.84,
        0.64,
        boxstyle="round,pad=0.06",
        facecolor="#e9eef2",
        edgecolor=ink(),
        linewidth=1.2,
        zorder=3,
    )
    ax.add_patch(box)
    ax.text(x, y, text, ha="center", va="center", fontsize=10, color="black", zorder=4)


def _label(
    ax: Axes, x: float, y: float, name: str, number: float | None, ha: str, va: str = "center"
) -> None:
    text = name if number is None else f"{name}\n{_signed(number)}"
    ax.text(x, y, text, ha=ha, va=va, fontsize=11)


def _signed(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")
