# SPDX-License-Identifier: Apache-2.0
"""A forecaster among observations as they come: what it keeps of its series, and of its states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from openlstm.data.grid import shown
from openlstm.data.series import Series, SeriesSet
from openlstm.errors import InputError
from openlstm.tasks.forecast.carrying import carry
from openlstm.tasks.forecast.evaluation import windows_of

if TYPE_CHECKING:
    from openlstm.tasks.forecast.estimator import Forecaster

__all__ = ["Following", "States", "followed"]

States = Mapping[str, Any]
"""Series → (h, c), each [layers, targets, units], after its newest observation."""


@dataclass(frozen=True)
class Following:
    """What a forecaster goes on from.

    data: the newest rows of every series, and what is known ahead of them.
    states: one for each network; None if they read windows, or nothing was carried yet.
    """

    data: SeriesSet
    states: Sequence[States] | None = None


def followed(
    model: "Forecaster", before: Following | None, new: SeriesSet, numbered: bool
) -> Following:
    """What is kept after `new` came; see `Forecaster.update`.

    Args:
        numbered: whether the times of `new` only number its rows.
    """
    old = {series.name: series for series in before.data.series} if before else {}
    came = {series.name: series for series in new.series}
    for name in came:
        if name not in model.encoder.scales:
            raise InputError(
                f"update has rows of the series {name}, which the training did not have; "
                "predict(table) forecasts a new series from a table of its own."
            )
    if numbered and old:
        came = {name: _after(old[name], series) for name, series in came.items()}
    whole = {**old, **{name: _whole(old.get(name), new, model) for name, new in came.items()}}
    data = replace(new, series=tuple(whole.values()))
    read = {name: series.rows for name, series in old.items()}
    states = _states(model, data, read, before.states if before else None)
    context = model.rivals.line.context
    return Following(
        replace(data, series=tuple(_tail(series, context) for series in data.series)), states
    )


def _after(old: Series, new: Series) -> Series:
    return replace(new, times=new.times + old.times[-1] + 1)


def _whole(old: Series | None, new: Series, model: "Forecaster") -> Series:
    if old:
        return _joined(old, new, model)
    if not new.rows:
        raise InputError(
            f"update begins {new.where} without a value of "
            f"{', '.join(model.encoder.roles.targets)}; begin with rows that have one."
        )
    return new


def _joined(old: Series, new: Series, model: "Forecaster") -> Series:
    """Both by time; what was known ahead stays unless it is told anew."""
    newest = old.times[old.rows - 1]
    if new.times[0] <= newest:
        raise InputError(
            f"update of {new.where} has the time {shown(new.times[0])}, and must begin after "
            f"{shown(newest)}, the newest that was read; give only rows that are newer."
        )
    kept = np.concatenate([np.arange(old.rows), _not_in(old, new)])
    times = np.concatenate([old.times[kept], new.times])
    order = times.argsort(kind="stable")
    columns = {
        name: np.concatenate([values[kept], new.columns[name]])[order]
        for name, values in old.columns.items()
    }
    times = times[order]
    model.encoder.grid.check(times, new.where)
    rows = int(np.searchsorted(times, new.times[new.rows - 1])) + 1 if new.rows else old.rows
    return Series(old.name, times, columns, rows)


def _not_in(old: Series, new: Series) -> np.ndarray:
    """The rows of `old` ahead of its observations whose times `new` does not have."""
    ahead = np.arange(old.rows, len(old.times))
    return ahead[~np.isin(old.times[ahead], new.times)]


def _states(
    model: "Forecaster",
    data: SeriesSet,
    read: Mapping[str, int],
    states: Sequence[States] | None,
) -> Sequence[States] | None:
    """Each network's states, carried over the rows that were not read yet: all if none was."""
    if not model.settings.stateful:
        return None
    windows = windows_of(model, data)
    found = []
    for k, network in enumerate(model.models):
        mine = dict(states[k]) if states else {}
        for s, series in enumerate(data.series):
            first = read[series.name] if series.name in mine else 0
            if first < series.rows:
                mine[series.name] = carry(network, windows, s, first, mine.get(series.name))[1]
        found.append(mine)
    return found


def _tail(series: Series, context: int) -> Series:
    """As many of the newest rows as a forecast reads, with what fills their first holes."""
    last = max(0, series.rows - context)
    seen = [np.flatnonzero(~pd.isna(values[: last + 1])) for values in series.columns.values()]
    first = min((int(each[-1]) for each in seen if len(each)), default=last)
    columns = {name: values[first:] for name, values in series.columns.items()}
    return Series(series.name, series.times[first:], columns, series.rows - first)
