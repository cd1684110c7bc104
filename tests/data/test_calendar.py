# SPDX-License-Identifier: Apache-2.0
"""Cycles that were seen often enough, in local time."""

import numpy as np
import pytest

from openlstm.data.calendar import calendar, cycles
from openlstm.data.grid import TRADING, Grid


@pytest.mark.parametrize(
    ("step", "rows", "expected"),
    [
        ("h", 100, ["day"]),
        ("h", 20_000, ["year", "week", "day"]),
        ("D", 400, ["week"]),
        (TRADING, 600, ["year", "week"]),
        ("MS", 30, ["year"]),
        ("1", 10_000, []),
    ],
)
def test_a_cycle_must_be_seen_twice(step: str, rows: int, expected: list[str]) -> None:
    assert [cycle.name for cycle in cycles(Grid(step), rows)] == expected


def test_the_hour_is_the_local_one() -> None:
    noon = np.array(["2024-07-01T12"], dtype="datetime64[ns]")
    utc, berlin = calendar(noon, ["day"], None), calendar(noon, ["day"], "Europe/Berlin")
    np.testing.assert_allclose(utc[0, :2], [0, -1], atol=1e-12)
    np.testing.assert_allclose(berlin[0, :2], [-0.5, -np.sqrt(0.75)], atol=1e-12)


def test_without_cycles_there_are_no_columns() -> None:
    assert calendar(np.arange(3), [], None).shape == (3, 0)
