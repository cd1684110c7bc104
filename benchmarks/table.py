# SPDX-License-Identifier: Apache-2.0
"""The results of a benchmark as a table in Markdown, for docs/speed.md.

python benchmarks/table.py size_grid ragged
"""

import csv
import sys
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results"


def table(name: str) -> str:
    """A row for each case: the ratio, its 95 % interval, the goal and both times."""
    with (RESULTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [f"| case | {rows[0]['ratio_of']} | 95 % interval | goal | ours, ms | theirs, ms |"]
    return "\n".join([*lines, "|---" * 6 + "|", *map(_line, rows)])


def _line(row: dict[str, str]) -> str:
    ratio, low, high, ours, theirs = (
        f"{float(row[key]):.3g}" for key in ("ratio", "low", "high", "ours_ms", "theirs_ms")
    )
    goal = f"{row['goal']} {row['verdict']}".strip()
    return f"| {row['case']} | {ratio} | {low} to {high} | {goal} | {ours} | {theirs} |"


if __name__ == "__main__":
    for each in sys.argv[1:]:
        print(f"{table(each)}\n")
