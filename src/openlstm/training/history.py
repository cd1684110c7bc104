# SPDX-License-Identifier: Apache-2.0
"""history.csv: how the costs fell."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

__all__ = ["history_csv", "read_history"]


def history_csv(rows: Sequence[dict[str, float]]) -> str:
    """The rows as CSV, with their keys as header; numbers keep all their digits.

    >>> print(history_csv([{"step": 10, "train_mse": 0.25}, {"step": 20, "train_mse": 0.125}]))
    step,train_mse
    10,0.25
    20,0.125
    """
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def read_history(path: Path) -> list[dict[str, float]]:
    """The rows that `history_csv` wrote.

    Raises:
        ValueError: a field is no number, or there is no row.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            {name: _number(text) for name, text in row.items()}
            for row in csv.DictReader(file, restval="")
        ]
    if not rows:
        raise ValueError("it has no rows")
    return rows


def _number(text: str) -> float:
    return int(text) if text.isdecimal() else float(text)
