# SPDX-License-Identifier: Apache-2.0
"""Sequences out of arrays of every shape, and what is refused."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from openlstm.data.sequences import read_arrays
from openlstm.errors import InputError


def test_padded_arrays_and_lists_give_the_same() -> None:
    padded = np.full((2, 4, 2), np.nan)
    padded[0] = np.arange(8).reshape(4, 2)
    padded[1, :3] = 7.0
    padded[1, 1, 0] = np.nan
    found = read_arrays(padded)
    listed = read_arrays([padded[0], padded[1, :3]])
    assert found.lengths.tolist() == [4, 3]
    assert found.channels == ("channel0", "channel1")
    for one, two in zip(found.values, listed.values, strict=True):
        np.testing.assert_array_equal(one, two)


def test_one_channel_needs_no_axis() -> None:
    assert read_arrays(np.zeros((3, 5))).values[0].shape == (5, 1)
    assert read_arrays([[1, 2, 3], [4]]).lengths.tolist() == [3, 1]


def test_labels_of_any_kind() -> None:
    assert read_arrays([[1.0]] * 2, ["a", "b"]).labels.tolist() == ["a", "b"]
    assert read_arrays([[1.0]] * 2, pd.Series([3, 4], index=[7, 8])).labels.tolist() == [3, 4]
    assert read_arrays([[1.0]] * 2, np.array([[1], [0]])).labels.tolist() == [1, 0]


def test_taking_some_and_choosing_channels() -> None:
    data = read_arrays(np.arange(12.0).reshape(2, 3, 2), ["a", "b"])
    some = data.take([1]).only(["channel1"])
    assert some.values[0][:, 0].tolist() == [7, 9, 11]
    assert (some.names, some.labels.tolist(), some.channels) == ((1,), ["b"], ("channel1",))
    with pytest.raises(InputError, match=r"channels names chanel1, .*did you mean channel1"):
        data.only(["chanel1"])


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (np.zeros((2, 3, 4, 5)), None, r"X must be \[N, T\] or \[N, T, M\], got \[2, 3, 4, 5\]"),
        ([], None, "X must be one or more sequences"),
        (5, None, "X must be an array or a list of arrays, got int"),
        ([[1.0], ["high"]], None, "sequence 1 must be numbers"),
        ([np.zeros((2, 2)), np.zeros((2, 3))], None, "sequence 1 has 3 channels, the first has 2"),
        ([[1.0], []], None, "sequence 1 has no step"),
        (np.array([[1.0, 2.0], [np.nan, np.nan]]), None, "sequence 1 has no step"),
        ([[1.0, np.inf]], None, "sequence 0 is infinite in step 1, channel 0"),
        ([np.zeros((1, 1, 1))], None, r"arrays \[T\] or \[T, M\], got \[1, 1, 1\] in sequence 0"),
        ([[1.0], [2.0]], ["a"], r"y must be 2 labels, got \[1\]"),
        ([[1.0], [2.0]], ["a", None], "y has no label for sequence 1"),
        ([[1.0], [2.0]], [1.0, np.nan], "y has no label for sequence 1"),
    ],
)
def test_wrong_arrays_are_refused(x: Any, y: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_arrays(x, y)
