# SPDX-License-Identifier: Apache-2.0
"""Where to look or to change: layers, directions, units and steps as users write them, checked."""

import operator
from collections.abc import Iterable
from typing import Any

import torch

from openlstm.errors import expected

__all__ = ["Indices", "Steps", "checked_indices", "checked_steps", "holds"]

Indices = int | slice | Iterable[int] | None
Steps = frozenset[int] | slice | None
"""Checked steps: some, those of a slice, or all."""


def checked_indices(name: str, chosen: Indices, count: int) -> tuple[int, ...] | None:
    """The chosen 0-based indices below `count` in the order given, each once; None for all.

    Args:
        name: the argument's name, for messages.
        chosen: a number, several, or a slice; negative ones count from the end.
        count: how many there are.

    Raises:
        TypeError: something else than whole numbers.
        ValueError: an index that does not exist, or none at all.

    >>> checked_indices("layers", [-1, 0], 3)
    (2, 0)
    """
    if chosen is None:
        return None
    wanted = range(count)[chosen] if isinstance(chosen, slice) else _numbers(name, chosen)
    for index in wanted:
        if not -count <= index < count:
            raise ValueError(
                expected(name, f"between 0 and {count - 1}", index, "counting begins at 0")
            )
    return _some(name, chosen, dict.fromkeys(index % count for index in wanted))


def checked_steps(chosen: Indices) -> Steps:
    """The chosen 0-based steps; how many there will be is not known before a call.

    Raises:
        TypeError: something else than whole numbers.
        ValueError: negative numbers, a stride of 0, or none at all.

    >>> sorted(checked_steps([3, 1]))
    [1, 3]
    """
    if chosen is None:
        return None
    given: Iterable[int]
    if isinstance(chosen, slice):
        given = [end for end in (chosen.start, chosen.stop, chosen.step) if end is not None]
    else:
        given = _numbers("steps", chosen)
    if any(number < 0 for number in given) or (isinstance(chosen, slice) and chosen.step == 0):
        remedy = "count from the front: the length of a call is not known before"
        raise ValueError(
            expected("steps", "without negative numbers or a stride of 0", chosen, remedy)
        )
    return chosen if isinstance(chosen, slice) else frozenset(_some("steps", chosen, given))


def holds(steps: Steps, step: int) -> bool:
    """Whether a step is among the chosen ones.

    >>> [t for t in range(7) if holds(slice(1, None, 3), t)]
    [1, 4]
    """
    if isinstance(steps, slice):
        return step in range(step + 1)[steps]
    return steps is None or step in steps


def _numbers(name: str, chosen: int | Iterable[int]) -> list[int]:
    """Whole numbers as Python's own, be they of NumPy or PyTorch."""
    try:
        one = isinstance(chosen, int) or getattr(chosen, "ndim", None) == 0
        several: list[Any] = [chosen] if one else list(chosen)  # type: ignore[arg-type]
        if any(isinstance(n, bool) or getattr(n, "dtype", None) is torch.bool for n in several):
            raise TypeError("a mask")
        return [operator.index(number) for number in several]
    except TypeError:
        remedy = "of a mask give the places where it is True"
        raise TypeError(
            expected(name, "a whole number, several of them, or a slice", repr(chosen), remedy)
        ) from None


def _some(name: str, chosen: Indices, found: Iterable[int]) -> tuple[int, ...]:
    several = tuple(found)
    if not several:
        raise ValueError(expected(name, "at least one", repr(chosen), "leave it out for all"))
    return several
