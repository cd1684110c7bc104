# SPDX-License-Identifier: Apache-2.0
"""Labelled sequences of any length, out of arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from openlstm.errors import InputError, expected, nearest

__all__ = ["SequenceSet", "default_names", "read_arrays"]


@dataclass(frozen=True)
class SequenceSet:
    """N sequences of M channels, as they were read.

    values: N arrays [T_n, M] float64, T_n ≥ 1; NaN where a value is missing.
    names: N, how messages and predictions call each.
    channels: M, their names.
    labels: [N], what each sequence is; None where nobody said.
    steps: N arrays [T_n], the numbers or times of the steps; None where they are only counted.
    """

    values: tuple[np.ndarray, ...]
    names: tuple[Any, ...]
    channels: tuple[str, ...]
    labels: np.ndarray | None = None
    steps: tuple[np.ndarray, ...] | None = None

    def __len__(self) -> int:
        return len(self.values)

    def take(self, rows: Sequence[int] | np.ndarray) -> "SequenceSet":
        """Some of them, in the order of `rows`."""
        values, names = (tuple(each[k] for k in rows) for each in (self.values, self.names))
        labels = None if self.labels is None else self.labels[np.asarray(rows, dtype=int)]
        steps = None if self.steps is None else tuple(self.steps[k] for k in rows)
        return replace(self, values=values, names=names, labels=labels, steps=steps)

    def only(self, channels: Sequence[str]) -> "SequenceSet":
        """The same with some of the channels.

        Raises:
            InputError: there is none of such a name.
        """
        for name in channels:
            if name not in self.channels:
                near = nearest(name, self.channels)
                raise InputError(
                    f"channels names {name}, which is not there{near}; there are "
                    f"{', '.join(self.channels)}."
                )
        places = [self.channels.index(name) for name in channels]
        values = tuple(each[:, places] for each in self.values)
        return replace(self, values=values, channels=tuple(channels))

    @property
    def lengths(self) -> np.ndarray:
        """[N], steps of each."""
        return np.array([len(each) for each in self.values])


def read_arrays(x: Any, labels: Any = None) -> SequenceSet:
    """The sequences in an array or in a list of arrays.

    Args:
        x: an array [N, T, M], or [N, T] of one channel, whose last steps are left out where all
            channels are NaN; or N arrays [T_n, M] or [T_n].
        labels: N words or numbers.

    Raises:
        InputError: the shapes are others, a value is no number or infinite, a sequence has no step
            or other channels than the first, or there is not one label for each.

    >>> found = read_arrays([[1.0, 2.0], [3.0]], ["up", "down"])
    >>> [each.tolist() for each in found.values], found.channels
    ([[[1.0], [2.0]], [[3.0]]], ('channel0',))
    """
    padded = isinstance(x, np.ndarray) and x.dtype != object
    parts = [_two_axes(each, k) for k, each in enumerate(_checked_outside(x))]
    if padded:
        parts = [_without_padding(each) for each in parts]
    for k, each in enumerate(parts):
        _check_values(each, k, parts[0].shape[1])
    return SequenceSet(
        tuple(parts),
        tuple(range(len(parts))),
        default_names(parts[0].shape[1]),
        _read_labels(labels, len(parts)),
    )


def default_names(channels: int) -> tuple[str, ...]:
    """What channels are called where nobody named them."""
    return tuple(f"channel{k}" for k in range(channels))


def _checked_outside(x: Any) -> Any:
    if isinstance(x, np.ndarray) and x.dtype != object and x.ndim not in (2, 3):
        raise InputError(
            expected("X", "[N, T] or [N, T, M]", list(x.shape), "one row for each sequence")
        )
    if not hasattr(x, "__len__"):
        kind = type(x).__name__
        raise InputError(expected("X", "an array or a list of arrays", kind, "convert it"))
    if not len(x):
        raise InputError(expected("X", "one or more sequences", "none", "give some data"))
    return x


def _two_axes(values: Any, k: int) -> np.ndarray:
    try:
        found = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise InputError(
            f"sequence {k} must be numbers in the shape [T] or [T, M], got "
            f"{str(values)[:60]!r}; mend it."
        ) from None
    if found.ndim not in (1, 2):
        got = f"{list(found.shape)} in sequence {k}"
        raise InputError(expected("X", "arrays [T] or [T, M]", got, "give one for each sequence"))
    return found[:, None] if found.ndim == 1 else found


def _without_padding(values: np.ndarray) -> np.ndarray:
    there = ~np.isnan(values).all(1)
    return values[: int(there.nonzero()[0][-1]) + 1] if there.any() else values[:0]


def _check_values(values: np.ndarray, k: int, channels: int) -> None:
    if not values.size:
        raise InputError(f"sequence {k} has no step; leave it out.")
    if values.shape[1] != channels:
        raise InputError(
            f"sequence {k} has {values.shape[1]} channels, the first has {channels}; all must have "
            "the same."
        )
    if np.isinf(values).any():
        step, channel = (int(each[0]) for each in np.isinf(values).nonzero())
        raise InputError(
            f"sequence {k} is infinite in step {step}, channel {channel}; mend it or put NaN there."
        )


def _read_labels(labels: Any, count: int) -> np.ndarray | None:
    if labels is None:
        return None
    found = np.asarray(labels)
    if found.ndim == 2 and found.shape[1] == 1:
        found = found[:, 0]
    if found.shape != (count,):
        remedy = "give one for each sequence"
        raise InputError(expected("y", f"{count} labels", list(found.shape), remedy))
    absent = np.array([each is None or each != each for each in found.tolist()])
    if absent.any():
        raise InputError(f"y has no label for sequence {int(absent.argmax())}; leave it out.")
    return found
