# SPDX-License-Identifier: Apache-2.0
"""Channels to numbers: scaled, without holes, with masks; fitted on training sequences only."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from openlstm.data.sequences import SequenceSet
from openlstm.errors import InputError

__all__ = ["ChannelEncoder", "check_channels", "fit_channels"]

WAVES = 8  # chosen in cross-validation, docs/classify.md
FARTHEST = 10.0  # deviations; what lies farther out is read as this far


@dataclass(frozen=True)
class ChannelEncoder:
    """How the channels of a sequence become what a network reads.

        x_t = [(value_t − mean) / deviation, 1 if seen else 0, p, cos(π k p)]
        p = min(t / longest, 1), k = 1 … 8

    p and its waves are the place in the sequence: from p alone a network must learn to tell one
    step from the next.

    A hole holds the newest value before it, and the mean where there is none: nothing is filled
    from later steps, so a sequence can be read as it comes.

    channels: M names.
    mean, deviation: [M], over all steps of the sequences that it was fitted on.
    masked: M, whether the channel had holes there; only such channels have a mask.
    longest: steps of the longest of those sequences.
    fitted_on: which sequences those were, as ranges, "0-3,7": places in the training part.
    """

    channels: tuple[str, ...]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    masked: tuple[bool, ...]
    longest: int
    fitted_on: str

    @property
    def size(self) -> int:
        """How many numbers a step has."""
        return len(self.channels) + sum(self.masked) + 1 + WAVES

    def encode(
        self, values: np.ndarray, before: np.ndarray | None = None, start: int = 0
    ) -> np.ndarray:
        """[T, size] float32 of the T steps `values` [T, M].

        Args:
            before: [M], the newest value of each channel before the first step, NaN if there is
                none; none at all if not given.
            start: steps before the first.
        """
        seen = ~np.isnan(values[:, np.array(self.masked)])
        place = (np.arange(start, start + len(values)) / self.longest).clip(max=1)[:, None]
        waves = np.cos(np.pi * place * np.arange(1, WAVES + 1))
        parts = [self.scaled(values, before), seen, place, waves]
        return np.concatenate(parts, 1).astype(np.float32)

    def scaled(self, values: np.ndarray, before: np.ndarray | None = None) -> np.ndarray:
        """[T, M], the channels alone."""
        first = np.full(len(self.channels), np.nan) if before is None else before
        held = pd.DataFrame(np.vstack([first, values])).ffill().to_numpy()[1:]
        return np.nan_to_num((held - self.mean) / self.deviation).clip(-FARTHEST, FARTHEST)

    def to_json(self) -> dict[str, Any]:
        """As pipeline.json keeps it."""
        return asdict(self)


def fit_channels(data: SequenceSet, rows: Sequence[int] | np.ndarray) -> ChannelEncoder:
    """The encoder fitted on some sequences; a channel that is constant there is only shifted.

    >>> from openlstm.data.sequences import read_arrays
    >>> encoder = fit_channels(read_arrays([[1.0, 3.0], [5.0]]), [0])
    >>> encoder.mean, encoder.fitted_on, encoder.encode(np.array([[3.0]]))[:, :2].tolist()
    ((2.0,), '0', [[1.0, 0.0]])
    """
    values = np.concatenate([data.values[k] for k in rows])
    mean = np.array([np.nanmean(column) if _seen(column) else 0.0 for column in values.T])
    deviation = np.array([np.nanstd(column) if _seen(column) else 1.0 for column in values.T])
    flat = deviation <= 1e-12 * (1 + np.abs(mean))
    return ChannelEncoder(
        data.channels,
        tuple(mean.tolist()),
        tuple(np.where(flat, 1.0, deviation).tolist()),
        tuple(np.isnan(values).any(0).tolist()),
        max(len(data.values[k]) for k in rows),
        _ranges(np.sort(np.asarray(rows))),
    )


def check_channels(data: SequenceSet) -> None:
    """Nothing, if every channel says something.

    Raises:
        InputError: some have no value, or the same in every step of every sequence; all are named.
    """
    values = np.concatenate(data.values)
    empty = [
        name for name, column in zip(data.channels, values.T, strict=True) if not _seen(column)
    ]
    if empty:
        raise InputError(
            f"{', '.join(empty)}: no value in any training sequence; leave such channels out."
        )
    flat = [
        f"{name} ({column[0]:g})"
        for name, column in zip(data.channels, values.T, strict=True)
        if (column == column[0]).all()
    ]
    if flat:
        raise InputError(
            f"{', '.join(flat)}: the same in every training step; a channel that never changes "
            "says nothing: leave it out, for instance by naming the others in channels."
        )


def _seen(column: np.ndarray) -> bool:
    return not np.isnan(column).all()


def _ranges(rows: np.ndarray) -> str:
    """Ascending numbers in few words.

    >>> _ranges(np.array([0, 1, 2, 5]))
    '0-2,5'
    """
    runs = np.split(rows, (np.diff(rows) > 1).nonzero()[0] + 1)
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
