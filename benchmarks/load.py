# SPDX-License-Identifier: Apache-2.0
"""Who suffers more from a busy machine? Slowdown with two busy processes beside, ours and theirs.

    python benchmarks/load.py

A case is T,B,I,H,layers,directions and the mode. Each process measures the pair twice: alone,
then beside two processes that do nothing but count, all repetitions kept. `ours_slowdown` and
`theirs_slowdown` are medians beside over medians alone, `..._slowdown_mean` means beside over
medians alone, `..._longest_ms` the longest call beside: what makes a user wait. `ratio` is
nn.LSTM's slowdown over ours, from the pairs' ratios: at 1 or above, ours suffers no more.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from judge import Goal
from pairs import Pair, time_pair
from results_file import run_benchmark
from shapes import plain_calls

SIZES = ("100,1,32,64,1,1", "100,32,32,64,1,1", "100,8,128,256,1,1", "500,32,128,128,2,1")
# counts until it is ended, or whoever started it has gone, in whatever way
_COUNT = """
import os
while os.getppid() == {parent}:
    for _ in range(100_000):
        pass
"""


@contextmanager
def busy(count: int = 2) -> Iterator[list[int]]:
    """A context with processes beside it that never rest; gives their ids.

    They have ended when it is left, by whatever way.
    """
    code = _COUNT.format(parent=os.getpid())
    processes = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(count)]
    try:
        yield [process.pid for process in processes]
    finally:
        for process in processes:
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()


def measure(case: str, seconds: float) -> Pair:
    """The pair alone, then under load."""
    a, b, ran = plain_calls(case)
    alone = time_pair(a, b, seconds / 2)
    with busy():
        beside = time_pair(a, b, seconds, keep_all=True, least=20)
    return _slowdown(alone, beside).but(engine=ran)


def _slowdown(alone: Pair, beside: Pair) -> Pair:
    """Times under load; ratios are their slowdown over ours."""
    usual, extra = statistics.median(alone.ratios), dict[str, float]()
    for side in ("ours", "theirs"):
        quiet_ms = getattr(alone, f"{side}_ms")
        extra[f"{side}_alone_ms"] = quiet_ms
        extra[f"{side}_slowdown"] = getattr(beside, f"{side}_ms") / quiet_ms
        extra[f"{side}_slowdown_mean"] = beside.extra[f"{side}_mean_ms"] / quiet_ms
        extra[f"{side}_longest_ms"] = beside.extra[f"{side}_longest_ms"]
    return beside.but(ratios=[ratio / usual for ratio in beside.ratios], extra=extra)


if __name__ == "__main__":
    cases = [f"{size} {mode}" for size in SIZES for mode in ("inference", "training")]
    run_benchmark(__file__, __doc__, cases, measure, lambda *_: Goal(1.0), seconds=4)
