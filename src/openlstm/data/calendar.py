# SPDX-License-Identifier: Apache-2.0
"""Features of the calendar: where in the day, the week and the year a step lies."""

from dataclasses import dataclass

import numpy as np

from openlstm.data.grid import Grid, local

__all__ = ["Cycle", "calendar", "cycles"]

YEAR = 365.2425
CYCLES = {"day": (1.0, 2), "week": (7.0, 3), "year": (YEAR, 2)}  # length in days, harmonics


@dataclass(frozen=True)
class Cycle:
    """One cycle of the calendar: its name and its length in steps."""

    name: str
    steps: float


def cycles(grid: Grid, rows: int) -> list[Cycle]:
    """The cycles, longest first, that have at least 2 steps and are seen twice in `rows` steps.

    What was seen once cannot be told from a trend.

    >>> [cycle.name for cycle in cycles(Grid("h"), rows=10_000)]
    ['week', 'day']
    """
    if grid.days is None:
        return []
    found = [Cycle(name, days / grid.days) for name, (days, _) in CYCLES.items()]
    return [cycle for cycle in found[::-1] if 2 <= cycle.steps <= rows / 2]


def calendar(times: np.ndarray, names: list[str], zone: str | None) -> np.ndarray:
    """[N, F]: sine and cosine of the harmonics of each cycle, in local time.

    >>> calendar(np.array(["2024-01-01T06"], dtype="datetime64[ns]"), ["day"], None).round(1)
    array([[ 1.,  0.,  0., -1.]])
    """
    if not names:
        return np.zeros((len(times), 0))
    clock = local(times, zone)
    day = (clock.hour * 60 + clock.minute + clock.second / 60).to_numpy() / 1440
    place = {
        "day": day,
        "week": (clock.day_of_week.to_numpy() + day) / 7,
        "year": (clock.day_of_year.to_numpy() - 1 + day) / YEAR,
    }
    waves = [
        wave(2 * np.pi * k * place[name])
        for name in names
        for k in range(1, CYCLES[name][1] + 1)
        for wave in (np.sin, np.cos)
    ]
    return np.stack(waves, 1)
