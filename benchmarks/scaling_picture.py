# SPDX-License-Identifier: Apache-2.0
"""The picture of scaling.py, from its CSV."""

import csv
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from scaling import MODES, SERIES
from shapes import Shape

__all__ = ["draw"]

Times = dict[str, dict[str, str]]
"""Rows of the CSV by case."""

AXES = {
    "T": "T, time steps  (B = 4, I = H = 64)",
    "B": "B, rows of the batch  (T = 100, I = H = 128)",
    "H": "H = I, units  (T = 100, B = 32)",
}
# name, column, colour: distinct for red-green and blue-yellow blindness
SIDES = (
    ("torch.nn.LSTM", "theirs_ms", "#d1690e", "o"),
    ("openlstm.LSTM", "ours_ms", "#0b6fa4", "s"),
)


def draw(results: Path, picture: Path) -> None:
    """Nothing; writes one panel for each mode and each thing that grows.

    Args:
        results: the CSV, whole.
        picture: the PNG.
    """
    rows = list(csv.DictReader(results.open(encoding="utf-8")))
    times = {row["case"]: row for row in rows}
    figure, grid = plt.subplots(
        2, 3, figsize=(12, 6.5), layout="constrained", facecolor="white", sharex="col"
    )
    for k, mode in enumerate(MODES):
        for ax, (letter, series) in zip(grid[k], SERIES.items(), strict=True):
            _panel(ax, times, letter, series, mode)
        grid[k, 0].set_ylabel(f"{mode}, ms per call")
    for ax, letter in zip(grid[-1], SERIES, strict=True):
        ax.set_xlabel(AXES[letter])
    grid[0, 0].legend(frameon=False)
    first = rows[0]
    figure.suptitle(
        f"Time of one call as the work grows  ({first['threads']} threads, {first['machine']})"
    )
    figure.savefig(picture, dpi=120)
    plt.close(figure)


def _panel(ax: Axes, times: Times, letter: str, series: list[Shape], mode: str) -> None:
    found = [(getattr(shape, letter), times[f"{shape} {mode}"]) for shape in series]
    for label, column, colour, marker in SIDES:
        sizes, ms = zip(*((size, float(row[column])) for size, row in found), strict=True)
        ax.loglog(sizes, ms, color=colour, marker=marker, markersize=4, label=label)
    if letter != "T":  # powers of two
        ax.set_xscale("log", base=2)
        ax.set_xticks(sizes, map(str, sizes))
    ax.grid(color="#e5e5e5")
    ax.spines[["top", "right"]].set_visible(False)
