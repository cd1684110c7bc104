# SPDX-License-Identifier: Apache-2.0
"""Whether one model does better than another on the same data."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm, t

__all__ = ["Paired", "paired", "paired_accuracy"]

DRAWS = 2000


@dataclass(frozen=True)
class Paired:
    """How much better ours is than theirs: above 0 is better; see `paired`, `paired_accuracy`."""

    gain: float
    """Minus infinity where theirs makes no error at all and ours does."""
    low: float
    """Lower end of the 95 % interval; minus infinity where too little was compared to tell."""
    high: float
    origins: int
    """How many moments of forecasting, or sequences, were compared."""

    @property
    def word(self) -> str:
        """better, not distinguishable, or worse."""
        if self.low > 0:
            return "better"
        return "worse" if self.high < 0 else "not distinguishable"


def paired(ours: ArrayLike, theirs: ArrayLike, block: int, seed: int = 0) -> Paired:
    """The gain in mean error over rolling origins, with a moving-block bootstrap interval.

    Forecasts from neighbouring origins err alike, so whole blocks of origins are drawn together. A
    few blocks show less of the variation than there is: the interval is widened by what Student's t
    is wider than the normal distribution with as many values as there are blocks. With less than
    two of them nothing can be told, and the interval has no ends.

    Args:
        ours, theirs: [N], mean absolute error of the forecast from each origin, by time.
        block: origins in a block, at least the horizon; at most a third of all are taken.
        seed: where the chance of the bootstrap begins.

    Source: Künsch 1989, The jackknife and the bootstrap for general stationary observations.

    >>> paired([1.0, 1.1] * 50, [2.0, 2.0] * 50, block=5).word
    'better'
    """
    ours, theirs = np.asarray(ours, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
    count = len(ours)
    size = max(1, min(block, count // 3))
    blocks = count / block
    usual = float(theirs.mean())
    against_none = -math.inf if ours.any() else 0.0
    gain = 1 - float(ours.mean()) / usual if usual else against_none
    if blocks < 2:
        return Paired(gain, -math.inf, math.inf, count)
    if not usual:
        return Paired(gain, gain, gain, count)
    random = np.random.default_rng(seed)
    starts = random.integers(0, count - size + 1, (DRAWS, -(-count // size)))
    chosen = (starts[..., None] + np.arange(size)).reshape(DRAWS, -1)[:, :count]
    # a draw in which theirs make no error is held to a millionth of their usual one
    drawn = 1 - ours[chosen].mean(1) / np.maximum(theirs[chosen].mean(1), 1e-6 * usual)
    wider = t.ppf(0.975, blocks - 1) / norm.ppf(0.975) * np.sqrt(blocks / (blocks - 1))
    low, high = gain + wider * (np.quantile(drawn, [0.025, 0.975]) - gain)
    return Paired(gain, float(low), min(float(high), 1.0), count)


def paired_accuracy(ours: ArrayLike, theirs: ArrayLike) -> Paired:
    """How much more often ours is right than theirs, as a share of all; above 0 is better.

    The 95 % interval is Agresti and Min's: half a sequence is added to each of the four cells of
    the table ours right or wrong × theirs right or wrong. A bootstrap would be too sure where the
    two differ on a handful of sequences.

    Args:
        ours, theirs: [N] bool, whether each was right on the same sequences.

    Source: Agresti & Min 2005, Simple improved confidence intervals for comparing matched
    proportions.

    >>> paired_accuracy([True] * 9 + [False], [False] * 9 + [True]).word
    'better'
    >>> paired_accuracy([True] * 4 + [True] * 96, [False] * 4 + [True] * 96).word
    'not distinguishable'
    """
    ours, theirs = np.asarray(ours, dtype=bool), np.asarray(theirs, dtype=bool)
    count = len(ours)
    won, lost = (ours & ~theirs).sum() + 0.5, (theirs & ~ours).sum() + 0.5
    middle = (won - lost) / (count + 2)
    half = norm.ppf(0.975) * np.sqrt(won + lost - (won - lost) ** 2 / (count + 2)) / (count + 2)
    gain = float(ours.mean() - theirs.mean())
    low, high = max(float(middle - half), -1.0), min(float(middle + half), 1.0)
    return Paired(gain, low, high, count)
