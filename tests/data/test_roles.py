# SPDX-License-Identifier: Apache-2.0
"""Which column is what, told or recognised."""

import pytest

from openlstm.data.roles import Roles, find_roles
from openlstm.errors import InputError


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["unique_id", "ds", "y"], Roles("ds", ("y",), "unique_id")),
        (["ds", "y"], Roles("ds", ("y",))),
        (["item_id", "timestamp", "target"], Roles("timestamp", ("target",), "item_id")),
        (["time", "y0", "y1"], Roles("time", ("y0", "y1"))),
    ],
)
def test_usual_names_are_recognised(columns: list[str], expected: Roles) -> None:
    assert find_roles(columns) == expected


def test_what_is_told_wins() -> None:
    roles = find_roles(["unique_id", "ds", "y", "z"], targets=["z"], series="y")
    assert (roles.time, roles.targets, roles.series) == ("ds", ("z",), "y")


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"targets": ["load"]}, "time is missing: name the column; the table has date, load, site"),
        ({"time": "date"}, "target is missing"),
        ({"time": "date", "targets": ["load"], "past": ["load"]}, "load cannot be two things"),
        (
            {"time": "date", "targets": ["load"], "categorical": ["site"]},
            "categorical names site, which is no covariate",
        ),
    ],
)
def test_what_is_missing_or_double_is_said(told: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        find_roles(["date", "load", "site"], **told)  # type: ignore[arg-type]
