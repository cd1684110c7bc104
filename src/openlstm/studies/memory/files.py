# SPDX-License-Identifier: Apache-2.0
"""The scoreboard as files: memory.csv, and memory.html with a table and curves for each task."""

from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from openlstm import plots
from openlstm.report.page import Section, page
from openlstm.report.ranking import Ranked, ranking
from openlstm.studies.folder import SCOREBOARD
from openlstm.studies.memory.board import BOARD
from openlstm.studies.memory.scoreboard import Row, rank
from openlstm.studies.memory.settings import MODELS, TASKS
from openlstm.studies.memory.tables import FIGURES, scoreboard_csv, scoreboard_table
from openlstm.studies.writing import write_files

__all__ = ["save"]


def save(rows: Sequence[Row], folder: Path) -> list[Path]:
    """The files now in `folder`: memory.csv, memory.html, and memory.json as it lies there.

    Raises:
        InputError: the folder cannot be written.
    """
    contents = {"memory.csv": scoreboard_csv(rows), "memory.html": _page(rows)}
    return [*write_files(folder, contents), folder / SCOREBOARD]


def _page(rows: Sequence[Row]) -> str:
    tasks = dict.fromkeys(row.task for row in rows)
    sections = [_section(task, [row for row in rows if row.task == task]) for task in tasks]
    verdict = (
        "Every model sees the same fresh sequences, with the same read-out, optimiser and budget. "
        "Solved: two successive looks, 100 updates apart, find hardly an error. An unsolved "
        "training counts with its whole budget."
    )
    return page("Long memory", verdict, sections, ())


def _section(task: str, rows: list[Row]) -> Section:
    entry = BOARD[task]
    goal = f" Our goal: {entry.goal}." if entry.goal else ""
    look = f"Published for the exact LSTM: {entry.published}.{goal}"
    return Section(task, TASKS[task], look, _table(rows) + _curves(task, rows))


def _table(rows: list[Row]) -> str:
    """The model that solves it most often first."""
    cells = scoreboard_table(rows, FIGURES).rows
    lines = [
        Ranked(_label(row), figures, row.solved / len(row.runs), row.model.startswith("openlstm"))
        for row, figures in sorted(zip(rows, cells, strict=True), key=lambda pair: rank(pair[0]))
    ]
    return f'<div class="maps">{ranking(FIGURES, lines, "scores long")}</div>'


def _label(row: Row) -> str:
    return f"{MODELS[row.model].label}, {row.track}"


def _curves(task: str, rows: list[Row]) -> str:
    """An SVG picture; its ids are made from the task's name, so that several fit in one page."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    file = StringIO()
    figure = Figure(figsize=(9, 4 + 0.12 * len(rows)), layout="constrained")
    curves = {
        f"{_label(row)}, rate {row.rate:g}": [
            ([seen for seen, *_ in run.curve], [errors for *_, errors in run.curve])
            for run in row.runs
        ]
        for row in rows
    }
    ax = plots.solving_curves(curves, figure.subplots())
    inside = ax.get_legend()
    assert inside is not None
    inside.remove()  # it goes where no curve runs
    figure.legend(*ax.get_legend_handles_labels(), loc="outside lower left", ncols=2, fontsize=8)
    with rc_context({"svg.hashsalt": task}):
        figure.savefig(file, format="svg", metadata={"Date": None})
    picture = file.getvalue()
    return f'<div class="picture">{picture[picture.index("<svg") :]}</div>'
