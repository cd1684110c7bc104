# SPDX-License-Identifier: Apache-2.0
"""Backtests: forecasts from moments in the past, by models that knew no more than then."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from openlstm.data.series import SeriesSet
from openlstm.errors import InputError, expected
from openlstm.tasks.forecast.evaluation import compare_from
from openlstm.tasks.forecast.scoring import verdict

if TYPE_CHECKING:
    from openlstm.tasks.forecast.estimator import Forecaster

__all__ = ["Backtest", "backtest"]


@dataclass(frozen=True)
class Backtest:
    """What forecasts from several moments missed.

    origins: the newest time that was read, for each moment.
    scores: one for each moment: model → metric → value.
    errors: model → [windows], mean absolute scaled error of each moment.
    refits: how many models were trained anew.
    verdict: one sentence on whether the LSTM beats the best of the others over these moments.
    """

    origins: tuple[Any, ...]
    scores: tuple[dict[str, Any], ...]
    errors: dict[str, np.ndarray]
    refits: int
    verdict: str

    def frame(self) -> pd.DataFrame:
        """A row for each moment and model: origin, model, mae, rmse, smape, mase and so on."""
        rows = [
            {"origin": origin, "model": name}
            | {
                key: np.nan if value is None else value
                for key, value in scores.items()
                if value is None or isinstance(value, float)
            }
            for origin, models in zip(self.origins, self.scores, strict=True)
            for name, scores in models.items()
        ]
        return pd.DataFrame(rows)


def backtest(
    model: "Forecaster", data: SeriesSet, windows: int, stride: int | None, refit_every: int
) -> Backtest:
    """See `Forecaster.backtest`."""
    horizon = model.settings.horizon
    step = stride or horizon
    moments = np.unique(np.concatenate([each.times[: each.rows] for each in data.series]))
    first = len(moments) - horizon - (windows - 1) * step
    if windows < 2 or step < 1 or first < 2:
        raise InputError(
            expected(
                "windows and stride",
                f"2 or more moments of {horizon} steps each within {len(moments)} steps",
                f"{windows} and {step}",
                "give more rows or fewer windows",
            )
        )
    asked, found, refits, origins = model, [], 0, []
    for k in range(windows):
        now = moments[first + k * step]
        if refit_every and k % refit_every == 0:
            asked, refits = _refitted(model, data, now), refits + 1
        found.append(compare_from(asked, data, now))
        origins.append(moments[first + k * step - 1])
    errors = {
        name: np.concatenate([each.errors[name] for each in found]) for name in found[0].errors
    }
    sentence = verdict(errors, -(-horizon // step), "In this backtest").sentence
    return Backtest(tuple(origins), tuple(each.scores for each in found), errors, refits, sentence)


def _refitted(model: "Forecaster", data: SeriesSet, now: Any) -> "Forecaster":
    """A model with the same settings that knows only what came before `now`."""
    settings = model.settings.model_dump()
    sizes = np.array(settings["split"])
    settings |= {"split": (sizes / sizes.sum()).tolist(), "no_ablation": True}
    known = [series.upto(int(np.searchsorted(series.times, now))) for series in data.series]
    begun = tuple(series for series in known if len(series.times) > 1)
    return type(model)(**settings).fit_series(SeriesSet(begun, data.roles, data.grid))
