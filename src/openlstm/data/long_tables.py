# SPDX-License-Identifier: Apache-2.0
"""Labelled sequences out of a long table: a row for each step of each sequence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from openlstm.data.grid import shown
from openlstm.data.sequences import SequenceSet
from openlstm.data.tables import Table, column, numbers, texts
from openlstm.data.times import read_times
from openlstm.errors import InputError

__all__ = ["Columns", "find_columns", "read_long_table", "shown_step"]

KNOWN = {
    "sequence": ("sequence", "sequence_id", "id", "unique_id", "item_id"),
    "step": ("step", "time", "timestamp", "ds"),
    "label": ("label", "class", "target", "y"),
}
"""Names that are recognised where none was told."""


@dataclass(frozen=True)
class Columns:
    """Names of columns by what they are for.

    step: what the rows of a sequence are sorted by; None where they are in order.
    label: None where there is none, as in data to be classified.
    """

    sequence: str
    step: str | None
    label: str | None
    channels: tuple[str, ...]


def find_columns(
    names: Sequence[str],
    sequence: str | None = None,
    step: str | None = None,
    label: str | None = None,
    channels: Sequence[str] = (),
) -> Columns:
    """The columns that were told, and by their usual names those that were not.

    All other columns are channels if none are told.

    Raises:
        InputError: no column names the sequence of a row, or one has two roles.

    >>> find_columns(["id", "step", "pulse", "label"]).channels
    ('pulse',)
    """
    told = {"sequence": sequence, "step": step, "label": label}
    free = [name for name in names if name not in (*told.values(), *channels)]
    for role, known in KNOWN.items():
        told[role] = told[role] or next((name for name in known if name in free), None)
    if told["sequence"] is None:
        raise InputError(
            "sequence is missing: name the column that says which sequence a row belongs to; the "
            f"table has {', '.join(names)}."
        )
    roles = [name for name in told.values() if name]
    found = tuple(channels) or tuple(name for name in names if name not in roles)
    twice = sorted({name for name in (*roles, *found) if (*roles, *found).count(name) > 1})
    if twice:
        raise InputError(f"{', '.join(twice)} cannot be two things at once; give each one role.")
    if not found:
        raise InputError(
            f"channels is missing: the table has no column beside {', '.join(roles)}; give it some."
        )
    return Columns(told["sequence"], told["step"], told["label"], found)


def read_long_table(table: Table, columns: Columns) -> SequenceSet:
    """The sequences of the table, in the order of their first rows; labels are text.

    Raises:
        InputError: a column is missing or holds what it must not; a step comes twice; the label of
            a sequence changes or is missing.

    >>> from openlstm.data.tables import read_table
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"id": [1, 1, 2], "pulse": [60, None, 70], "label": ["a", "a", "b"]})
    >>> found = read_long_table(read_table(frame), find_columns(list(frame)))
    >>> found.names, found.labels.tolist(), found.values[0][:, 0].tolist()
    (('1', '2'), ['a', 'b'], [60.0, nan])
    """
    for role in ("sequence", "step", "label"):
        if name := getattr(columns, role):
            column(table, name, role)  # a name that is wrong is said before its cells are read
    values = np.stack([numbers(table, name, "channels") for name in columns.channels], 1)
    names = texts(table, columns.sequence, "sequence")
    _check_there(names, f"sequence {columns.sequence}", "give every row its sequence")
    groups = _groups(names)
    steps = _steps(table, columns.step) if columns.step else None
    if steps is not None:
        groups = {name: _in_order(name, rows, steps) for name, rows in groups.items()}
    return SequenceSet(
        tuple(values[rows] for rows in groups.values()),
        tuple(groups),
        columns.channels,
        _labels(groups, table, columns.label) if columns.label else None,
        None if steps is None else tuple(steps[rows] for rows in groups.values()),
    )


def _check_there(cells: np.ndarray, what: str, remedy: str) -> None:
    absent = np.array([cell is None for cell in cells])
    if absent.any():
        raise InputError(f"{what} is empty in row {int(absent.argmax()) + 1}; {remedy}.")


def _groups(names: np.ndarray) -> dict[str, np.ndarray]:
    """Sequence → its rows, both in the order of the table."""
    first, which = np.unique(names.astype(str), return_inverse=True)
    parts = np.split(np.argsort(which, kind="stable"), np.cumsum(np.bincount(which))[:-1])
    return {
        str(name): rows
        for name, rows in sorted(zip(first, parts, strict=True), key=lambda pair: pair[1][0])
    }


def _steps(table: Table, step: str) -> np.ndarray:
    """[rows], numbers or times."""
    cells = column(table, step, "step")
    if not cells.dtype.is_numeric():
        return read_times(cells, step, "step")[0]
    steps = numbers(table, step, "step")
    if np.isnan(steps).any():
        row = int(np.isnan(steps).argmax()) + 1
        raise InputError(f"step {step} is empty in row {row}; give every row its step.")
    return steps


def _in_order(name: str, rows: np.ndarray, steps: np.ndarray) -> np.ndarray:
    ordered = rows[np.argsort(steps[rows], kind="stable")]
    twice = steps[ordered][1:] == steps[ordered][:-1]
    if twice.any():
        k = int(twice.argmax())
        both = f"rows {ordered[k] + 1} and {ordered[k + 1] + 1}"
        raise InputError(
            f"sequence {name} has the step {shown_step(steps[ordered[k]])} twice, in {both}; leave "
            "one out."
        )
    return ordered


def shown_step(step: Any) -> str:
    """A step as messages show it."""
    return f"{step:g}" if isinstance(step, float) else shown(step)


def _labels(groups: dict[str, np.ndarray], table: Table, label: str) -> np.ndarray:
    cells = texts(table, label, "label")
    if column(table, label, "label").dtype.is_float():  # whole numbers with a hole among them
        cells = np.array([None if c is None else f"{float(c):g}" for c in cells], dtype=object)
    found = []
    for name, rows in groups.items():
        there = [cell for cell in cells[rows] if cell is not None]
        if not there:
            raise InputError(f"label {label} is empty for sequence {name}; leave the sequence out.")
        other = next((cell for cell in there if cell != there[0]), None)
        if other is not None:
            raise InputError(
                f"label {label} of sequence {name} is {there[0]!r} and {other!r}; a sequence has "
                "one label: cut it in two, or mend it."
            )
        found.append(there[0])
    return np.array(found)
