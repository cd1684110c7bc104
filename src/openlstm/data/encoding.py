# SPDX-License-Identifier: Apache-2.0
"""Series to numbers: scaling, categories, calendar and filling, fitted on training rows only."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from openlstm.data.calendar import calendar
from openlstm.data.grid import Grid, shown
from openlstm.data.roles import Roles
from openlstm.data.series import Series, SeriesSet
from openlstm.data.windows import EncodedSeries
from openlstm.errors import InputError

__all__ = ["Encoder", "Numeric", "Scale", "fit_encoder"]

MANY = 50  # categories that a column may have; more are a name, not a kind


@dataclass(frozen=True)
class Scale:
    """x → (x − mean) / deviation, and the rows of the series it was fitted on."""

    mean: float
    deviation: float
    first: int
    last: int
    """The row after the last."""
    from_time: str
    to_time: str


@dataclass(frozen=True)
class Numeric:
    """A numeric covariate: mean and deviation over all training rows; whether any was missing."""

    mean: float
    deviation: float
    has_holes: bool


@dataclass(frozen=True)
class Encoder:
    """All that turns series into numbers; every part of it was fitted on training rows only.

    scales: series → target → its scale.
    numeric: covariate → how it is scaled.
    categories: covariate → its categories, sorted; others become zeros.
    cycles: calendar cycles in use, the long ones, that only the line reads, first.
    line_only, line_known: of the columns known in advance the line reads the first `line_known`,
        the network those from `line_only` on. A cycle that was seen two or three times can be
        followed by a line; a network would learn it by heart.
    """

    roles: Roles
    grid: Grid
    scales: Mapping[str, Mapping[str, Scale]]
    numeric: Mapping[str, Numeric]
    categories: Mapping[str, Sequence[str]]
    cycles: Sequence[str]
    long_cycles: int
    line_only: int
    line_known: int

    def encode(self, series: Series, scales: Mapping[str, Scale]) -> EncodedSeries:
        """The series as numbers without holes; filling never looks ahead."""
        ahead = series.upto(series.rows)
        raw = np.stack([ahead.columns[name] for name in self.roles.targets], 1)
        scaled = np.stack(
            [(raw[:, m] - scales[t].mean) / scales[t].deviation
             for m, t in enumerate(self.roles.targets)], 1,
        )  # fmt: skip
        return EncodedSeries(
            filled(scaled),
            (~np.isnan(raw)).astype(np.float64),
            self._covariates(ahead, self.roles.past),
            self._known(series),
            self._static(series),
        )

    def _static(self, series: Series) -> np.ndarray:
        """Of the first row that has a value; other rows may leave it out."""
        names = self.roles.static
        columns = {name: _first_seen(series.columns[name]) for name in names}
        return self._covariates(replace(series.upto(1), columns=columns), names)[0]

    def _known(self, series: Series) -> np.ndarray:
        """Long cycles, future covariates, short cycles."""
        names = self.cycles[: self.long_cycles], self.cycles[self.long_cycles :]
        long, short = (calendar(series.times, list(each), self.grid.zone) for each in names)
        return np.concatenate([long, self._covariates(series, self.roles.future), short], 1)

    def _covariates(self, series: Series, names: Sequence[str]) -> np.ndarray:
        parts = [np.zeros((len(series.times), 0))]
        for name in names:
            values = series.columns[name]
            if name in self.categories:
                parts.append(np.stack([values == one for one in self.categories[name]], 1))
                continue
            how = self.numeric[name]
            scaled = ((values - how.mean) / how.deviation)[:, None]
            parts.append(np.nan_to_num(filled(scaled)))  # before the first value: the mean
            if how.has_holes:
                parts.append(~np.isnan(scaled))
        return np.concatenate(parts, 1).astype(np.float64)

    def unknown(self, series: Series) -> list[str]:
        """Categories of the series that the training part did not have, as "column: category"."""
        return [
            f"{name}: {value}"
            for name, known in self.categories.items()
            for value in dict.fromkeys(series.columns[name])
            if value is not None and value not in known
        ]

    def to_json(self) -> dict[str, Any]:
        """As pipeline.json keeps it."""
        return asdict(self)


def _first_seen(values: np.ndarray) -> np.ndarray:
    """[1], the first that is not missing, if there is one."""
    return values[[int((~pd.isna(values)).argmax())]]


def filled(values: np.ndarray) -> np.ndarray:
    """[N, F] with each hole filled by the newest value before it; the first ones by the first."""
    frame = pd.DataFrame(values).ffill()
    return frame.bfill().to_numpy()


def fit_scales(series: Series, targets: Sequence[str], rows: int) -> dict[str, Scale]:
    """The scale of each target over the first `rows` rows; a constant one is only shifted."""
    found = {}
    for name in targets:
        values = series.columns[name][:rows]
        seen = values[~np.isnan(values)]
        mean, deviation = (float(seen.mean()), float(seen.std())) if len(seen) else (0.0, 1.0)
        times = shown(series.times[0]), shown(series.times[max(rows - 1, 0)])
        found[name] = Scale(
            mean, deviation if deviation > 1e-12 * (1 + abs(mean)) else 1.0, 0, rows, *times
        )
    return found


def fit_encoder(
    data: SeriesSet, rows: Sequence[int], cycles: Sequence[str], long_cycles: int
) -> Encoder:
    """The encoder fitted on the first rows of each series.

    Args:
        rows: how many rows of each series are for training.
        cycles: calendar cycles to use.
        long_cycles: how many of them, from the first, are too long for a context to show them.

    Raises:
        InputError: a target or covariate is constant there, or has too many categories.
    """
    roles = data.roles
    train = [series.upto(length) for series, length in zip(data.series, rows, strict=True)]
    for name in roles.targets:
        _check_varies(name, "target", np.concatenate([part.columns[name] for part in train]))
    numeric, categories = {}, {}
    for name in (*roles.past, *roles.future, *roles.static):
        values = np.concatenate([part.columns[name] for part in train])
        _check_varies(name, "covariate", values)
        if name in roles.categorical:
            categories[name] = _categories(name, values)
        else:
            mean, deviation = float(np.nanmean(values)), float(np.nanstd(values))
            numeric[name] = Numeric(mean, deviation, bool(np.isnan(values).any()))
    scales = {
        series.name: fit_scales(series, roles.targets, length)
        for series, length in zip(data.series, rows, strict=True)
    }
    parts = (scales, numeric, categories, tuple(cycles), long_cycles)
    one = data.series[0].upto(1)
    future = Encoder(roles, data.grid, *parts, 0, 0)._covariates(one, roles.future).shape[1]
    waves = calendar(one.times, list(cycles[:long_cycles]), None).shape[1]
    return Encoder(roles, data.grid, *parts, waves, waves + future)


def _check_varies(name: str, role: str, values: np.ndarray) -> None:
    seen = values[~pd.isna(values)]
    if len(seen) and not (seen != seen[0]).any():
        raise InputError(
            f"{role} {name} is {seen[0]} in every training row; a column that never changes says "
            "nothing: leave it out."
        )
    if not len(seen):
        raise InputError(f"{role} {name} has no value in the training rows; leave it out.")


def _categories(name: str, values: np.ndarray) -> tuple[str, ...]:
    found = tuple(sorted({value for value in values if value is not None}))
    if len(found) > MANY:
        raise InputError(
            f"categorical {name} has {len(found)} categories, at most {MANY} are told apart; "
            "merge the rare ones or leave it out."
        )
    return found
