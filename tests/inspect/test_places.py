# SPDX-License-Identifier: Apache-2.0
"""Layers, directions, units and steps as users write them."""

import numpy as np
import pytest
import torch

from openlstm.inspect.places import checked_indices, checked_steps, holds


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (None, None),
        (0, (0,)),
        (-1, (3,)),
        (np.int64(2), (2,)),
        (torch.tensor(2), (2,)),
        ([3, 1, 3, -1], (3, 1)),
        (np.array([2, 0]), (2, 0)),
        (torch.tensor([2, 0]), (2, 0)),
        (range(2), (0, 1)),
        (slice(None, None, -2), (3, 1)),
        (slice(-2, None), (2, 3)),
        ((unit for unit in (1, 2)), (1, 2)),
    ],
)
def test_indices_in_the_order_given_each_once(chosen, found):
    assert checked_indices("units", chosen, 4) == found


@pytest.mark.parametrize("chosen", [4, -5, [0, 4], torch.tensor([-5])])
def test_indices_that_do_not_exist(chosen):
    with pytest.raises(ValueError, match=r"units must be between 0 and 3, got (4|-5); counting"):
        checked_indices("units", chosen, 4)


@pytest.mark.parametrize("chosen", [[], slice(4, 9), np.array([], dtype=int)])
def test_no_index_at_all(chosen):
    with pytest.raises(ValueError, match=r"units must be at least one, got .*; leave it out"):
        checked_indices("units", chosen, 4)


@pytest.mark.parametrize(
    "chosen",
    ["1", "first", 1.0, [0.5], True, [True, False, True, True], np.ones(4, dtype=bool)],
)
def test_what_is_no_index(chosen):
    with pytest.raises(TypeError, match="units must be a whole number, several of them, or a slic"):
        checked_indices("units", chosen, 4)
    with pytest.raises(TypeError, match="steps must be a whole number, several of them, or a slic"):
        checked_steps(chosen)


@pytest.mark.parametrize(
    ("chosen", "held"),
    [
        (None, range(8)),
        (3, [3]),
        ([5, 1, 5], [1, 5]),
        (np.array([0, 7]), [0, 7]),
        (slice(None), range(8)),
        (slice(2, 5), [2, 3, 4]),
        (slice(1, None, 3), [1, 4, 7]),
        (slice(0, 0), []),
        (slice(6, 100), [6, 7]),
    ],
)
def test_steps_of_a_length_not_yet_known(chosen, held):
    steps = checked_steps(chosen)
    assert [t for t in range(8) if holds(steps, t)] == list(held)


@pytest.mark.parametrize(
    "chosen", [-1, [0, -1], slice(-1, None), slice(None, -1), slice(9, 0, -1), slice(0, 9, 0)]
)
def test_steps_are_counted_from_the_front(chosen):
    with pytest.raises(ValueError, match=r"steps must be .*; count from the front"):
        checked_steps(chosen)
