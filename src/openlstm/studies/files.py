# SPDX-License-Identifier: Apache-2.0
"""A comparison as files: comparison.json, comparison.csv, comparison.md and pictures."""

import json
import math
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from openlstm import plots
from openlstm.files import writable
from openlstm.studies.comparison import Comparison
from openlstm.studies.folder import COMPARISON, PROGRESS
from openlstm.studies.settings import ARCHITECTURES
from openlstm.studies.tables import comparison_csv, comparison_markdown
from openlstm.studies.writing import png, write_files

__all__ = ["save"]

UNITS = {
    "nats_per_char": "nats per character (lower is better)",
    "opening": "opening brackets, share right",
    "closing": "closing brackets, share right",
    "kept": "share right",
}

TITLES = {"language": "real text, dashed: an n-gram model", "brackets": "dashed: chance"}


def save(found: Comparison, folder: Path) -> list[Path]:
    """The files now in `folder`: comparison.json, .csv, .md and a PNG for each question.

    Raises:
        InputError: the folder cannot be written.
    """
    contents: dict[str, str | bytes] = {
        COMPARISON: _json(found),
        "comparison.csv": comparison_csv(found),
        "comparison.md": comparison_markdown(found),
        **_pictures(found),
    }
    remedy = "make room or choose another folder"
    with writable(folder, remedy):
        folder.mkdir(parents=True, exist_ok=True)
        files = write_files(folder, contents, remedy)
        (folder / PROGRESS).unlink(missing_ok=True)  # all is written: nothing is to be taken up
    return files


def _json(found: Comparison) -> str:
    """All fields by name; a gradient that is 0 has no logarithm: null."""
    return json.dumps(_plain(asdict(found)), ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value


def _pictures(found: Comparison) -> dict[str, bytes]:
    drawings: dict[str, Callable[[Comparison, Any], None]] = {
        "gradients": _draw_gradients,
        "reach": _draw_reach,
        "scores": _draw_scores,
        "depth": _draw_depth,
        "moved": _draw_moved,
    }
    from matplotlib.figure import Figure

    pictures = {}
    for name, draw in drawings.items():
        figure = Figure(figsize=(8, 4.5), layout="constrained")
        draw(found, figure)
        if figure.axes:
            pictures[f"{name}.png"] = png(figure)
    return pictures


def _draw_gradients(found: Comparison, figure: Any) -> None:
    curves: dict[str, dict[str, np.ndarray]] = {}
    for decay in found.decays:
        if decay.quantity == "dL/dc" or decay.architecture != "lstm":
            name = f"{ARCHITECTURES[decay.architecture]}, {decay.init}"
            ratios = 10.0 ** np.array(decay.log10, dtype=np.float64)
            curves.setdefault(name, {})[decay.quantity.removeprefix("dL/")] = ratios
    if curves:
        ax = plots.gradient_decay(curves, figure.subplots(), lowest=1e-30)
        ax.set_title("Gradient before training, over seeds")


def _draw_reach(found: Comparison, figure: Any) -> None:
    effects = {
        f"{ARCHITECTURES[r.architecture]}, {r.init}": (r.offsets, r.effect) for r in found.reaches
    }
    if effects:
        ax = plots.reach_curve(effects, "change of the output, as a share", 0.01, figure.subplots())
        ax.set_title("What a change of one input does, before training")


def _draw_scores(found: Comparison, figure: Any) -> None:
    measures = found.measures()
    if not measures:
        return
    columns = -(-len(measures) // 2)
    figure.set_size_inches(5 * columns, 5)
    grid = figure.subplots(2, columns, squeeze=False).flat
    for ax, (task, metric) in zip(grid, measures, strict=False):
        baseline = found.baselines[task]["n-gram" if task == "language" else metric]
        runs = {score.label: score.values for score in found.of_task(task, metric)}
        plots.comparison_bars(runs, UNITS[metric], baseline, ax)
        ax.set_title(f"kept over {task.split()[-1]} steps" if metric == "kept" else TITLES[task])
        if metric != "nats_per_char":
            ax.set_xlim(0, 1.15)
    for ax in grid[len(measures) :]:
        ax.set_axis_off()


def _draw_depth(found: Comparison, figure: Any) -> None:
    scores = found.depths()
    if len(scores) > 1:
        values = {f"{score.layers}": score.values for score in scores}
        baseline = found.baselines["language"]["n-gram"]
        ax = plots.comparison_bars(values, UNITS[scores[0].metric], baseline, figure.subplots())
        ax.set(title="LSTM on real text, dashed: an n-gram model", ylabel="layers")


def _draw_moved(found: Comparison, figure: Any) -> None:
    lines: dict[str, tuple[list[float], list[float]]] = {}
    for score in found.moved:
        if not score.deep:
            steps, moved = lines.setdefault(score.label, ([], []))
            steps.append(-int(score.metric.split()[-1]))
            moved.append(score.mean)
    if lines:
        ax = plots.reach_curve(lines, "probability that moves", 0.01, figure.subplots())
        ax.set_title("Trained on text: what another character does to the next one")
