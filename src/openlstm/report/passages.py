# SPDX-License-Identifier: Apache-2.0
"""Which part of a text to show: it begins with a line, and something happens in it."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["first_line", "liveliest"]


def first_line(text: str, after: int) -> int:
    """Where the first paragraph after position `after` begins; else the first line; else `after`.

    >>> first_line("one\\ntwo\\n\\nthree", after=2)
    9
    """
    for mark in ("\n\n", "\n"):
        found = text.find(mark, after)
        if found >= 0:
            return found + len(mark)
    return after


def liveliest(text: str, feature: NDArray[np.float64], length: int) -> int:
    """Where the `length` characters begin, at the start of a line, over which the feature varies most."""
    starts = [t for t in range(len(text) - length + 1) if t == 0 or text[t - 1] == "\n"]
    return max(starts or [0], key=lambda t: feature[t : t + length].std())
