# SPDX-License-Identifier: Apache-2.0
"""The scoreboard as text: the table of the terminal and the page, the CSV file."""

import csv
import io
from collections.abc import Sequence

from openlstm.studies.memory.board import BOARD
from openlstm.studies.memory.scoreboard import FIRST_TRIAL, Row, best_of_ours, unusual
from openlstm.studies.memory.settings import MODELS, PROTOCOL, TASKS
from openlstm.studies.memory.training import Run, Trained
from openlstm.studies.tables import Table

__all__ = ["FIGURES", "described", "scoreboard_csv", "scoreboard_table"]

HEADS = ("task", "model", "track", "rate", "solved", "95 %", "sequences", "p against ours")
"""Of the terminal's table."""
FIGURES = ("solved", "95 %", "sequences", "fewest – most", "seconds", "rate", "p against ours")
"""Of the page's tables, beside the model; sequences and seconds are medians."""


def scoreboard_table(rows: Sequence[Row], heads: tuple[str, ...] = HEADS) -> Table:
    """A line for each model on each task, with Fisher's p against the best row of ours."""
    lines = (_cells(row, rows) for row in rows)
    return Table(
        "Long memory", heads, tuple(tuple(cells[head] for head in heads) for cells in lines)
    )


def _cells(row: Row, rows: Sequence[Row]) -> dict[str, str]:
    ours = best_of_ours(other for other in rows if _rivals(row, other))
    least, median, most = row.sequences
    low, high = row.interval
    mostly = 2 * row.solved > len(row.runs)
    return {
        "task": row.task,
        "model": row.model,
        "track": row.track,
        "rate": f"{row.rate:g}",
        "solved": f"{row.solved}/{len(row.runs)}",
        "95 %": f"{low:.2f}–{high:.2f}",
        "sequences": f"{median:,.0f}" if mostly else f"over {row.budget:,}",
        "fewest – most": f"{least:,} – {most:,}" if row.solved else "",
        "seconds": f"{row.seconds:,.0f}",
        "p against ours": "" if ours is None or ours is row else f"{row.fisher_p(ours):.3f}",
    }


def _rivals(row: Row, other: Row) -> bool:
    same = (row.task, row.budget, row.minutes, unusual(row))
    return (other.task, other.budget, other.minutes, unusual(other)) == same


def described(run: Run, trained: Trained) -> str:
    """A training that is done, in a line."""
    who = f"{TASKS[run.task]}, {MODELS[run.model].label}, rate {run.rate:g}, seed {run.seed}"
    what = ", ".join((who, *unusual(run)))
    trial = " (chooses the rate)" if run.seed >= FIRST_TRIAL else ""
    end = "solved after" if trained.solved else "not solved in"
    return f"{what}{trial}: {end} {trained.sequences:,} sequences, {trained.seconds:.0f} s"


def scoreboard_csv(rows: Sequence[Row]) -> str:
    """A line for each row, numbers as they are."""
    file = io.StringIO()
    lines = [_plain(row) for row in rows]
    names = list(lines[0]) if lines else []
    writer = csv.DictWriter(file, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return file.getvalue()


def _plain(row: Row) -> dict[str, object]:
    least, median, most = row.sequences
    low, high = row.interval
    return {
        "protocol": PROTOCOL,
        "task": row.task,
        "model": row.model,
        "track": row.track,
        "hidden_size": BOARD[row.task].hidden_size,
        "rate": row.rate,
        "budget": row.budget,
        "minutes": row.minutes,
        "seeds": len(row.runs),
        "solved": row.solved,
        "diverged": row.diverged,
        "wilson_low": round(low, 4),
        "wilson_high": round(high, 4),
        "sequences_median": median,
        "sequences_least": least,
        "sequences_most": most,
        "seconds_median": round(row.seconds, 2),
        "reached_median": row.reached,
        "published": BOARD[row.task].published,
        "goal": BOARD[row.task].goal,
    }
