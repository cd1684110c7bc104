# SPDX-License-Identifier: Apache-2.0
"""The pictures of docs/what-is-an-lstm.md, from the stories' data.

After scripts/stories/make.py:
python scripts/figures.py
"""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from openlstm.diagnostics import trajectory
from openlstm.explorer.pack import unpack
from openlstm.plots import (
    cell_diagram,
    coloured_text,
    comparison_bars,
    gradient_decay,
    state_trajectory,
)

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts" / "stories"))
from gradients import CELLS, curves  # noqa: E402

OUT = ROOT / "docs" / "images"
DATA = json.loads((ROOT / "src/openlstm/explorer/static/stories.json").read_text("utf-8"))
FIRST = json.loads((ROOT / "scripts/stories/first_cell.json").read_text("utf-8"))
GREY, BLUE, RED, GREEN = "#4d4d4d", "#0b6fa4", "#d1690e", "#1a8a6c"
plt.rcParams["font.family"] = ["DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK JP"]
plt.rcParams["svg.hashsalt"] = "openlstm"  # the same numbers give the same file


class Told:
    """A story with its sample and the numbers of its unit."""

    def __init__(self, name: str) -> None:
        self.story = next(story for story in DATA["stories"] if story["id"] == name)
        self.model = next(m for m in DATA["models"] if m["id"] == self.story["model"])
        self.sample = next(s for s in self.model["samples"] if s["id"] == self.story["sample"])
        self.tokens: list[str] = self.sample["tokens"]

    def all_units(self, field: str) -> Any:
        place = self.story["layer"], self.story["direction"]
        return unpack(self.sample["trace"][place[0]][place[1]][field])

    def __getitem__(self, field: str) -> np.ndarray:
        return self.all_units(field)[:, self.story["unit"]].numpy()


def main() -> None:
    """Draws and saves all of them."""
    OUT.mkdir(exist_ok=True)
    for draw in (cell, remember, forget, write, carry, show, both, gradients, way):
        figure = draw().figure
        kind = "svg" if draw in (cell, gradients) else "png"
        options = {"metadata": {"Date": None}} if kind == "svg" else {"dpi": 110}
        figure.savefig(OUT / f"lstm-{draw.__name__}.{kind}", facecolor="white", **options)
        plt.close(figure)


def cell() -> Axes:
    """The static diagram, with the numbers of the patient's second severe attack."""
    told = Told("cell")
    t = told.story["marks"][1]["step"]
    numbers = {name: float(told[name][t]) for name in "ifgoch"}
    return cell_diagram(
        numbers | {"c_prev": float(told["c"][t - 1]), "h_prev": float(told["h"][t - 1])}
    )


def remember() -> Axes:
    """How often the letter is still known, LSTM and RNN of one unit."""
    _, ax = plt.subplots(figsize=(6.5, 2.8), layout="constrained")
    for name, colour, label in (("lstm", BLUE, "LSTM, 1 unit"), ("rnn", RED, "RNN, 1 unit")):
        ax.plot(FIRST["accuracy"][name], color=colour, marker="o", markersize=3, label=label)
    ax.axhline(1 / 3, color=GREY, linestyle="--", linewidth=1, label="guessing")
    ax.set(xlabel="small letters since the capital", ylabel="capital known", ylim=(0, 1.05))
    ax.legend(frameon=False)
    return ax


def forget() -> Axes:
    """The sentence on the cell's colours, and the forget gate under it."""
    told = Told("forget")
    _, (top, ax) = plt.subplots(2, 1, figsize=(9, 3), height_ratios=(1, 3), layout="constrained")
    coloured_text(told.tokens, np.tanh(told["c"]), columns=100, ax=top)
    top.set_title("the sentence, coloured by tanh c of one unit", fontsize=9)
    return _gates(ax, told, "f", "forget gate", "c", "cell state")


def write() -> Axes:
    """Price, input gate and cell over seventy days."""
    told = Told("input")
    _, (top, ax) = plt.subplots(2, 1, figsize=(9, 4), sharex=True, layout="constrained")
    price, _, sigma = (unpack(each["values"]).numpy() for each in told.sample["series"])
    top.plot(price, color=GREY, label="price")
    top.set_ylabel("price (generated)")
    right = top.twinx()
    right.plot(sigma, color=GREEN, label="predicted volatility")
    right.set_ylabel("predicted volatility [%]", color=GREEN)
    ax.plot(told["i"], color=RED, label="input gate")
    ax.plot(told["c"], color=BLUE, label="cell state")
    ax.set_xlabel("day")
    ax.legend(frameon=False)
    return ax


def carry() -> Axes:
    """A patient's visits and the cell."""
    told = Told("cell")
    _, ax = plt.subplots(figsize=(9, 2.8), layout="constrained")
    return _gates(ax, told, "f", "forget gate", "c", "cell state")


def show() -> Axes:
    """A translation: what the cell knows and when the output gate shows it."""
    told = Told("output")
    _, ax = plt.subplots(figsize=(9, 2.8), layout="constrained")
    return _gates(ax, told, "o", "output gate", "c", "cell state")


def both() -> Axes:
    """The labels of 爱, one way and both ways, and the cost."""
    models = {m["id"]: m for m in DATA["models"]}
    scores = {}
    for identity, name in (("story-oneway", "one way"), ("story-both", "both ways")):
        model = models[identity]
        labels = [label["en"] for label in model["head"]["labels"]]
        for sample in model["samples"][:2]:
            p = unpack(sample["predictions"])[1, labels.index("verb")].item()
            scores[f"{sample['name']}, {name}"] = p
    _, ax = plt.subplots(figsize=(7, 2.6), layout="constrained")
    comparison_bars(dict(sorted(scores.items())), "probability that 爱 is a verb", ax=ax)
    return ax


def gradients() -> Axes:
    """Gradient against lag, measured anew: some seconds."""
    measured = curves()
    named = {
        CELLS[name][0]["en"]: {q: v for q, v in quantities.items() if q != "direct"}
        for name, quantities in measured.items()
    }
    _, ax = plt.subplots(figsize=(8, 4.6), layout="constrained")
    return gradient_decay(named, ax=ax)


def way() -> Axes:
    """The hidden states of the subject's sentence on their principal plane."""
    told = Told("forget")
    return state_trajectory(trajectory(told.all_units("h")), told.tokens)


def _gates(ax: Axes, told: Told, gate: str, name: str, state: str, state_name: str) -> Axes:
    steps = np.arange(len(told.tokens))
    ax.bar(steps, told[gate], color=RED, alpha=0.35, width=0.8, label=name)
    ax.plot(steps, told[state], color=BLUE, marker="o", markersize=3, label=state_name)
    ax.axhline(0, color=GREY, linewidth=0.6)
    ax.set_xticks(steps, told.tokens, rotation=30)
    ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    return ax


if __name__ == "__main__":
    main()
