# SPDX-License-Identifier: Apache-2.0
"""A fitted forecaster beside everything that is simpler, on rows of any series."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from torch import Tensor

from openlstm.data.series import SeriesSet
from openlstm.data.windows import Windows
from openlstm.errors import InputError
from openlstm.tasks.forecast.prepare import cut, scales_of
from openlstm.tasks.forecast.scoring import Compared, Scales, compare, verdict
from openlstm.tasks.forecast.tables import padded, strangers, times_of

if TYPE_CHECKING:
    from openlstm.models.forecaster import ForecastModel
    from openlstm.tasks.forecast.estimator import Forecaster

__all__ = ["Evaluation", "compare_from", "compare_rows", "evaluate", "scales_in", "windows_of"]


@dataclass(frozen=True)
class Evaluation:
    """What forecasts of other data missed, beside simpler ones."""

    scores: dict[str, Any]
    """Model (lstm, persistence, seasonal_naive, drift, ridge, linear_path) → metric → value."""
    verdict: str
    """One sentence on whether the LSTM beats the best of the others there."""
    notes: tuple[str, ...]
    """Series and categories that the training part did not have, and series that are short."""


def windows_of(model: "Forecaster", data: SeriesSet) -> Windows:
    """The windows that the model reads of `data`."""
    return cut(data, model.encoder, model.rivals.line.context, model.settings.horizon)


def scales_in(
    model: "Forecaster", data: SeriesSet, windows: Windows, rows: Sequence[int]
) -> Scales:
    """The units of every series, and its seasonal naive error over its first `rows` rows."""
    names = [series.name for series in data.series]
    scales = [scales_of(model.encoder, series) for series in data.series]
    return Scales.of(windows, names, scales, rows, model.rivals.season)


def compare_rows(
    model: "Forecaster",
    data: SeriesSet,
    windows: Windows,
    rows: Tensor,
    scales: Scales,
    twin: "ForecastModel | None" = None,
) -> Compared:
    """All models on the windows `rows`; `twin` is the network without the line, if there is one."""
    return compare(
        model.models,
        twin,
        model.rivals,
        windows,
        rows,
        scales,
        model.offsets,
        model.settings.levels,
        times_of(data, rows),
    )


def compare_from(model: "Forecaster", data: SeriesSet, now: Any) -> Compared:
    """All models on the forecasts of `data` that begin at the time `now`."""
    windows = windows_of(model, data)
    begins = [int(np.searchsorted(series.times, now)) for series in data.series]
    last = [
        min(begin + model.settings.horizon, series.rows)
        for begin, series in zip(begins, data.series, strict=True)
    ]
    rows = windows.rows(begins, last)
    return compare_rows(model, data, windows, rows, scales_in(model, data, windows, begins))


def evaluate(model: "Forecaster", data: SeriesSet) -> Evaluation:
    """See `Forecaster.evaluate`."""
    windows = windows_of(model, data)
    lengths = [series.rows for series in data.series]
    rows = windows.rows([max(1, min(windows.context, n // 3)) for n in lengths], lengths)
    horizon = model.settings.horizon
    if not len(rows):
        raise InputError(
            f"the table has {max(lengths)} rows in its longest series, too few for a history "
            f"and {horizon} steps to forecast; give more rows."
        )
    scales = scales_in(model, data, windows, lengths)
    found = compare_rows(model, data, windows, rows, scales)
    sentence = verdict(found.errors, horizon, "On this data").sentence
    notes = *strangers(data, model.encoder), *padded(data, windows.context)
    return Evaluation(found.scores, sentence, notes)
