# SPDX-License-Identifier: Apache-2.0
"""Backtests: forecasts from the past, with and without new models."""

import numpy as np
import pandas as pd
import pytest

from openlstm.errors import InputError
from openlstm.tasks import Forecaster
from tasks.forecast.made_up import small


def test_moments_lie_apart_and_end_with_the_table(model: Forecaster, table: pd.DataFrame) -> None:
    found = model.backtest(table, windows=3)
    last = table["day"].max()
    assert [pd.Timestamp(origin) for origin in found.origins] == [
        last - pd.Timedelta(days=days) for days in (12, 8, 4)
    ]
    assert len(found.scores) == 3
    assert found.refits == 0
    assert all(len(errors) == 3 for errors in found.errors.values())
    assert found.verdict.startswith("In this backtest the LSTM is ")


def test_a_model_trained_anew_knows_only_what_came_before(table: pd.DataFrame) -> None:
    model = small(max_steps=2, no_ablation=True).fit(table)
    found = model.backtest(table, windows=2, stride=8, refit_every=1)
    assert found.refits == 2
    changed = table.copy()
    changed.loc[changed["day"] > changed["day"].max() - pd.Timedelta(days=4), "load"] += 1000
    again = model.backtest(changed, windows=2, stride=8, refit_every=1)
    for name in found.errors:
        np.testing.assert_allclose(found.errors[name][0], again.errors[name][0])


def test_too_few_rows_are_refused(model: Forecaster, table: pd.DataFrame) -> None:
    with pytest.raises(InputError, match="windows and stride must be 2 or more moments"):
        model.backtest(table, windows=100)
