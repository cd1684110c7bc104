# SPDX-License-Identifier: Apache-2.0
"""One long table becomes many series; nothing in it is guessed."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from openlstm.data.roles import Roles
from openlstm.data.series import SeriesSet, read_series
from openlstm.data.tables import read_table
from openlstm.errors import InputError

ROLES = Roles("ds", ("y",), "id", past=("p",), future=("f",), static=("s",), categorical=("f",))


def table(**changed: Any) -> pd.DataFrame:
    days = pd.date_range("2024-01-01", periods=3)
    columns = {
        "id": ["b"] * 3 + ["a"] * 2,
        "ds": [*days, *days[:2]],
        "y": [1.0, 2.0, 3.0, 4.0, 5.0],
        "p": [0.0] * 5,
        "f": ["x", "y", "x", "x", None],
        "s": [1, 1, 1, 2, 2],
    }
    return pd.DataFrame(columns | changed)


def read(frame: pd.DataFrame, **told: Any) -> SeriesSet:
    return read_series(read_table(frame), ROLES, **told)


def test_series_keep_their_order_and_their_lengths() -> None:
    b, a = read(table()).series
    assert (b.name, b.rows, a.name, a.rows) == ("b", 3, "a", 2)
    assert a.columns["y"].tolist() == [4.0, 5.0]
    assert a.columns["f"].tolist() == ["x", None]


def test_rows_come_by_time() -> None:
    b = read(table().iloc[[2, 0, 1, 4, 3]]).series[0]
    assert b.columns["y"].tolist() == [1.0, 2.0, 3.0]


def test_rows_after_the_last_target_lie_ahead() -> None:
    b = read(table(y=[1.0, np.nan, np.nan, 4.0, 5.0])).series[0]
    assert (b.rows, len(b.times)) == (1, 3)
    assert b.upto(2).rows == 1


def test_frequency_lays_series_on_a_grid() -> None:
    days = pd.to_datetime(["2024-01-01 03:00", "2024-01-01 09:00", "2024-01-04 00:00"])
    frame = table(ds=[*days, *days[1:]])
    b = read(frame, frequency="D").series[0]
    np.testing.assert_array_equal(b.columns["y"], [1.5, np.nan, np.nan, 3.0])
    assert b.columns["f"].tolist() == ["y", None, None, "x"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"ds": ["2024-01-01"] * 5}, "the series b has the time 2024-01-01 .* twice|one row only"),
        ({"id": ["b"] * 5}, "has the time"),
        ({"id": ["b", None, "b", "a", "a"]}, "series id is empty in row 2"),
        ({"y": [1, 2, 3, None, None]}, "the series a has no value of y"),
        ({"s": [1, 2, 1, 2, 2]}, "static_covariates s changes in the series b at 2024-01-02"),
        ({"p": ["1", "2", "x", "4", "5"]}, "past_covariates p must be numbers, got 'x' in row 3"),
    ],
)
def test_what_is_wrong_is_said(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(table(**changed))


def test_a_frequency_must_be_one() -> None:
    with pytest.raises(InputError, match="frequency must be a step such as"):
        read(table(), frequency="often")
    with pytest.raises(InputError, match="whole numbers; leave frequency out, or write dates"):
        read(table(ds=[1, 2, 3, 1, 2]), frequency="D")


def test_a_zone_must_be_as_in_the_training() -> None:
    grid = read(table()).grid
    zoned = table(ds=pd.to_datetime(table()["ds"]).dt.tz_localize("UTC"))
    with pytest.raises(InputError, match="no time zone, as the training had"):
        read(zoned, grid=grid)


def test_times_must_be_of_the_kind_of_the_training() -> None:
    dates, numbered = table(), table(ds=[1, 2, 3, 1, 2])
    for frame, other, kind in ((dates, numbered, "whole numbers"), (numbered, dates, "dates")):
        with pytest.raises(InputError, match=f"time ds must be {kind}, as in the training"):
            read(frame, grid=read(other).grid)


def test_series_without_a_value_are_taken_where_they_follow_others() -> None:
    frame = table(y=[1, 2, 3, None, None])
    b, a = read(frame, unseen=True).series
    assert (b.rows, a.rows, len(a.times)) == (3, 0, 2)
