# SPDX-License-Identifier: Apache-2.0
"""Scores of a language model from the cost −ln p of each character, in nats."""

import math

import numpy as np
from numpy.typing import ArrayLike

from ..errors import InputError, expected

__all__ = ["bits_per_char", "language_scores", "nats_per_char"]


def nats_per_char(nats: ArrayLike) -> float:
    """The mean cost of a character, −1/N Σ ln p(x_t | x_1 … x_{t−1}).

    Args:
        nats: cost of each character, any shape, at least one; an array, a list or a tensor. Summed
            in float64 whatever its dtype.

    Raises:
        InputError: no character was scored.

    >>> nats_per_char([1.0, 2.0, 3.0])
    2.0
    """
    costs = np.asarray(nats, dtype=np.float64)
    if not costs.size:
        raise InputError(
            expected("nats", "the cost of one or more characters", "none", "score a longer text")
        )
    return float(costs.mean())


def bits_per_char(nats: ArrayLike) -> float:
    """The same mean in bits: `nats_per_char(nats)` / ln 2.

    >>> round(bits_per_char([1.0, 2.0, 3.0]), 4)
    2.8854
    """
    return nats_per_char(nats) / math.log(2)


def language_scores(nats: ArrayLike) -> dict[str, float]:
    """Both scores by name, as metrics.json keeps them.

    >>> language_scores([math.log(2)])
    {'nats_per_char': 0.6931471805599453, 'bits_per_char': 1.0}
    """
    return {"nats_per_char": nats_per_char(nats), "bits_per_char": bits_per_char(nats)}
