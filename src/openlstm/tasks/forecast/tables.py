# SPDX-License-Identifier: Apache-2.0
"""Forecasts as tables: a row for each series, target and step, with its time."""

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v1 as nw
import numpy as np
import pandas as pd
import torch
from torch import Tensor

from openlstm.data.encoding import Encoder
from openlstm.data.grid import Grid, local, shown
from openlstm.data.series import Series, SeriesSet
from openlstm.errors import InputError
from openlstm.models.forecaster import Forecast
from openlstm.tasks.forecast.prepare import Prepared
from openlstm.tasks.forecast.scoring import Scales

__all__ = [
    "check_future",
    "csv_text",
    "forecast_frame",
    "like",
    "padded",
    "shown_forecasts",
    "strangers",
    "times_of",
]


def forecast_frame(
    data: SeriesSet,
    rows: Tensor,
    forecast: Forecast,
    scales: Scales,
    levels: Sequence[float],
    steps: int,
) -> pd.DataFrame:
    """The forecasts from `rows` in the units of the data, steps 1 … `steps`.

    Columns: the series if there are several, origin (the newest time that was read), the time
    column, step, target if there are several, mean, and q0.1 and so on.
    """
    roles = data.roles
    point, bands = scales.units(forecast.point, rows), scales.units(forecast.quantiles, rows)
    parts = []
    for k, (s, origin, m) in enumerate(rows.tolist()):
        series = data.series[s]
        newest = series.times[origin - 1]
        columns: dict[str, Any] = {roles.series: series.name} if roles.series else {}
        columns |= {
            "origin": newest,
            roles.time: _zoned(_following(series.times, origin, data.grid, steps), data.grid.zone),
            "step": np.arange(1, steps + 1),
        }
        if len(roles.targets) > 1:
            columns["target"] = roles.targets[m]
        columns["mean"] = point[k, :steps]
        columns |= {f"q{level:g}": bands[k, :steps, q] for q, level in enumerate(levels)}
        part = pd.DataFrame(columns)
        part["origin"] = _zoned(part["origin"].to_numpy(), data.grid.zone)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _following(times: np.ndarray, origin: int, grid: Grid, steps: int) -> np.ndarray:
    """The times of the table as far as it goes, then those of the grid."""
    there = times[origin : origin + steps]
    return np.concatenate([there, grid.after(times[-1], steps - len(there))])


def _zoned(times: np.ndarray, zone: str | None) -> Any:
    return times if zone is None else local(times, zone)


def times_of(data: SeriesSet, rows: Tensor) -> np.ndarray:
    """[N], the newest time that each window reads."""
    return np.array([data.series[s].times[origin - 1] for s, origin, _ in rows.tolist()])


def check_future(series: Series, encoder: Encoder, steps: int) -> None:
    """Nothing, if the future covariates of the next steps are there.

    Raises:
        InputError: with the column and the first time that has no value.
    """
    for name in encoder.roles.future:
        ahead = series.columns[name][series.rows : series.rows + steps]
        absent = pd.isna(ahead)
        if len(ahead) == steps and not absent.any():
            continue
        k = int(absent.argmax()) if absent.any() else len(ahead)
        times = np.concatenate([series.times, encoder.grid.after(series.times[-1], steps)])
        raise InputError(
            f"future_covariates {name} of {series.where} must be known {steps} steps ahead, and is "
            f"not at {shown(times[series.rows + k])}; add rows with the target left empty."
        )


def like(table: Any, frame: pd.DataFrame) -> Any:
    """The frame as polars or arrow where `table` is of that kind."""
    try:
        kind = nw.from_native(table, eager_only=True).implementation
    except TypeError:
        return frame
    if kind.is_pandas():
        return frame
    columns = {name: frame[name].to_list() for name in frame}
    return nw.from_dict(columns, backend=kind).to_native()


def csv_text(frame: pd.DataFrame) -> str:
    """The frame as CSV, all its times in one form: dates alone where none has a time of day."""
    times = frame.select_dtypes(["datetime", "datetimetz"])
    if len(times.columns) > 1:  # pandas writes each column in the shortest form of its own
        frame = frame.assign(**times.stack().astype(str).unstack())
    return str(frame.to_csv(index=False, lineterminator="\n"))


def shown_forecasts(
    prepared: Prepared, forecast: Forecast, scales: Scales, levels: Sequence[float]
) -> pd.DataFrame:
    """The forecasts of the test part that begin where the one before ended, and what came."""
    rows, horizon = prepared.test, prepared.windows.horizon
    starts = torch.tensor(prepared.split.validation)
    apart = (rows[:, 1] - starts[rows[:, 0]]) % horizon == 0
    rows, forecast = rows[apart], Forecast(*(each[apart] for each in forecast))
    frame = forecast_frame(prepared.data, rows, forecast, scales, levels, horizon)
    frame["actual"] = scales.truth(prepared.windows, rows).actual.reshape(-1)
    return frame


def strangers(data: SeriesSet, encoder: Encoder) -> tuple[str, ...]:
    """Notes on series and categories that the training part did not have."""
    new = [series.name for series in data.series if series.name not in encoder.scales]
    odd = dict.fromkeys(word for series in data.series for word in encoder.unknown(series))
    said = []
    if new:
        said.append(f"scaled by its own history, as the training did not have it: {_listed(new)}")
    if odd:
        said.append(f"read as none of the known categories: {_listed(list(odd))}")
    return tuple(said)


def padded(data: SeriesSet, context: int) -> tuple[str, ...]:
    """A note on series with fewer rows than the model reads."""
    short = [series for series in data.series if series.rows < context]
    if not short:
        return ()
    rows, names = short[0].rows, _listed([series.name for series in short])
    what = (
        f"{short[0].where} has {rows:,} {'row' if rows == 1 else 'rows'} up to its last target"
        if len(short) == 1
        else f"{len(short)} series ({names}) have fewer rows up to their last target"
    )
    return (
        f"{what}, and the model reads {context}: the first value, marked as absent, stands in "
        "place of the others; forecast and intervals are the less to be relied on: give more rows",
    )


def _listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more
