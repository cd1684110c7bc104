# SPDX-License-Identifier: Apache-2.0
"""The step of times is found, and what is off it is said with its place."""

import numpy as np
import pandas as pd
import pytest

from openlstm.data.grid import TRADING, Grid, find_grid
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


def test_whole_numbers_may_be_any_step_apart() -> None:
    seconds = 1_704_067_200 + 3600 * np.arange(5)
    grid = find_grid([seconds], None)
    assert grid.frequency == "3600"
    assert grid.days is None
    assert grid.after(seconds[1], 3).tolist() == seconds[2:].tolist()
    grid.check(seconds, "the table")
    wanted = r"from 1704067200 to 1704074400, .* to 1704070800; .*number the rows 0, 1, 2 …, add"
    with pytest.raises(InputError, match=wanted):
        grid.check(seconds[[0, 2, 3, 4]], "the table")


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


def test_days_are_days_by_the_clock() -> None:
    days = pd.date_range("2024-03-25", periods=14, tz="Europe/Paris")  # the 31st has 23 hours
    found = days.tz_convert(None).to_numpy("datetime64[ns]")
    grid = find_grid([found], "Europe/Paris")
    assert grid.frequency == "D"
    grid.check(found, "the table")


def test_days_of_a_step() -> None:
    assert Grid("h").days == pytest.approx(1 / 24)
    assert Grid(TRADING).days == pytest.approx(1.4)
    assert Grid("MS").days == pytest.approx(30.4, abs=0.1)


def test_one_row_is_no_history() -> None:
    with pytest.raises(InputError, match="one row only"):
        find_grid([times("2024-01-01", 1, "D")], None)
