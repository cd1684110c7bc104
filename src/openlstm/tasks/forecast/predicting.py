# SPDX-License-Identifier: Apache-2.0
"""The forecast of the steps after the newest row of every series."""

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import torch

from openlstm.data.series import SeriesSet
from openlstm.errors import InputError, expected
from openlstm.tasks.forecast.evaluation import scales_in, windows_of
from openlstm.tasks.forecast.following import States
from openlstm.tasks.forecast.network import ask
from openlstm.tasks.forecast.tables import check_future, forecast_frame, padded

if TYPE_CHECKING:
    from openlstm.tasks.forecast.estimator import Forecaster

__all__ = ["check_horizon", "predict"]


def check_horizon(trained: int, horizon: int | None) -> int:
    """How many steps to forecast: those asked for, or all that were trained."""
    steps = trained if horizon is None else horizon
    if not 1 <= steps <= trained:
        raise InputError(
            expected("horizon", f"1 to {trained}, as it was trained", steps,
                     "train with a longer horizon")
        )  # fmt: skip
    return steps


def predict(
    model: "Forecaster", data: SeriesSet, steps: int, states: Sequence[States] | None = None
) -> pd.DataFrame:
    """See `Forecaster.predict`; `states` are those of `Following`."""
    for series in data.series:
        check_future(series, model.encoder, steps)
    windows = windows_of(model, data)
    for note in padded(data, windows.context):
        warnings.warn(note, stacklevel=4)  # where the user calls Forecaster.predict
    rows = torch.tensor(
        [
            [s, series.rows, m]
            for s, series in enumerate(data.series)
            for m in range(windows.targets)
        ]
    )
    scales = scales_in(model, data, windows, [series.rows for series in data.series])
    hidden: list[torch.Tensor | None] | None = None
    if states is not None:
        hidden = [
            torch.cat([network.newest(each[series.name]) for series in data.series])
            for network, each in zip(model.models, states, strict=True)
        ]
    forecast = ask(model.models, windows, rows, model.offsets, hidden)
    return forecast_frame(data, rows, forecast, scales, model.settings.levels, steps)
