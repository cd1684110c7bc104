# SPDX-License-Identifier: Apache-2.0
"""Checks of values: what passes, and that the first wrong place is named."""

import pytest
import torch

from openlstm.engines import check_finite, check_lengths


@pytest.mark.parametrize("dtype", [torch.int64, torch.int32, torch.uint8], ids=str)
def test_lengths_from_nothing_to_all_pass(dtype):
    check_lengths(torch.tensor([0, 3, 5], dtype=dtype), 5)
    check_lengths(torch.tensor([], dtype=dtype), 5)


@pytest.mark.parametrize(("lengths", "row"), [([6, 1], 0), ([1, 6, 7], 1), ([0, 5, -2], 2)])
def test_the_first_wrong_length_is_named(lengths, row):
    with pytest.raises(
        ValueError,
        match=rf"lengths\[{row}\] must be between 0 and 5, .*got {lengths[row]}; .* real steps",
    ):
        check_lengths(torch.tensor(lengths), 5)


def test_finite_values_pass():
    check_finite(torch.tensor([[[1e308, -1e-308, 0.0]]], dtype=torch.float64))
    check_finite(torch.zeros(0, 2, 3))


@pytest.mark.parametrize("bad", [torch.nan, torch.inf, -torch.inf], ids=str)
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16, torch.float16])
def test_the_first_place_that_is_not_finite_is_named(dtype, bad):
    x = torch.zeros(4, 3, 2, dtype=dtype)
    x[2, 1, 0] = x[3, 0, 1] = bad
    with pytest.raises(
        ValueError, match=rf"got {bad} at sample 1, step 2, feature 0; mend or mask"
    ):
        check_finite(x)


def test_tensors_without_values_pass():
    check_lengths(torch.zeros(3, dtype=torch.long, device="meta"), 5)
    check_finite(torch.zeros(4, 3, 2, device="meta"))
