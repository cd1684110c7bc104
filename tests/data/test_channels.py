# SPDX-License-Identifier: Apache-2.0
"""Channels to numbers: scaled by the training, filled from the past only."""

import json

import numpy as np
import pytest

from openlstm.data.channels import ChannelEncoder, check_channels, fit_channels
from openlstm.data.sequences import read_arrays
from openlstm.errors import InputError
from openlstm.training.folder import typed

HOLED = np.array([[1.0, 4.0], [np.nan, 6.0], [3.0, np.nan]])


def test_scales_come_from_the_rows_that_were_told() -> None:
    data = read_arrays([[1.0, 3.0], [100.0, 200.0, 300.0], [5.0]])
    encoder = fit_channels(data, [0, 2])
    assert encoder.mean == (3.0,)
    assert encoder.deviation == pytest.approx((np.std([1, 3, 5]),))
    assert (encoder.longest, encoder.fitted_on) == (2, "0,2")


def test_holes_have_a_mask_and_are_filled_from_the_past() -> None:
    data = read_arrays([HOLED, [[2.0, 5.0]]])
    encoder = fit_channels(data, [0, 1])
    assert encoder.masked == (True, True)
    assert encoder.size == 13
    x = encoder.encode(HOLED)
    assert x.dtype == np.float32
    assert x[1, 0] == x[0, 0]
    assert x[2, 1] == x[1, 1]
    assert x[:, 2:4].tolist() == [[1, 1], [0, 1], [1, 0]]
    assert x[:, 4] == pytest.approx([0, 1 / 3, 2 / 3])
    assert x[:, 5] == pytest.approx([1, 0.5, -0.5])
    assert x[:, 12] == pytest.approx([1, np.cos(8 * np.pi / 3), np.cos(16 * np.pi / 3)])


def test_nothing_is_read_from_later_steps() -> None:
    encoder = fit_channels(read_arrays([HOLED]), [0])
    late = HOLED.copy()
    late[2] = 1000.0
    np.testing.assert_array_equal(encoder.encode(HOLED)[:2], encoder.encode(late)[:2])
    first = np.array([[np.nan, 1.0], [9.0, 1.0]])
    assert encoder.encode(first)[0, 0] == 0  # the mean, not the 9 that comes later


def test_parts_are_encoded_as_the_whole() -> None:
    encoder = fit_channels(read_arrays([HOLED]), [0])
    two = encoder.encode(HOLED[1:], before=np.array([1.0, 4.0]), start=1)
    np.testing.assert_array_equal(encoder.encode(HOLED)[1:], two)


def test_what_is_far_out_or_behind_the_longest_is_bounded() -> None:
    encoder = fit_channels(read_arrays([[0.0, 1.0]]), [0])
    x = encoder.encode(np.array([[1e9]] * 5))
    assert x[:, 0].max() == 10
    assert x[:, 1].tolist() == [0, 0.5, 1, 1, 1]


def test_a_flat_or_empty_channel_of_a_fold_is_no_division_by_zero() -> None:
    data = read_arrays([np.array([[2.0, np.nan], [2.0, np.nan]]), [[3.0, 1.0]]])
    assert np.isfinite(fit_channels(data, [0]).encode(data.values[1])).all()


def test_json_gives_it_back() -> None:
    encoder = fit_channels(read_arrays([HOLED]), [0])
    assert typed(ChannelEncoder, json.loads(json.dumps(encoder.to_json()))) == encoder


def test_channels_that_say_nothing_are_refused() -> None:
    flat = read_arrays([np.array([[1.0, 5.0, 0.0], [2.0, 5.0, 0.0]])])
    with pytest.raises(InputError, match=r"channel1 \(5\), channel2 \(0\): the same in every"):
        check_channels(flat)
    empty = read_arrays([np.array([[1.0, np.nan], [2.0, np.nan]])])
    with pytest.raises(InputError, match="channel1: no value in any training sequence"):
        check_channels(empty)
    check_channels(read_arrays([np.array([[1.0, 5.0], [2.0, np.nan]])]))  # its holes say something
