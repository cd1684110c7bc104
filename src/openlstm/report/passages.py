# SPDX-License-Identifier: Apache-2.0
"""Which part of a text to show: it begins with a paragraph, and is like the rest."""

from collections.abc import Callable, Sequence

__all__ = ["starts", "typical"]


def starts(text: str, length: int, after: int = 0) -> list[int]:
    r"""Where paragraphs begin with `length` characters to follow; else lines; else about `after`.

    >>> starts("one\ntwo\n\nthree", length=5)
    [9]
    """
    last = len(text) - length
    for mark in ("\n\n", "\n"):
        places = range(max(after, len(mark)), last + 1)
        found = [t for t in places if text[t - len(mark) : t] == mark]
        if found:
            return found
    return [max(min(after, last), 0)]


def typical(places: Sequence[int], figure: Callable[[int], float], whole: float) -> int:
    """The place at which `figure` comes nearest to what it is on the whole text."""
    return min(places, key=lambda t: abs(figure(t) - whole))
