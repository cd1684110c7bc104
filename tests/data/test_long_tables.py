# SPDX-License-Identifier: Apache-2.0
"""Sequences out of long tables: order, names, labels, and what is refused."""

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from openlstm.data.long_tables import find_columns, read_long_table
from openlstm.data.sequences import SequenceSet
from openlstm.data.tables import read_table
from openlstm.errors import InputError

TABLE = pd.DataFrame({
    "patient": ["b", "b", "a", "a", "a"], "visit": [2, 1, 10, 30, 20],
    "pulse": [62.0, 61.0, 70.0, np.nan, 71.0], "weight": [80, 80, 90, 91, 92],
    "outcome": ["well", "well", "ill", "ill", "ill"],
})  # fmt: skip
TOLD = {"sequence": "patient", "step": "visit", "label": "outcome"}


def read(frame: Any, **told: Any) -> SequenceSet:
    table = read_table(frame)
    return read_long_table(table, find_columns(table.columns, **told))


@pytest.mark.parametrize("kind", [lambda frame: frame, pl.from_pandas])
def test_rows_are_sorted_within_their_sequence(kind: Any) -> None:
    found = read(kind(TABLE), **TOLD)
    assert (found.names, found.labels.tolist()) == (("b", "a"), ["well", "ill"])
    assert found.channels == ("pulse", "weight")
    np.testing.assert_array_equal(found.values[0], [[61, 80], [62, 80]])
    np.testing.assert_array_equal(found.values[1], [[70, 90], [71, 92], [np.nan, 91]])
    assert found.steps[1].tolist() == [10, 20, 30]


def test_times_order_too_and_rows_without_steps_are_in_order() -> None:
    days = pd.to_datetime(["2024-02-01", "2024-01-01", "2024-01-01", "2024-01-03", "2024-01-02"])
    assert read(TABLE.assign(visit=days), **TOLD).values[1][:, 1].tolist() == [90, 92, 91]
    plain = read(TABLE.drop(columns="visit"), sequence="patient", label="outcome")
    assert plain.values[1][:, 1].tolist() == [90, 91, 92]
    assert plain.steps is None


def test_usual_names_are_recognised() -> None:
    frame = TABLE.rename(columns={"patient": "id", "visit": "time", "outcome": "class"})
    columns = find_columns(list(frame))
    assert (columns.sequence, columns.step, columns.label) == ("id", "time", "class")
    assert columns.channels == ("pulse", "weight")
    assert find_columns(list(TABLE), **TOLD, channels=["pulse"]).channels == ("pulse",)


def test_labels_may_be_numbers_with_holes() -> None:
    frame = TABLE.assign(outcome=[1.0, np.nan, 0.0, 0.0, np.nan])
    assert read(frame, **TOLD).labels.tolist() == ["1", "0"]


@pytest.mark.parametrize(
    ("changed", "told", "message"),
    [
        ({}, {"sequence": None}, "sequence is missing: name the column"),
        ({}, {"sequence": "patent"}, "sequence names the column patent, .*did you mean patient"),
        ({}, {"label": "patient"}, "patient cannot be two things at once"),
        ({}, {"channels": ["visit"]}, "visit cannot be two things at once"),
        ({"patient": ["b", None, "a", "a", "a"]}, {}, "sequence patient is empty in row 2"),
        ({"visit": [1, 1, 10, 30, 20]}, {}, "sequence b has the step 1 twice, in rows 1 and 2"),
        ({"visit": [1, 2, 10, None, 20]}, {}, "step visit is empty in row 4"),
        ({"visit": ["x"] * 5}, {}, "step visit must be a date or time, .* got 'x' in row 1"),
        (
            {"pulse": ["60", "high", "1", "2", "3"]},
            {},
            "channels pulse must be numbers, got 'high'",
        ),
        ({"pulse": [1, np.inf, 1, 2, 3]}, {}, "channels pulse is infinite in row 2"),
        (
            {"outcome": ["well", "ill"] + 3 * ["ill"]},
            {},
            "label outcome of sequence b is 'ill' and",
        ),
        ({"outcome": [None, None] + 3 * ["ill"]}, {}, "label outcome is empty for sequence b"),
    ],
)
def test_wrong_tables_are_refused(
    changed: dict[str, Any], told: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        read(TABLE.assign(**changed), **{**TOLD, **told})


def test_a_table_without_channels() -> None:
    with pytest.raises(InputError, match="channels is missing: the table has no column beside"):
        read(TABLE[["patient", "visit", "outcome"]], **TOLD)
