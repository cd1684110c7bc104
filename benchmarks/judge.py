# SPDX-License-Identifier: Apache-2.0
"""How sure a ratio is, and whether it reaches its goal."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["Goal", "interval", "middle"]

Runs = Sequence[Sequence[float]]
_DRAWS = 2000


def middle(runs: Runs) -> float:
    """The figure of all processes: the median of each one's median.

    Args:
        runs: of each process, its ratios, one a pair.
    """
    return float(np.median([np.median(run) for run in runs]))


def interval(runs: Runs, share: float = 0.95) -> tuple[float, float]:
    """The ends between which `middle` lies when the measurement is drawn anew from itself.

    A percentile bootstrap in two stages: processes are drawn with replacement, then pairs within
    each. With five processes it is nearly the range of their medians, as three of five draws are
    the lowest one in 6 % of cases; with one process it knows nothing of other processes.

    Args:
        runs: of each process, its ratios, one a pair.
        share: how much lies between the ends, 0 to 1.
    """
    random, n = np.random.default_rng(0), len(runs)
    medians = np.stack(
        [np.median(random.choice(run, (_DRAWS, len(run))), axis=1) for run in map(np.array, runs)]
    )  # [process, draw]
    which = random.integers(n, size=(_DRAWS, n))
    drawn = medians[which, random.integers(_DRAWS, size=(_DRAWS, n))]
    low, high = np.quantile(np.median(drawn, axis=1), [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)


@dataclass(frozen=True)
class Goal:
    """What a figure is to reach.

    Attributes:
        value: the goal; None: there is none.
        at_most: the figure is a cost: less is better.
    """

    value: float | None = None
    at_most: bool = False

    def verdict(self, figure: float, low: float, high: float) -> str:
        """ "met", "missed" if the whole interval lies on the wrong side, "open" in between.

        Without a goal, nothing.

        Args:
            figure: the figure itself; it reaches the goal or not.
            low: lower end of its interval.
            high: upper end.
        """
        if self.value is None:
            return ""
        if self.at_most:
            return Goal(-self.value).verdict(-figure, -high, -low)
        if figure >= self.value:
            return "met"
        return "missed" if high < self.value else "open"

    def __str__(self) -> str:
        if self.value is None:
            return ""
        return f"{'<=' if self.at_most else '>='} {self.value:g}"
