# SPDX-License-Identifier: Apache-2.0
"""Naive forecasts by their definitions, and the season that is guessed."""

import numpy as np
import pytest
import torch

from openlstm.data.windows import EncodedSeries, Windows
from openlstm.metrics.naive import drift, guess_season, persistence, seasonal_naive


def windows(values: list[float], horizon: int) -> Windows:
    column = np.array(values)[:, None]
    empty = np.zeros((len(values), 0))
    return Windows([EncodedSeries(column, column * 0 + 1, empty, empty, np.zeros(0))], 2, horizon)


def test_each_by_its_definition() -> None:
    cut, rows = windows([1, 2, 4, 8, 16, 32], 3), torch.tensor([[0, 4, 0]])
    assert persistence(cut, rows).tolist() == [[8, 8, 8]]
    slope = (8 - 1) / 3
    torch.testing.assert_close(drift(cut, rows), 8 + slope * torch.tensor([[1.0, 2, 3]]))
    assert seasonal_naive(cut, rows, 2).tolist() == [[4, 8, 4]]
    assert seasonal_naive(cut, rows, 3).tolist() == [[2, 4, 8]]


def test_before_the_first_season_stands_the_first_value() -> None:
    assert seasonal_naive(windows([5, 6, 7], 2), torch.tensor([[0, 1, 0]]), 4).tolist() == [[5, 5]]


@pytest.mark.parametrize("season", [7, 24])
def test_the_season_is_guessed(season: int) -> None:
    random = np.random.default_rng(0)
    wave = np.sin(2 * np.pi * np.arange(600) / season) + random.normal(0, 0.3, 600)
    assert guess_season([wave[:, None]], [7, 24, 168], horizon=12) == season
    assert guess_season([wave[:, None]], [], horizon=12) % season == 0


def test_a_series_without_peaks_has_none() -> None:
    assert guess_season([np.arange(3.0)[:, None]], [], horizon=1) == 1
