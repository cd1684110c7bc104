# SPDX-License-Identifier: Apache-2.0
"""Series cut by time into training, validation and test, at the same moments for all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openlstm.data.series import Series
from openlstm.errors import InputError, expected

__all__ = ["Split", "split_series"]


@dataclass(frozen=True)
class Split:
    """Rows of each series at which its parts end; they follow each other from row 0."""

    train: tuple[int, ...]
    validation: tuple[int, ...]
    test: tuple[int, ...]


def split_series(series: Sequence[Series], sizes: Sequence[float], horizon: int) -> Split:
    """The cut of every series by time.

    Args:
        sizes: training, validation, test: shares that sum to 1, or numbers of steps, counted from
            the first time of all series; what comes after them is not used.
        horizon: steps of a forecast; one must fit into each part.

    Raises:
        InputError: the sizes are neither, or no forecast fits into a part.

    >>> one = Series("", np.arange(10), {}, 10)
    >>> split_series([one], [0.6, 0.2, 0.2], horizon=2)
    Split(train=(6,), validation=(8,), test=(10,))
    """
    moments = np.unique(np.concatenate([each.times[: each.rows] for each in series]))
    ends = np.cumsum(_steps(sizes, len(moments)))
    cuts = [tuple(_rows(each, moments, int(end)) for each in series) for end in ends]
    split = Split(*cuts)
    starts = ((1,) * len(series), split.train, split.validation)
    for name, first, last in zip(("training", "validation", "test"), starts, cuts, strict=True):
        room = max(end - start for start, end in zip(first, last, strict=True))
        if room < horizon:
            raise InputError(
                f"horizon is {horizon} steps, and the longest series has {max(room, 0)} in the "
                f"{name} part; give more rows, a smaller horizon or another split."
            )
    return split


def _steps(sizes: Sequence[float], moments: int) -> list[int]:
    if len(sizes) == 3 and min(sizes) > 0:
        if abs(sum(sizes) - 1) < 1e-9:
            train, validation, _ = (round(share * moments) for share in sizes)
            return [train, validation, moments - train - validation]
        if all(float(size).is_integer() for size in sizes) and sum(sizes) <= moments:
            return [int(size) for size in sizes]
    raise InputError(
        expected(
            "split",
            f"three shares that sum to 1, or three numbers of steps of at most {moments} together",
            ",".join(f"{size:g}" for size in sizes),
            "for instance 0.7,0.15,0.15",
        )
    )


def _rows(series: Series, moments: np.ndarray, end: int) -> int:
    """How many rows of the series lie before the moment number `end`."""
    times = series.times[: series.rows]
    return len(times) if end >= len(moments) else int(np.searchsorted(times, moments[end]))
