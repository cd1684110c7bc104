# SPDX-License-Identifier: Apache-2.0
"""Times two functions against each other: in turn, in one process, disturbed pairs dropped.

A repetition in which the threads of this process waited for a processor for more than 1 % of the
time says something about the machine, not about the function.
"""

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

__all__ = ["Pair", "machine", "time_pair"]

Function = Callable[[], object]
_WAIT_SHARE = 0.01


@dataclass(frozen=True)
class Pair:
    """What one process measured of two functions.

    Attributes:
        ours_ms: median time of ours.
        theirs_ms: median time of theirs.
        ratio: median over adjacent pairs of theirs / ours; above 1, ours is faster.
        kept: pairs that counted.
        dropped: pairs dropped because the process had to wait.
    """

    ours_ms: float
    theirs_ms: float
    ratio: float
    kept: int
    dropped: int


def time_pair(ours: Function, theirs: Function, seconds: float = 2.0, most: int = 400) -> Pair:
    """The times of two functions, called in turn after a warm-up.

    Args:
        ours: first function.
        theirs: second function.
        seconds: how long to go on, at least five pairs.
        most: pairs at the most.
    """
    for _ in range(3):
        ours(), theirs()
    pairs: list[tuple[float, float]] = []
    dropped, end = 0, time.perf_counter() + seconds
    while len(pairs) < 5 or (time.perf_counter() < end and len(pairs) < most):
        a, a_waited = _timed(ours)
        b, b_waited = _timed(theirs)
        if a_waited or b_waited:
            dropped += 1
            if dropped < 3 * most and (len(pairs) >= 5 or dropped < 50):
                continue
        pairs.append((a, b))
    ratio = statistics.median(b / a for a, b in pairs)
    ours_ms, theirs_ms = (statistics.median(side) * 1e3 for side in zip(*pairs, strict=True))
    return Pair(ours_ms, theirs_ms, ratio, len(pairs), dropped)


def _timed(function: Function) -> tuple[float, bool]:
    waited, start = _queue_wait(), time.perf_counter()
    function()
    took = time.perf_counter() - start
    return took, _queue_wait() - waited > _WAIT_SHARE * took


def _queue_wait() -> float:
    """Seconds that all threads of this process have waited for a processor; 0 where not known."""
    try:
        tasks = [
            Path("/proc/self/task", name, "schedstat") for name in os.listdir("/proc/self/task")
        ]
        return sum(int(task.read_text().split()[1]) for task in tasks) * 1e-9
    except (OSError, IndexError):
        return 0.0


def machine() -> dict[str, str]:
    """The machine and versions, for the results file."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        name = lines[0].split(":", 1)[1].strip() if lines else name
    return {
        "machine": name,
        "threads": str(torch.get_num_threads()),
        "torch": torch.__version__,
        "python": platform.python_version(),
    }
