# SPDX-License-Identifier: Apache-2.0
"""Scores are those of utilsforecast, the reference of the field's tools."""

import numpy as np
import pandas as pd
import pytest
from utilsforecast import losses

from openlstm.metrics.forecast import Truth, forecast_scores

LEVELS = (0.1, 0.5, 0.9)


@pytest.fixture
def example() -> tuple[Truth, np.ndarray, np.ndarray, pd.DataFrame, pd.DataFrame]:
    """One forecast of 12 steps for each of two series, and both as utilsforecast wants them."""
    random = np.random.default_rng(0)
    past, actual, point = (random.normal(5, 2, (2, 12)) for _ in range(3))
    quantiles = np.sort(random.normal(5, 2, (2, 12, 3)), -1)
    naive = np.abs(past[:, 4:] - past[:, :-4]).mean(1)
    truth = Truth(actual, np.array(["a", "b"]), np.full(2, 2.0), naive)
    frame = pd.DataFrame({
        "unique_id": np.repeat(["a", "b"], 12), "ds": np.tile(np.arange(12, 24), 2),
        "y": actual.ravel(), "m": point.ravel(),
        **{f"q{k}": quantiles[..., k].ravel() for k in range(3)},
    })  # fmt: skip
    train = frame.assign(ds=frame["ds"] - 12, y=past.ravel())
    return truth, point, quantiles, frame, train


def test_they_are_the_reference_s(example: tuple) -> None:
    truth, point, quantiles, frame, train = example
    scores = forecast_scores(truth, point, quantiles, LEVELS)
    expected = {
        "mae": losses.mae(frame, ["m"]),
        "rmse": losses.rmse(frame, ["m"]),
        "smape": losses.smape(frame, ["m"]).assign(m=lambda found: 200 * found["m"]),
        "mase": losses.mase(frame, ["m"], seasonality=4, train_df=train),
    }
    for name, found in expected.items():
        for series, value in zip("ab", found["m"], strict=True):
            assert scores["by_series"][series][name] == pytest.approx(value)
    columns = {"m": [f"q{k}" for k in range(3)]}
    pinball = losses.mqloss(frame, columns, quantiles=np.array(LEVELS))["m"]
    for series, value, rows in zip("ab", pinball, truth.actual, strict=True):
        wql = 2 * value * 12 / np.abs(rows).sum()
        assert scores["by_series"][series]["wql"] == pytest.approx(wql)
    inside = (quantiles[..., 0] <= truth.actual) & (truth.actual <= quantiles[..., 2])
    assert scores["coverage_80"] == pytest.approx(inside.mean())
    assert scores["by_step"]["mae"] == pytest.approx(np.abs(truth.actual - point).mean(0))
    assert scores["mse_scaled"] == pytest.approx(np.square(truth.actual - point).mean() / 4)


def test_what_is_not_known_does_not_count(example: tuple) -> None:
    truth, point, quantiles, *_ = example
    actual = truth.actual.copy()
    actual[:, 6:] = np.nan
    holes = Truth(actual, truth.names, truth.deviation, truth.naive_error)
    short = Truth(actual[:, :6], truth.names, truth.deviation, truth.naive_error)
    whole = forecast_scores(holes, point, quantiles, LEVELS)
    part = forecast_scores(short, point[:, :6], quantiles[:, :6], LEVELS)
    for name in ("mae", "rmse", "smape", "mase", "wql", "coverage_80"):
        assert whole[name] == pytest.approx(part[name])
    assert whole["by_step"]["mae"][6] is None
