# SPDX-License-Identifier: Apache-2.0
"""docs/long-memory-scoreboard.md, all of it, from benchmarks/results/long_memory.csv.

python scripts/long_memory_scoreboard.py
"""

import csv
from collections.abc import Iterable
from pathlib import Path

from openlstm.studies.memory.scoreboard import fisher_p
from openlstm.studies.memory.settings import MODELS, TASKS
from openlstm.studies.tables import Table, markdown

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "long_memory.csv"
PAGE = ROOT / "docs" / "long-memory-scoreboard.md"

STOCK = (
    ("lstm",),
    ("lstm-chrono", "lstm-chrono-beyond", "lstm-chrono-start"),
    ("rnn", "irnn", "gru", "lstm-forget-1"),
)
"""PyTorch's models by their column of the summary."""

Row = dict[str, str]

HEAD = """# Long memory: the scoreboard

What [the protocol](long-memory-evidence.md#the-protocol) has measured, a line for each model on
each task. *Told* models know the task's length, *blind* ones do not. *Rate* is Adam's step size.
*95 %* is Wilson's interval of the share that solves the task, *p* Fisher's, two-sided, against the
surest line of ours: with few seeds neither says much. *Sequences* were seen until the task was
solved: the median, fewest and most of all seeds, where an unsolved one counts with its whole
budget. *Seconds* are the median of one core's processor time. *Published* is the best that we know
of for the exact LSTM (PARITY: an sLSTM), without a curriculum. Made by
`python scripts/long_memory_scoreboard.py` from `benchmarks/results/long_memory.csv`.

## In short

The surest line of ours beside those of `nn.LSTM` as it comes, with chrono (told the length), and of
PyTorch's other models: solved, and the median of sequences in thousands.

"""


def main() -> None:
    PAGE.write_text(page(RESULTS), encoding="utf-8")


def page(results: Path) -> str:
    """The page as Markdown."""
    with results.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = [
        (task, curriculum, of_kind)
        for task in TASKS
        for curriculum in (False, True)
        if (of_kind := [r for r in rows if r["task"] == task and _curriculum(r) == curriculum])
    ]
    return HEAD + _summary(kinds) + "".join(_section(*kind) for kind in kinds)


def _curriculum(row: Row) -> bool:
    return "curriculum" in row["track"]


def _summary(kinds: Iterable[tuple[str, bool, list[Row]]]) -> str:
    heads = "task", "published", "openlstm.LSTM", "nn.LSTM", "nn.LSTM, chrono", "others"
    return _table(heads, [_line(*kind) for kind in kinds])


def _line(task: str, curriculum: bool, rows: list[Row]) -> tuple[str, ...]:
    ours = _best([row for row in rows if row["model"].startswith("openlstm")])
    start = f"{_start(ours)}: " if ours else ""
    stock, chrono, rest = (_best([r for r in rows if r["model"] in them]) for them in STOCK)
    other = f"{_label(rest)}: " if rest and int(rest["solved"]) else ""
    found = start + _short(ours), _short(stock), _short(chrono), other + _short(rest)
    return _name(task, curriculum), rows[0]["published"], *found


def _best(rows: list[Row]) -> Row | None:
    """The row that solves the task most surely, of these the one with fewest sequences."""
    return min(rows, key=_rank, default=None)


def _rank(row: Row) -> tuple[float, float, int, bool]:
    """Of two that are equal otherwise the one with more seeds, then the one told nothing."""
    told = row["track"].startswith("told")
    seeds = int(row["seeds"])
    return -float(row["wilson_low"]), float(row["sequences_median"]), -seeds, told


def _start(row: Row) -> str:
    return _label(row).removeprefix("openlstm.LSTM").lstrip(", ") or "PyTorch's"


def _label(row: Row) -> str:
    return MODELS[row["model"]].label


def _short(row: Row | None) -> str:
    if row is None:
        return "not run"
    after = f", {float(row['sequences_median']) / 1000:.4g}" if _mostly_solved(row) else ""
    return f"{row['solved']}/{row['seeds']}{after}"


def _mostly_solved(row: Row) -> bool:
    return 2 * int(row["solved"]) > int(row["seeds"])


def _name(task: str, curriculum: bool) -> str:
    return TASKS[task] + (", with a curriculum" if curriculum else "")


def _section(task: str, curriculum: bool, rows: list[Row]) -> str:
    goal = f"; our goal: {rows[0]['goal']}" if rows[0]["goal"] else ""
    heads = (
        "model",
        "track",
        "rate",
        "solved",
        "95 %",
        "p",
        "sequences",
        "fewest to most",
        "seconds",
    )
    ours = _best([row for row in rows if row["model"].startswith("openlstm")])
    lines = [_cells(row, ours) for row in rows]
    title = f"\n## {_name(task, curriculum)}\n\nPublished: {rows[0]['published']}{goal}.\n\n"
    return title + _table(heads, lines)


def _cells(row: Row, ours: Row | None) -> tuple[str, ...]:
    least, most = (f"{int(row[f'sequences_{which}']):,}" for which in ("least", "most"))
    solved, limit = int(row["solved"]), f"over {int(row['budget']):,}"
    if float(row["seconds_median"]) >= 60 * float(row["minutes"]):
        limit = f"not in {float(row['minutes']):g} minutes"
    if int(row["diverged"]) and not solved:
        limit = f"{row['diverged']} diverged"
    return (
        _label(row),
        row["track"].removesuffix(", curriculum"),
        row["rate"],
        f"{solved}/{row['seeds']}",
        f"{float(row['wilson_low']):.2f} to {float(row['wilson_high']):.2f}",
        "" if ours is None or row is ours else f"{fisher_p(_counts(row), _counts(ours)):.3f}",
        f"{float(row['sequences_median']):,.0f}" if _mostly_solved(row) else limit,
        f"{least} to {most}" if solved else "",
        f"{float(row['seconds_median']):.0f}",
    )


def _counts(row: Row) -> tuple[int, int]:
    return int(row["solved"]), int(row["seeds"])


def _table(heads: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    return markdown(Table("", heads, tuple(lines))) + "\n"


if __name__ == "__main__":
    main()
