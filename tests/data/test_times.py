# SPDX-License-Identifier: Apache-2.0
"""Columns of times are read as dates or whole numbers; what is neither is said with its row."""

from typing import Any

import narwhals.stable.v1 as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest

from openlstm.data.times import read_times
from openlstm.errors import InputError


def read(*cells: Any, **told: Any) -> tuple[np.ndarray, str | None]:
    return read_times(nw.from_native(pd.Series(cells, **told), series_only=True), "t")


def days(*cells: str) -> list[str]:
    return [str(time)[:10] for time in read(*cells)[0]]


def test_zones_are_kept_and_times_are_in_utc() -> None:
    cells = nw.from_native(pl.Series("t", ["2024-01-01T01:00+01:00", "2024-01-01T02:00+01:00"]),
                           series_only=True)  # fmt: skip
    found, zone = read_times(cells, "t")
    assert found[0] == np.datetime64("2024-01-01T00:00")
    assert zone == "UTC+01:00"


def test_zones_that_change_become_utc() -> None:
    assert read("2024-03-31T01:00+01:00", "2024-03-31T03:00+02:00")[1] == "UTC"


@pytest.mark.parametrize("cell", ["soon", None, "2024-13-01"])
def test_what_is_no_time_is_said_with_its_row(cell: str | None) -> None:
    with pytest.raises(InputError, match=r"time t must be a date or time.*in row 2"):
        read("2024-01-01", cell)


@pytest.mark.parametrize("kind", ["int64", "Int64", "float64", "object"])
def test_whole_numbers_are_whole_numbers_in_any_form(kind: str) -> None:
    found, zone = read(0, 1, 1_704_067_200, dtype=kind)
    assert found.dtype == np.int64
    assert found.tolist() == [0, 1, 1_704_067_200]
    assert zone is None


@pytest.mark.parametrize("cell", [0.1, np.nan, np.inf, 1e300, None])
@pytest.mark.parametrize("kind", ["float64", "object"])
def test_other_numbers_are_no_times(cell: float | None, kind: str) -> None:
    message = r"time t must be a date or time.*, or a whole number, got .* in row 2; .*0, 1, 2 …"
    with pytest.raises(InputError, match=message):
        read(0.0, cell, dtype=kind)


def test_a_missing_whole_number_is_missed() -> None:
    for cells in (pd.Series([1, None], dtype="Int64"), pl.Series([1, None])):
        with pytest.raises(InputError, match=r"got .* in row 2"):
            read_times(nw.from_native(cells, series_only=True), "t")


def test_day_or_month_first_is_what_fits_the_whole_column() -> None:
    assert days("11/02/2024", "12/02/2024", "13/02/2024") == [f"2024-02-{k}" for k in (11, 12, 13)]
    assert days("02/11/2024", "02/12/2024", "02/13/2024") == [f"2024-02-{k}" for k in (11, 12, 13)]
    assert days("11.02.2024 23:00", "12.02.2024 00:00", "13.02.2024 01:00")[2] == "2024-02-13"
    assert days("13/02/2024", "01/03/2024") == ["2024-02-13", "2024-03-01"]


def test_where_both_fit_the_order_of_the_times_decides() -> None:
    assert days("10/02/2024", "11/02/2024", "01/03/2024") == [
        "2024-02-10", "2024-02-11", "2024-03-01"
    ]  # fmt: skip
    assert days("02/10/2024", "02/11/2024", "03/01/2024")[2] == "2024-03-01"
    assert days("02/02/2024", "03/03/2024") == ["2024-02-02", "2024-03-03"]


def test_where_both_fit_in_order_dates_must_be_iso() -> None:
    message = (
        "time t has '01/02/2018' in row 2, which is 2018-01-02 with the month first and 2018-02-01 "
        "with the day first, .*; write dates as YYYY-MM-DD"
    )
    with pytest.raises(InputError, match=message):
        days("01/01/2018", "01/02/2018", "01/03/2018")


def test_a_wrong_cell_among_dates_with_the_day_first_is_the_one_that_is_said() -> None:
    with pytest.raises(InputError, match="got 'soon' in row 3"):
        days("11/02/2024", "13/02/2024", "soon", "14/02/2024")
