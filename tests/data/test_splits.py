# SPDX-License-Identifier: Apache-2.0
"""All series are cut at the same moments."""

import numpy as np
import pytest

from openlstm.data.series import Series
from openlstm.data.splits import split_series
from openlstm.errors import InputError


def series(first: int, last: int) -> Series:
    return Series("", np.arange(first, last), {}, last - first)


def test_the_moment_of_the_cut_is_common() -> None:
    split = split_series([series(0, 100), series(60, 90)], [0.7, 0.15, 0.15], 5)
    assert split.train == (70, 10)
    assert split.validation == (85, 25)
    assert split.test == (100, 30)


def test_numbers_of_steps_leave_the_rest_unused() -> None:
    split = split_series([series(0, 100)], [50, 20, 10], 5)
    assert (*split.train, *split.validation, *split.test) == (50, 70, 80)


@pytest.mark.parametrize("sizes", [[0.5, 0.5], [0.5, 0.5, 0.5], [90, 20, 10], [1.0, 0.0, 0.0]])
def test_other_sizes_are_refused(sizes: list[float]) -> None:
    with pytest.raises(InputError, match="split must be three shares that sum to 1, or three"):
        split_series([series(0, 100)], sizes, 5)


def test_a_horizon_longer_than_a_part_is_refused() -> None:
    with pytest.raises(InputError, match=r"horizon is 16 steps.* has 15 in the validation part"):
        split_series([series(0, 100)], [0.7, 0.15, 0.15], 16)
