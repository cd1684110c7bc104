# SPDX-License-Identifier: Apache-2.0
"""Columns of times, read as dates or as whole numbers."""

import warnings
from numbers import Real
from typing import Any

import narwhals.stable.v1 as nw
import numpy as np
import pandas as pd

from openlstm.errors import InputError

__all__ = ["read_times"]

EXACT = 2**53  # float64 holds every whole number up to here


def read_times(
    cells: nw.Series[Any], name: str, role: str = "time"
) -> tuple[np.ndarray, str | None]:
    """(times, zone): datetime64[ns] or int64 of each row; times with a zone come in UTC.

    Args:
        name: of the column.
        role: what it was wanted for; messages begin with both.

    Raises:
        InputError: a cell is missing or is no time; the first is named with its row, from 1. Or
            dates fit with the day first and with the month first, and mean something else.

    >>> read_times(nw.from_native(pd.DataFrame({"t": ["2024-01-31"]}))["t"], "t")[0]
    array(['2024-01-31T00:00:00.000000000'], dtype='datetime64[ns]')
    """
    what = f"{role} {name}"
    if cells.dtype.is_integer() and not cells.is_null().any():
        return cells.to_numpy().astype(np.int64), None
    rows = cells.to_list()
    if cells.dtype.is_numeric():
        return _whole(cells.cast(nw.Float64).to_numpy(), rows, what), None
    if all(cell is None or isinstance(cell, Real) for cell in rows):
        return _whole(np.array(rows, dtype=np.float64), rows, what), None
    times = _parsed(rows, what)
    _refuse(times.isna().to_numpy(), rows, what)
    return times.dt.tz_localize(None).to_numpy("datetime64[ns]"), _zone(rows)


def _whole(values: np.ndarray, rows: list[Any], what: str) -> np.ndarray:
    """Whole numbers that came as floats, as those of a column do that passed through a division."""
    _refuse((values != np.round(values)) | (np.abs(values) > EXACT), rows, what)
    return values.astype(np.int64)


def _refuse(wrong: np.ndarray, rows: list[Any], what: str) -> None:
    if wrong.any():
        row = int(wrong.argmax())
        raise InputError(
            f"{what} must be a date or time, such as 2024-01-31 15:00, or a whole number, got "
            f"{rows[row]!r} in row {row + 1}; mend it, or number the rows 0, 1, 2 …"
        )


def _parsed(rows: list[Any], what: str) -> pd.Series:
    """The times in UTC, NaT where there is none."""
    cells = pd.Series(rows, dtype=object)
    times = pd.to_datetime(cells, errors="coerce", utc=True, format="ISO8601")
    if not times.isna().all():
        return times
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas warns where no format fits, which is said here
        month_first, day_first = (
            pd.to_datetime(cells, errors="coerce", utc=True, dayfirst=first)
            for first in (False, True)
        )
    return _fitting(month_first, day_first, rows, what)


def _fitting(month_first: pd.Series, day_first: pd.Series, rows: list[Any], what: str) -> pd.Series:
    """Of two readings of the whole column the one that misses fewer cells, then the ordered one."""
    worth = [(each.isna().sum(), not each.is_monotonic_increasing)
             for each in (month_first, day_first)]  # fmt: skip
    differ = (month_first != day_first).to_numpy()
    if worth[0] == worth[1] and not worth[0][0] and differ.any():
        row = int(differ.argmax())
        raise InputError(
            f"{what} has {rows[row]!r} in row {row + 1}, which is {month_first[row]:%Y-%m-%d} with "
            f"the month first and {day_first[row]:%Y-%m-%d} with the day first, and both fit the "
            "column; write dates as YYYY-MM-DD."
        )
    return day_first if worth[1] < worth[0] else month_first


def _zone(rows: list[Any]) -> str | None:
    """The zone of the times; UTC if they have several, None if none."""
    first, last = (pd.Timestamp(rows[k]).tzinfo for k in (0, -1))
    if first is None:
        return None
    return str(first) if str(first) == str(last) else "UTC"
