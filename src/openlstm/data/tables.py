# SPDX-License-Identifier: Apache-2.0
"""Tables from files, frames and arrays, and their columns as numbers, text and times."""

import os
from pathlib import Path
from typing import Any

import narwhals.stable.v1 as nw
import numpy as np
import pandas as pd

from openlstm.errors import InputError, expected, nearest

__all__ = ["Table", "column", "numbers", "read_table", "texts"]

Table = nw.DataFrame[Any]
CSV, PARQUET = (".csv", ".tsv", ".txt", ".gz"), (".parquet", ".pq")
ROOM = 6  # bytes of memory for a byte of a CSV file while it is read, as measured; Parquet: more
FARTHEST = 1e30  # from zero: models compute in float32, which ends at 3e38, and in squares
READS = "a CSV or Parquet file, a pandas, polars or arrow table, or a NumPy array"


def read_table(source: Any) -> Table:
    """The table in a file, a frame of pandas, polars or arrow, or an array of NumPy.

    An array [T] or [T, M] holds targets y (or y0, y1, …), one step a row; a structured one has its
    own names.

    Raises:
        InputError: it is none of these, cannot be read, is empty or too large for the memory.

    >>> read_table(np.arange(3.0)).columns
    ['time', 'y']
    """
    if isinstance(source, str | Path):
        table = _read_file(Path(source))
    elif isinstance(source, np.ndarray):
        table = nw.from_native(_framed(source), eager_only=True)
    else:
        try:
            table = nw.from_native(source, eager_only=True)
        except TypeError:
            raise InputError(
                expected("the table", READS, type(source).__name__, "convert it to one of them")
            ) from None
    if not len(table):
        raise InputError(expected("the table", "one or more rows", "none", "give some data"))
    return table


def _framed(values: np.ndarray) -> pd.DataFrame:
    if values.dtype.names:
        return pd.DataFrame(values)
    if values.ndim not in (1, 2):
        raise InputError(
            expected("the array", "[T] or [T, M]", list(values.shape), "one row for each step")
        )
    names = ["y"] if values.ndim == 1 else [f"y{k}" for k in range(values.shape[1])]
    frame = pd.DataFrame(values.reshape(len(values), -1), columns=names)
    frame.insert(0, "time", np.arange(len(values)))
    return frame


def _read_file(path: Path) -> Table:
    if not path.is_file():
        near = nearest(path.name, [file.name for file in path.parent.glob("*")])
        raise InputError(f"{path} is no file{near}; check the name and the folder.")
    if path.suffix.lower() not in (*CSV, *PARQUET):
        raise InputError(
            expected(str(path), "a .csv, .tsv or .parquet file", path.suffix, "convert it")
        )
    _check_room(path)
    try:
        frame = _read_parquet(path) if path.suffix.lower() in PARQUET else _read_csv(path)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path} is no UTF-8 text (byte {error.start}); save it as UTF-8."
        ) from None
    except (ValueError, OSError) as error:  # pandas' own errors of reading are ValueErrors
        raise InputError(f"{path} cannot be read: {' '.join(str(error).split())}.") from None
    return nw.from_native(frame, eager_only=True)


def _read_csv(path: Path) -> pd.DataFrame:
    head = pd.read_csv(path, nrows=0, sep="\x01", engine="c").columns
    line = str(head[0]) if len(head) else ""
    separator = max(",;\t", key=line.count)
    return pd.read_csv(path, sep=separator, skipinitialspace=True, low_memory=False)


def _read_parquet(path: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(path)
    except ImportError:
        raise InputError(
            f"{path} needs pyarrow; install it with: pip install 'openlstm[parquet]'."
        ) from None


def _check_room(path: Path) -> None:
    """Refuse before the memory runs out, not after."""
    if not hasattr(os, "sysconf") or "SC_AVPHYS_PAGES" not in os.sysconf_names:
        return
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    needed = ROOM * path.stat().st_size
    if needed > free:
        raise InputError(
            f"{path} needs about {needed / 1e9:.1f} GB of memory, {free / 1e9:.1f} GB are free; "
            "keep fewer rows, or only the columns that are used."
        )


def column(table: Table, name: str, role: str) -> nw.Series[Any]:
    """The column of that name.

    Raises:
        InputError: there is none; the nearest name and the role it was wanted for are said.
    """
    if name not in table.columns:
        names = ", ".join(table.columns)
        raise InputError(
            f"{role} names the column {name}, which is not there{nearest(name, table.columns)}; "
            f"the table has {names}."
        )
    return table[name]


def numbers(table: Table, name: str, role: str) -> np.ndarray:
    """The column as float64, NaN where a value is missing.

    Raises:
        InputError: a cell is no number or not finite; the first is named with its row, from 1.

    >>> numbers(nw.from_native(pd.DataFrame({"a": [1, None, 3]})), "a", "target")
    array([ 1., nan,  3.])
    """
    cells = column(table, name, role)
    if cells.dtype == nw.String or cells.dtype == nw.Object:
        values = _parsed(cells.to_list(), name, role)
    elif cells.dtype.is_numeric() or cells.dtype == nw.Boolean:
        values = cells.cast(nw.Float64).to_numpy().astype(np.float64)
    else:
        raise InputError(
            expected(f"{role} {name}", "a column of numbers", cells.dtype, "leave it out")
        )
    far = np.abs(values) > FARTHEST
    if far.any():
        row = int(far.argmax())
        found = "infinite" if np.isinf(values[row]) else f"{values[row]:g}, beyond ±{FARTHEST:g},"
        raise InputError(f"{role} {name} is {found} in row {row + 1}; mend it or leave it empty.")
    return values


def _parsed(cells: list[Any], name: str, role: str) -> np.ndarray:
    values = pd.to_numeric(pd.Series(cells, dtype=object), errors="coerce").to_numpy(np.float64)
    wrong = np.isnan(values) & ~pd.isna(np.array(cells, dtype=object))
    if wrong.any():
        row = int(wrong.argmax())
        raise InputError(
            f"{role} {name} must be numbers, got {cells[row]!r} in row {row + 1}; write them with "
            f"a decimal point and without thousands separators, such as 1234.5{_instead(role)}."
        )
    return values


def _instead(role: str) -> str:
    """What else can be done with words, by what they are given for."""
    if role.endswith("covariates"):
        return ", or name the column in categorical too"
    return ", or name in channels the columns to read, without this one" * (role == "channels")


def texts(table: Table, name: str, role: str) -> np.ndarray:
    """The column as strings in an object array, None where a value is missing."""
    cells = column(table, name, role).to_list()
    absent = pd.isna(np.array(cells, dtype=object))
    return np.array(
        [None if no else str(cell) for cell, no in zip(cells, absent, strict=False)], dtype=object
    )
