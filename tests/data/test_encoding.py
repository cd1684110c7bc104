# SPDX-License-Identifier: Apache-2.0
"""Numbers are fitted on training rows only, filled without looking ahead, and kept as JSON."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from openlstm.data.encoding import Encoder, fit_encoder
from openlstm.data.roles import Roles
from openlstm.data.series import SeriesSet, read_series
from openlstm.data.tables import read_table
from openlstm.errors import InputError
from openlstm.training.folder import typed

ROLES = Roles("ds", ("y",), None, ("p",), ("f",), (), ("f",))


def data(**changed: Any) -> SeriesSet:
    columns = {
        "ds": pd.date_range("2024-01-01", periods=6),
        "y": [1.0, 3.0, np.nan, 5.0, 100.0, 7.0],
        "p": [np.nan, 0.0, 2.0, np.nan, 50.0, 1.0],
        "f": ["a", "b", "a", None, "c", "a"],
    }
    return read_series(read_table(pd.DataFrame(columns | changed)), ROLES)


@pytest.fixture
def encoder() -> Encoder:
    return fit_encoder(data(), [4], ["week"], 0)


def test_only_training_rows_count(encoder: Encoder) -> None:
    other = fit_encoder(data(y=[1, 3, np.nan, 5, -7, 8], p=[np.nan, 0, 2, np.nan, 7, 8]), [4],
                        ["week"], 0)  # fmt: skip
    assert other == encoder
    scale = encoder.scales[""]["y"]
    assert (scale.mean, scale.first, scale.last) == (3.0, 0, 4)
    assert scale.to_time == "2024-01-04 00:00:00"
    assert encoder.categories == {"f": ("a", "b")}


def test_holes_are_filled_from_before_and_marked(encoder: Encoder) -> None:
    series = data().series[0]
    encoded = encoder.encode(series, encoder.scales[""])
    assert encoded.values[2] == encoded.values[1]
    assert encoded.observed[:, 0].tolist() == [1, 1, 0, 1, 1, 1]
    assert encoded.past[:, 0].tolist() == [-1, -1, 1, 1, 49, 0]  # before the first: as the first
    assert encoded.past[:, 1].tolist() == [0, 1, 1, 0, 1, 1]


def test_no_row_depends_on_a_later_one(encoder: Encoder) -> None:
    series = data().series[0]
    whole = encoder.encode(series, encoder.scales[""])
    for rows in range(2, 6):
        part = encoder.encode(series.upto(rows), encoder.scales[""])
        length = len(part.values)
        np.testing.assert_array_equal(part.values, whole.values[:length])
        np.testing.assert_array_equal(part.past, whole.past[:length])
        np.testing.assert_array_equal(part.known, whole.known[: len(part.known)])


def test_categories_are_columns_and_new_ones_are_none(encoder: Encoder) -> None:
    series = data().series[0]
    known = encoder.encode(series, encoder.scales[""]).known
    assert known.shape[1] == 2 + 6  # two categories, three harmonics of the week
    assert known[:, :2].tolist() == [[1, 0], [0, 1], [1, 0], [0, 0], [0, 0], [1, 0]]
    assert encoder.unknown(series) == ["f: c"]
    assert (encoder.line_only, encoder.line_known) == (0, 2)


def test_long_cycles_come_first_and_are_for_the_line() -> None:
    encoder = fit_encoder(data(), [4], ["year", "week"], 1)
    assert (encoder.line_only, encoder.line_known) == (4, 6)
    known = encoder.encode(data().series[0], encoder.scales[""]).known
    assert known.shape[1] == 4 + 2 + 6
    assert known[:, 4:6].tolist() == [[1, 0], [0, 1], [1, 0], [0, 0], [0, 0], [1, 0]]


def test_it_comes_back_from_json(encoder: Encoder) -> None:
    again = typed(Encoder, json.loads(json.dumps(encoder.to_json())))
    series = data().series[0]
    for one in (again, encoder):
        encoded = one.encode(series, one.scales[""])
        np.testing.assert_array_equal(encoded.known, encoder.encode(series, one.scales[""]).known)
    assert json.dumps(again.to_json()) == json.dumps(encoder.to_json())
    assert again.roles == encoder.roles


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"y": [5.0, 5, 5, 5, 1, 2]}, "target y is 5.0 in every training row"),
        ({"p": [2.0, 2, 2, 2, 1, 2]}, "covariate p is 2.0 in every training row"),
        ({"f": ["a"] * 6}, "covariate f is a in every training row"),
        ({"p": [np.nan] * 4 + [1.0, 2]}, "covariate p has no value in the training rows"),
    ],
)
def test_columns_that_say_nothing_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        fit_encoder(data(**changed), [4], [], 0)


def test_too_many_categories_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openlstm.data.encoding.MANY", 1)
    with pytest.raises(InputError, match="categorical f has 2 categories, at most 1"):
        fit_encoder(data(), [4], [], 0)
