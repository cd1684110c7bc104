# SPDX-License-Identifier: Apache-2.0
"""Many time series out of one long table, each sorted by time and on the grid."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from openlstm.data.grid import Grid, find_grid, local, shown
from openlstm.data.roles import Roles
from openlstm.data.tables import Table, column, numbers, texts
from openlstm.data.times import read_times
from openlstm.errors import InputError

__all__ = ["Series", "SeriesSet", "read_series"]


@dataclass(frozen=True)
class Series:
    """One series; N rows, of which the first T have a target and the others lie ahead of it.

    name: its id; empty if the table holds one series.
    times: [N] datetime64[ns] or int64, ascending.
    columns: [N] float64, or an object array of strings and None for categories.
    rows: T, up to the last row in which any target was seen.
    """

    name: str
    times: np.ndarray
    columns: Mapping[str, np.ndarray]
    rows: int

    @property
    def where(self) -> str:
        """The series as messages name it."""
        return f"the series {self.name}" if self.name else "the table"

    def upto(self, rows: int) -> "Series":
        """Its first rows, with nothing ahead."""
        columns = {name: values[:rows] for name, values in self.columns.items()}
        return replace(self, times=self.times[:rows], columns=columns, rows=min(rows, self.rows))


@dataclass(frozen=True)
class SeriesSet:
    """All series of a table."""

    series: tuple[Series, ...]
    roles: Roles
    grid: Grid


def read_series(
    table: Table,
    roles: Roles,
    frequency: str | None = None,
    grid: Grid | None = None,
    unseen: bool = False,
) -> SeriesSet:
    """The series of `table`.

    Args:
        frequency: lay the series on this grid: of rows within one step the mean counts, of
            categories the last, and steps without a row are missing values.
        grid: hold them to this one, which a model was trained on; found if not given.
        unseen: take series without any value of a target too, as those that follow others may be.

    Raises:
        InputError: a column is missing or holds what it must not; times come twice, are missing or
            irregular; a static covariate changes; a series has no value at all.

    >>> from openlstm.data.tables import read_table
    >>> found = read_series(read_table(np.arange(3.0)), Roles("time", ("y",)))
    >>> found.series[0].columns["y"].tolist(), found.grid.frequency
    ([0.0, 1.0, 2.0], '1')
    """
    times, zone = read_times(column(table, roles.time, "time"), roles.time)
    if grid:
        _check_kind(grid, times, zone, roles.time)
    columns = _columns(table, roles)
    names = texts(table, roles.series, "series") if roles.series else np.full(len(table), "")
    if roles.series and (absent := np.array([name is None for name in names])).any():
        row = int(absent.argmax()) + 1
        raise InputError(f"series {roles.series} is empty in row {row}; give every row its series.")
    groups = _groups(names, times)
    if frequency:
        grid = Grid(_checked(frequency), zone)
        parts = [
            _regular(name, times[at], _taken(columns, at), grid) for name, at in groups.items()
        ]
    else:
        grid = grid or find_grid([times[at] for at in groups.values()], zone)
        parts = [_plain(name, times[at], _taken(columns, at)) for name, at in groups.items()]
    return SeriesSet(tuple(_finished(part, roles, grid, unseen) for part in parts), roles, grid)


def _check_kind(grid: Grid, times: np.ndarray, zone: str | None, name: str) -> None:
    if grid.numbers != (times.dtype.kind == "i"):
        kind = "whole numbers" if grid.numbers else "dates"
        raise InputError(f"time {name} must be {kind}, as in the training; convert the column.")
    if (grid.zone is None) != (zone is None):
        has = "no time zone, as the training had" if zone else "a time zone, as in the training"
        raise InputError(f"time {name} must have {has}; convert the column.")


def _columns(table: Table, roles: Roles) -> dict[str, np.ndarray]:
    wanted = {
        "target": roles.targets,
        "past_covariates": roles.past,
        "future_covariates": roles.future,
        "static_covariates": roles.static,
    }
    return {
        name: (texts if name in roles.categorical else numbers)(table, name, role)
        for role, names in wanted.items()
        for name in names
    }


def _groups(names: np.ndarray, times: np.ndarray) -> dict[str, np.ndarray]:
    """Series, in the order of their first rows → their rows by time."""
    first, which = np.unique(names.astype(str), return_inverse=True)
    order = np.lexsort((times, which))
    parts = np.split(order, np.cumsum(np.bincount(which))[:-1])
    ordered = sorted(zip(first, parts, strict=True), key=lambda pair: pair[1].min())
    return {str(name): rows for name, rows in ordered}


def _taken(columns: Mapping[str, np.ndarray], rows: np.ndarray) -> dict[str, np.ndarray]:
    return {name: values[rows] for name, values in columns.items()}


def _plain(name: str, times: np.ndarray, columns: dict[str, np.ndarray]) -> Series:
    return Series(name, times, columns, len(times))


def _checked(frequency: str) -> str:
    try:
        return str(pd.tseries.frequencies.to_offset(frequency).freqstr)
    except ValueError:
        raise InputError(
            f"frequency must be a step such as h, D, 15min, W or MS, got {frequency!r}."
        ) from None


def _regular(name: str, times: np.ndarray, columns: dict[str, np.ndarray], grid: Grid) -> Series:
    """The series with one row for each step from its first to its last."""
    if times.dtype.kind == "i":
        raise InputError(
            "frequency lays dates on a grid, and the times are whole numbers; leave frequency out, "
            "or write dates, such as 2024-01-31 15:00."
        )
    frame = pd.DataFrame(columns, index=local(times, grid.zone)).resample(grid.frequency)
    kinds = {key: "last" if values.dtype == object else "mean" for key, values in columns.items()}
    laid = frame.agg(kinds)
    found = {key: _holes(laid[key].to_numpy(), columns[key].dtype) for key in columns}
    index = laid.index.tz_convert(None) if grid.zone else laid.index
    return Series(name, index.to_numpy("datetime64[ns]"), found, len(laid))


def _holes(values: np.ndarray, kind: Any) -> np.ndarray:
    if kind.kind != "O":
        return values.astype(np.float64)
    return np.array([None if pd.isna(value) else value for value in values], dtype=object)


def _finished(part: Series, roles: Roles, grid: Grid, unseen: bool) -> Series:
    grid.check(part.times, part.where)
    seen = ~np.isnan(np.stack([part.columns[name] for name in roles.targets])).all(0)
    if not (seen.any() or unseen):
        remedy = "leave it out" if part.name else "give rows that have one"
        raise InputError(f"{part.where} has no value of {', '.join(roles.targets)}; {remedy}.")
    for name in roles.static:
        _check_static(part, name)
    return replace(part, rows=int(seen.nonzero()[0].max(initial=-1)) + 1)


def _check_static(part: Series, name: str) -> None:
    values = part.columns[name]
    there = ~pd.isna(values)
    other = there & (values != values[int(there.argmax())])
    if other.any():
        k = int(other.argmax())
        raise InputError(
            f"static_covariates {name} changes in {part.where} at {shown(part.times[k])}; "
            "name it in past_covariates or future_covariates."
        )
