# SPDX-License-Identifier: Apache-2.0
"""Times two functions against each other: in turn, in one process, disturbed pairs dropped.

A repetition in which the threads of this process waited for a processor for more than 1 % of the
time says something about the machine, not about the function. A peer in a process of its own
(elsewhere.py) may have more threads than there are processors: its waits are its own.
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from elsewhere import Elsewhere, seconds_each

__all__ = ["Function", "Pair", "time_pair"]

Function = Callable[[], object]
Anywhere = Function | Elsewhere
_WAIT_SHARE = 0.01
_TIMING = 2e-3  # seconds


@dataclass(frozen=True)
class Pair:
    """What one process measured of two functions.

    Attributes:
        ours_ms: median time of ours.
        theirs_ms: median time of theirs.
        ratios: theirs / ours of each adjacent pair; above 1, ours is faster.
        dropped: pairs that count for nothing, because the process had to wait.
        disturbed: pairs that count although it had to wait, because too few others came.
        engine: what ran ours.
        extra: more figures, each a column of the results.
    """

    ours_ms: float
    theirs_ms: float
    ratios: list[float]
    dropped: int = 0
    disturbed: int = 0
    engine: str = ""
    extra: dict[str, float] = field(default_factory=dict)

    def but(self, **changes: object) -> "Pair":
        """The same with other attributes."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Times:
    """One repetition of both, in seconds."""

    ours: float
    theirs: float
    waited: bool


def time_pair(
    ours: Function,
    theirs: Anywhere,
    seconds: float = 2.0,
    *,
    calls: int | None = None,
    keep_all: bool = False,
    most: int = 400,
    least: int = 6,
) -> Pair:
    """The times of one call of two functions, called in turn after a warm-up.

    Every other pair begins with theirs: whoever comes first is slower by 1 to 2 % where a call is
    short, as the same function on both sides shows. The number of pairs is even for that.

    Args:
        ours: first function.
        theirs: second function; if it lives elsewhere, one call that does not count comes before
            every timing of either, as the processor had been lent out.
        seconds: how long to go on.
        calls: calls in one timing; times are per call. By default as many as take two milliseconds,
            one if it takes longer: what is read before a timing leaves the caches cold, which adds
            some 60 µs to the first call of either side.
        keep_all: disturbed pairs count, for a measurement of disturbance.
        most: pairs at the most.
        least: pairs at the least, however long they take.
    """
    _warm(ours, theirs, seconds)
    calls = calls or _calls_for(ours, theirs)
    pairs: list[_Times] = []
    dropped, end = 0, time.perf_counter() + seconds
    while len(pairs) < least or len(pairs) % 2 or (time.perf_counter() < end and len(pairs) < most):
        pair = _timed_pair(ours, theirs, calls, turned=len(pairs) % 2 == 1)
        # on a machine that is never quiet, `least` disturbed pairs are better than none at all
        if pair.waited and not keep_all and (len(pairs) >= least or dropped < 2 * least):
            dropped += 1
        else:
            pairs.append(pair)
    return Pair(
        statistics.median(pair.ours for pair in pairs) * 1e3,
        statistics.median(pair.theirs for pair in pairs) * 1e3,
        [round(pair.theirs / pair.ours, 5) for pair in pairs],
        dropped,
        sum(pair.waited for pair in pairs),
        extra=_means(pairs) if keep_all else {},
    )


def _warm(ours: Anywhere, theirs: Anywhere, seconds: float) -> None:
    end = time.perf_counter() + seconds / 2
    for _ in range(3):
        ours(), theirs()
        if time.perf_counter() > end:
            return


def _calls_for(ours: Anywhere, theirs: Anywhere) -> int:
    one = (_timed(ours, 1)[0] + _timed(theirs, 1)[0]) / 2
    return max(1, int(_TIMING / max(one, 1e-7)))


def _means(pairs: list[_Times]) -> dict[str, float]:
    """Means and longest times, in milliseconds: what a median hides."""
    figures: dict[str, float] = {}
    for name in ("ours", "theirs"):
        times = [getattr(pair, name) * 1e3 for pair in pairs]
        figures |= {f"{name}_mean_ms": statistics.fmean(times), f"{name}_longest_ms": max(times)}
    return figures


def _timed_pair(ours: Anywhere, theirs: Anywhere, calls: int, turned: bool) -> _Times:
    if turned:
        pair = _timed_pair(theirs, ours, calls, turned=False)
        return _Times(pair.theirs, pair.ours, pair.waited)
    a, a_waited = _timed(ours, calls, after=theirs)
    b, b_waited = _timed(theirs, calls, after=ours)
    return _Times(a, b, a_waited or b_waited)


def _timed(function: Anywhere, calls: int, after: Anywhere = None) -> tuple[float, bool]:
    """Seconds a call, and whether this process had to wait."""
    if isinstance(function, Elsewhere):
        return function.seconds(calls), False
    if isinstance(after, Elsewhere):
        function()
    waited = _queue_wait()
    each = seconds_each(function, calls)
    return each, _queue_wait() - waited > _WAIT_SHARE * each * calls


def _queue_wait() -> float:
    """Seconds that all threads of this process have waited for a processor; 0 where not known."""
    try:
        tasks = [
            Path("/proc/self/task", name, "schedstat") for name in os.listdir("/proc/self/task")
        ]
        return sum(int(task.read_text().split()[1]) for task in tasks) * 1e-9
    except (OSError, IndexError):
        return 0.0
