# SPDX-License-Identifier: Apache-2.0
"""Times held to a regular grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from openlstm.errors import InputError

__all__ = ["Grid", "find_grid", "local", "shown"]

TRADING = "trading days"
LONGEST_PAUSE = 5  # days; weekdays that are missing in a row are holidays up to here


@dataclass(frozen=True)
class Grid:
    """The step of all series.

    frequency: a step as pandas names it, "h", "D", "15min", "MS"; from one whole number to the
        next, such as "1" or "3600"; "trading days" where every row is a step and weekends and
        holidays have none.
    zone: the time zone that calendar features and outputs are in; None if times have none.
    """

    frequency: str
    zone: str | None = None

    @property
    def numbers(self) -> bool:
        """Whether times are whole numbers, and no dates."""
        return self.frequency.isdecimal()

    @property
    def days(self) -> float | None:
        """The length of a step in days, about; None for whole numbers."""
        if self.numbers:
            return None
        if self.frequency == TRADING:
            return 7 / 5
        start = pd.Timestamp("2001-01-01")
        return (start + 100 * self._offset - start) / pd.Timedelta(days=100)

    @property
    def _offset(self) -> Any:
        named = "B" if self.frequency == TRADING else self.frequency
        return pd.tseries.frequencies.to_offset(named)

    def after(self, last: Any, steps: int) -> np.ndarray:
        """The `steps` times that follow `last`."""
        if self.numbers:
            return int(last) + int(self.frequency) * np.arange(1, steps + 1)
        begin = local([last], self.zone)[0]  # days are days by the clock, of 23 hours too
        times = pd.date_range(begin, periods=steps + 1, freq=self._offset)[1:]
        return (times.tz_convert(None) if self.zone else times).to_numpy("datetime64[ns]")

    def check(self, times: np.ndarray, where: str) -> None:
        """Nothing, if sorted `times` follow each other in steps.

        Raises:
            InputError: with the first time that comes twice, is missing or lies between two steps.
        """
        twice = times[1:] == times[:-1]
        if twice.any():
            place = shown(times[int(twice.argmax())])
            raise InputError(f"{where} has the time {place} twice; {self._remedy}.")
        if self.frequency == TRADING or len(times) < 2:
            return
        wanted = np.concatenate([times[:1], self.after(times[0], len(times) - 1)])
        off = wanted != times
        if off.any():
            k = int(off.argmax())
            raise InputError(
                f"{where} goes from {shown(times[k - 1])} to {shown(times[k])}, where a step of "
                f"{self.frequency} would lead to {shown(wanted[k])}; {self._remedy}."
            )

    @property
    def _remedy(self) -> str:
        if self.numbers:
            return (
                "mend the table: number the rows 0, 1, 2 …, add the missing ones with empty cells, "
                "or write dates, such as 2024-01-31"
            )
        return "mend the table, or lay it on a grid with frequency, such as --frequency h"


def local(times: Any, zone: str | None) -> pd.DatetimeIndex:
    """Times, which are in UTC if there is a zone, by the clock of the zone."""
    index = pd.DatetimeIndex(times)
    return index.tz_localize("UTC").tz_convert(zone) if zone else index


def shown(time: Any) -> str:
    """A time as messages show it."""
    return str(time) if isinstance(time, np.integer | int) else str(pd.Timestamp(time))


def find_grid(groups: Sequence[np.ndarray], zone: str | None) -> Grid:
    """The grid that the sorted times of most steps of all series lie on.

    >>> find_grid([np.arange("2024-01", "2024-09", dtype="datetime64[M]")], None).frequency
    'MS'
    """
    steps = np.concatenate([np.diff(times) for times in groups])
    steps = steps[steps.astype(np.int64) > 0]
    if not len(steps):
        raise InputError("every series has one row only; a forecast needs a history.")
    if groups[0].dtype.kind == "i":
        return Grid(str(_usual(steps)))
    clocks = [local(times, zone).tz_localize(None) for times in groups]
    times = clocks[0].append(clocks[1:])
    if name := _month(times):
        months = np.concatenate([np.diff(each.year * 12 + each.month) for each in clocks])
        return Grid(_multiple(_usual(months), name), zone)
    if _are_trading_days(times, steps):
        return Grid(TRADING, zone)
    usual = pd.Timedelta(_usual(steps))
    if usual % pd.Timedelta(days=1) == pd.Timedelta(0):
        return Grid(_multiple(usual.days, "D"), zone)
    return Grid(pd.tseries.frequencies.to_offset(usual).freqstr, zone)


def _usual(values: np.ndarray) -> Any:
    found, counts = np.unique(values, return_counts=True)
    return found[counts.argmax()]


def _multiple(count: int, name: str) -> str:
    return name if count == 1 else f"{count}{name}"


def _month(times: pd.DatetimeIndex) -> str | None:
    """MS or ME where all times are the first or the last days of months."""
    if not (times == times.normalize()).all():
        return None
    if times.is_month_start.all():
        return "MS"
    return "ME" if times.is_month_end.all() else None


def _are_trading_days(times: pd.DatetimeIndex, steps: np.ndarray) -> bool:
    """Weekdays only, mostly one after the other, and no pause longer than holidays make."""
    days = steps / np.timedelta64(1, "D")
    weekdays = bool((times.day_of_week < 5).all() and (times == times.normalize()).all())
    return (
        weekdays
        and bool(np.median(days) == 1)
        and days.max() > 1
        and days.max() <= LONGEST_PAUSE + 2
    )
