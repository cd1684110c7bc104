# SPDX-License-Identifier: Apache-2.0
"""From a table to windows: columns, series, split, encoder, and the line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from torch import Tensor

from openlstm.data.calendar import cycles
from openlstm.data.encoding import Encoder, Scale, fit_encoder, fit_scales
from openlstm.data.grid import Grid, shown
from openlstm.data.roles import find_roles
from openlstm.data.series import Series, SeriesSet, read_series
from openlstm.data.splits import Split, split_series
from openlstm.data.tables import read_table
from openlstm.data.windows import Windows
from openlstm.errors import InputError
from openlstm.metrics.naive import guess_season
from openlstm.models.line_fit import Line, fit_line
from openlstm.tasks.forecast.settings import ForecastSettings

__all__ = ["Prepared", "ahead_of", "cut", "prepare", "read_data"]

CONTEXTS = (7, 14, 28, 48, 72, 96, 168, 336)  # steps: weeks in days, days and weeks in hours
SHARE = 8  # a context is at most this part of the training rows, so that windows differ


@dataclass(frozen=True)
class Prepared:
    """All that a training needs, and what it says about the data."""

    data: SeriesSet
    split: Split
    encoder: Encoder
    windows: Windows
    line: Line
    train: Tensor
    validation: Tensor
    test: Tensor
    season: int
    notes: tuple[str, ...]


def read_data(table: Any, settings: ForecastSettings) -> SeriesSet:
    """The series of whatever `read_table` reads."""
    read = read_table(table)
    roles = find_roles(
        read.columns,
        settings.time,
        settings.target,
        settings.series,
        settings.past_covariates,
        settings.future_covariates,
        settings.static_covariates,
        settings.categorical,
    )
    return read_series(read, roles, settings.frequency)


def prepare(data: SeriesSet, settings: ForecastSettings) -> Prepared:
    """The windows of each part, the encoder fitted on the training part, the line on top.

    Raises:
        InputError: a part is too short, the context longer than all series, or a column is
            constant in the training part.
    """
    _check_context(settings.context_length, max(series.rows for series in data.series))
    split = split_series(data.series, settings.split, settings.horizon)
    rows = max(split.train)
    contexts = [each for each in CONTEXTS if each * SHARE <= rows] or [max(1, rows // SHARE)]
    contexts = [settings.context_length] if settings.context_length else contexts
    found = cycles(data.grid, rows)
    long = [cycle.name for cycle in found if cycle.steps > max(contexts)]
    encoder = fit_encoder(data, split.train, [cycle.name for cycle in found], len(long))
    windows = cut(data, encoder, max(contexts), settings.horizon)
    train, validation, test = _parts(windows, split)
    line = fit_line(windows, encoder.line_known, train, validation, contexts)
    windows = cut(data, encoder, line.context, settings.horizon)
    train, validation, test = _parts(windows, split)
    parts = [
        windows.values[start : start + length].numpy()
        for start, length in zip(windows.starts.tolist(), split.train, strict=True)
    ]
    season = guess_season(parts, [cycle.steps for cycle in found], settings.horizon)
    notes = _notes(data, split, line.context, season, settings)
    return Prepared(data, split, encoder, windows, line, train, validation, test, season, notes)


def _check_context(context: int | None, rows: int) -> None:
    if context is not None and context > rows:
        raise InputError(
            f"context_length is {context} steps, and the longest series has {rows} rows; give more "
            "rows or a smaller context_length."
        )


def cut(data: SeriesSet, encoder: Encoder, context: int, horizon: int) -> Windows:
    """The windows of all series; a series that the encoder does not know is scaled by itself."""
    encoded = [
        encoder.encode(ahead_of(series, data.grid, horizon), scales_of(encoder, series))
        for series in data.series
    ]
    return Windows(encoded, context, horizon)


def scales_of(encoder: Encoder, series: Series) -> dict[str, Scale]:
    """The scales of a series: those of its training rows, or of all its rows if it is new."""
    if series.name in encoder.scales:
        return dict(encoder.scales[series.name])
    return fit_scales(series, encoder.roles.targets, series.rows)


def ahead_of(series: Series, grid: Grid, horizon: int) -> Series:
    """The series with at least `horizon` rows after its last target; new ones hold only times."""
    missing = series.rows + horizon - len(series.times)
    if missing <= 0:
        return series
    times = np.concatenate([series.times, grid.after(series.times[-1], missing)])
    columns = {
        name: np.concatenate([values, np.full(missing, None if values.dtype == object else np.nan)])
        for name, values in series.columns.items()
    }
    return replace(series, times=times, columns=columns)


def _parts(windows: Windows, split: Split) -> tuple[Tensor, Tensor, Tensor]:
    """The rows of the three parts; the targets of a window lie in its part, its context may not."""
    earliest = [max(1, min(windows.context, length // 3)) for length in split.train]
    return (
        _known(windows, "training", earliest, split.train),
        _known(windows, "validation", split.train, split.validation),
        _known(windows, "test", split.validation, split.test),
    )


def _known(windows: Windows, part: str, first: Sequence[int], last: Sequence[int]) -> Tensor:
    rows = windows.rows(first, last)
    if len(rows[:, 2].unique()) < windows.targets:
        raise InputError(
            f"the {part} part has no {windows.horizon} steps of some target of which a value is "
            "known, with a value before them; give more rows, a shorter horizon or another split."
        )
    return rows


def _notes(
    data: SeriesSet, split: Split, context: int, season: int, settings: ForecastSettings
) -> tuple[str, ...]:
    one = len(data.series) == 1
    first, last = data.series[0].times[0], data.series[0].times[data.series[0].rows - 1]
    span = f" from {shown(first)} to {shown(last)}" if one else ""
    rows = sum(series.rows for series in data.series)
    found = [
        f"{rows:,} rows of {'one series' if one else f'{len(data.series)} series'}{span}, "
        f"a step is {data.grid.frequency}",
        f"reads {context} steps back"
        + ("" if settings.context_length else ", chosen on the validation part"),
        f"the season guessed on the training part is {season} steps"
        if season > 1
        else "no season was seen in the training part",
    ]
    holes = sum(
        int(np.isnan(series.columns[name][: series.rows]).sum())
        for series in data.series
        for name in data.roles.targets
    )
    if holes:
        found.append(f"{holes:,} missing target values were filled with the newest before them")
    short = sum(0 < length < context for length in split.train)
    if short:
        found.append(
            f"{short} series are shorter than the context; before their beginning stands their "
            "first value, marked as absent"
        )
    return tuple(found)
