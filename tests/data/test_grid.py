# SPDX-License-Identifier: Apache-2.0
"""Times are read, their step is found, and what is off it is said with its place."""

import narwhals.stable.v1 as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest

from openlstm.data.grid import TRADING, Grid, find_grid, read_times
from openlstm.errors import InputError


def times(start: str, count: int, step: str) -> np.ndarray:
    return pd.date_range(start, periods=count, freq=step).to_numpy("datetime64[ns]")


@pytest.mark.parametrize("step", ["min", "15min", "h", "D", "7D", "MS", "ME", "3MS", "12MS"])
def test_the_step_is_found_and_goes_on(step: str) -> None:
    whole = times("2020-01-01", 40, step)
    grid = find_grid([whole[:30]], None)
    np.testing.assert_array_equal(grid.after(whole[29], 10), whole[30:])
    grid.check(whole, "the table")


def test_whole_numbers_are_steps() -> None:
    grid = find_grid([np.arange(3)], None)
    assert grid.frequency == "1"
    assert grid.days is None
    assert grid.after(np.int64(7), 2).tolist() == [8, 9]


def test_weekdays_with_holidays_are_trading_days() -> None:
    days = times("2024-01-01", 60, "B")
    grid = find_grid([np.delete(days, [10, 30])], None)
    assert grid.frequency == TRADING
    grid.check(np.delete(days, [10, 30]), "the table")
    assert pd.Timestamp(grid.after(days[4], 1)[0]) == pd.Timestamp("2024-01-08")
    with pytest.raises(InputError, match="has the time 2024-01-01 00:00:00 twice"):
        grid.check(days[[0, 0, 1]], "the table")


def test_a_long_pause_is_no_holiday() -> None:
    days = np.delete(times("2024-01-01", 60, "B"), range(10, 30))
    assert find_grid([days], None).frequency == "D"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([0, 1, 1, 2], "the series a has the time 2024-01-02 00:00:00 twice; .*--frequency"),
        ([0, 1, 3, 4], "goes from 2024-01-02 .* to 2024-01-04 .*lead to 2024-01-03"),
    ],
)
def test_the_first_place_off_the_grid_is_said(rows: list[int], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Grid("D").check(times("2024-01-01", 9, "D")[rows], "the series a")


def test_zones_are_kept_and_times_are_in_utc() -> None:
    cells = nw.from_native(pl.Series("t", ["2024-01-01T01:00+01:00", "2024-01-01T02:00+01:00"]),
                           series_only=True)  # fmt: skip
    found, zone = read_times(cells, "t")
    assert found[0] == np.datetime64("2024-01-01T00:00")
    assert zone == "UTC+01:00"


def test_days_are_days_by_the_clock() -> None:
    days = pd.date_range("2024-03-25", periods=14, tz="Europe/Paris")  # the 31st has 23 hours
    found = days.tz_convert(None).to_numpy("datetime64[ns]")
    grid = find_grid([found], "Europe/Paris")
    assert grid.frequency == "D"
    grid.check(found, "the table")


def test_zones_that_change_become_utc() -> None:
    cells = pd.Series(["2024-03-31T01:00+01:00", "2024-03-31T03:00+02:00"])
    assert read_times(nw.from_native(cells, series_only=True), "t")[1] == "UTC"


@pytest.mark.parametrize("cell", ["soon", None, "2024-13-01"])
def test_what_is_no_time_is_said_with_its_row(cell: str | None) -> None:
    cells = nw.from_native(pd.Series(["2024-01-01", cell]), series_only=True)
    with pytest.raises(InputError, match=r"time t must be a date or time.*in row 2"):
        read_times(cells, "t")


def test_days_of_a_step() -> None:
    assert Grid("h").days == pytest.approx(1 / 24)
    assert Grid(TRADING).days == pytest.approx(1.4)
    assert Grid("MS").days == pytest.approx(30.4, abs=0.1)


def test_one_row_is_no_history() -> None:
    with pytest.raises(InputError, match="one row only"):
        find_grid([times("2024-01-01", 1, "D")], None)
