# SPDX-License-Identifier: Apache-2.0
"""Windows read up to their origin and forecast from it; parts are never crossed."""

import numpy as np
import torch

from openlstm.data.windows import EncodedSeries, Windows


def encoded(values: list[float], extra: int = 0) -> EncodedSeries:
    column = np.array(values)[:, None]
    known = np.arange(len(values) + extra)[:, None]
    return EncodedSeries(
        np.nan_to_num(column, nan=-1), ~np.isnan(column) * 1.0, 10 * column, known, np.zeros(1)
    )


def test_a_window_is_what_was_known_and_what_came() -> None:
    window = Windows([encoded([0, 1, 2, 3, 4, 5], extra=2)], 3, 2)[torch.tensor([[0, 4, 0]])]
    assert window.context.tolist() == [[1, 2, 3]]
    assert window.past[0, :, 0].tolist() == [10, 20, 30]
    assert window.known[0, :, 0].tolist() == [1, 2, 3, 4, 5]
    assert window.future.tolist() == [[4, 5]]


def test_before_the_beginning_stands_the_first_value_as_absent() -> None:
    window = Windows([encoded([7, 8]), encoded([1, 2])], 3, 1)[torch.tensor([[1, 1, 0]])]
    assert window.context.tolist() == [[1, 1, 1]]
    assert window.observed.tolist() == [[0, 0, 1]]


def test_the_future_that_is_not_there_is_not_seen() -> None:
    window = Windows([encoded([1, 2, 3], extra=2)], 2, 2)[torch.tensor([[0, 3, 0]])]
    assert window.seen.tolist() == [[0, 0]]
    assert window.known[0, :, 0].tolist() == [1, 2, 3, 4]


def test_targets_stay_in_their_part_and_contexts_may_not() -> None:
    windows = Windows([encoded(list(range(10))), encoded(list(range(4)))], 3, 2)
    rows = windows.rows([5, 1], [9, 4])
    assert rows.tolist() == [[0, 5, 0], [0, 6, 0], [0, 7, 0], [1, 1, 0], [1, 2, 0]]
    assert len(windows.rows([9, 4], [10, 4])) == 0


def test_windows_without_a_value_before_or_after_are_left_out() -> None:
    nan = float("nan")
    windows = Windows([encoded([nan, nan, 1, 2, nan, nan])], 2, 2)
    assert windows.rows([1], [6])[:, 1].tolist() == [3]
