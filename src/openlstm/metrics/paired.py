# SPDX-License-Identifier: Apache-2.0
"""Whether one forecaster misses less than another: paired errors, block bootstrap."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm, t

__all__ = ["Paired", "paired"]

DRAWS = 2000


@dataclass(frozen=True)
class Paired:
    """How much less ours misses than theirs, as a share of theirs: above 0 is better."""

    gain: float
    low: float
    """Lower end of the 95 % interval."""
    high: float
    origins: int
    """How many moments of forecasting were compared."""

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
    is wider than the normal distribution with as many values as there are blocks.

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
    random = np.random.default_rng(seed)
    starts = random.integers(0, count - size + 1, (DRAWS, -(-count // size)))
    chosen = (starts[..., None] + np.arange(size)).reshape(DRAWS, -1)[:, :count]
    drawn = _gain(ours[chosen].mean(1), theirs[chosen].mean(1))
    gain = float(_gain(ours.mean(), theirs.mean()))
    blocks = max(2.0, count / size)
    wider = t.ppf(0.975, blocks - 1) / norm.ppf(0.975) * np.sqrt(blocks / (blocks - 1))
    low, high = gain + wider * (np.quantile(drawn, [0.025, 0.975]) - gain)
    return Paired(gain, float(low), float(high), count)


def _gain(ours: Any, theirs: Any) -> Any:
    return 1 - ours / np.maximum(theirs, np.finfo(float).tiny)
