# SPDX-License-Identifier: Apache-2.0
"""Windows of time series: what a forecast reads, and what came afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

__all__ = ["EncodedSeries", "Window", "Windows"]


@dataclass(frozen=True)
class EncodedSeries:
    """One series as numbers without holes; T rows of history, then rows known in advance.

    values: [T, M], the scaled targets; a missing one repeats the newest before it.
    observed: [T, M], 1 where the value was there, 0 where it was filled in.
    past: [T, P], what is known up to the present only.
    known: [T + extra, K], what is known of the future too: calendar and future covariates.
    static: [S], what never changes.
    """

    values: np.ndarray
    observed: np.ndarray
    past: np.ndarray
    known: np.ndarray
    static: np.ndarray


class Window(NamedTuple):
    """B windows, each of one target of one series: C steps of context and H of horizon."""

    context: Tensor
    """[B, C]: scaled values up to the origin, the newest last."""
    observed: Tensor
    """[B, C]: 1 where the value was there."""
    past: Tensor
    """[B, C, P]"""
    known: Tensor
    """[B, C + H, K]"""
    static: Tensor
    """[B, S]"""
    target: Tensor
    """[B] int64: which of the M targets."""
    future: Tensor
    """[B, H]: the scaled values that came, to be forecast."""
    seen: Tensor
    """[B, H]: 1 where the value of `future` was there; only these count."""


class Windows:
    """The windows of many series, cut when asked for: [series, origin, target] → `Window`.

    A window with origin o reads rows o − C … o − 1 and forecasts rows o … o + H − 1. Rows before
    the beginning of a series repeat its first value; `observed` marks them as absent.

    >>> one = np.arange(6.0)[:, None]
    >>> empty = np.zeros((6, 0))
    >>> windows = Windows([EncodedSeries(one, one * 0 + 1, empty, empty, np.zeros(0))], 3, 2)
    >>> window = windows[torch.tensor([[0, 2, 0]])]
    >>> window.context.tolist(), window.future.tolist()
    ([[0.0, 0.0, 1.0]], [[2.0, 3.0]])
    """

    def __init__(self, series: Sequence[EncodedSeries], context: int, horizon: int) -> None:
        self.context, self.horizon = context, horizon
        rows = [len(each.values) for each in series]
        self.lengths = torch.tensor(rows)
        blocks = [context + length + horizon for length in rows]
        self.starts = torch.tensor([0, *np.cumsum(blocks)[:-1]]) + context
        self.values = self._joined([each.values for each in series], rows, "edge")
        self.observed = self._joined([each.observed for each in series], rows)
        self.past = self._joined([each.past for each in series], rows)
        self.known = self._joined([each.known for each in series], rows)
        self.static = torch.tensor(np.stack([each.static for each in series]), dtype=torch.float32)

    def _joined(self, parts: list[np.ndarray], rows: list[int], before: Any = "constant") -> Tensor:
        """One array of all series, each with C rows before its first and room for H after it."""
        blocks = []
        for part, length in zip(parts, rows, strict=True):
            led = np.pad(part[: length + self.horizon], ((self.context, 0), (0, 0)), mode=before)
            after = self.context + length + self.horizon - len(led)
            blocks.append(np.pad(led, ((0, after), (0, 0))))
        return torch.tensor(np.concatenate(blocks), dtype=torch.float32)

    @property
    def targets(self) -> int:
        """M, how many targets each series has."""
        return self.values.shape[1]

    @property
    def sizes(self) -> tuple[int, int, int, int]:
        """(P, K, S, M), how many numbers of each kind a window has."""
        parts = (self.past, self.known, self.static, self.values)
        past, known, static, targets = (part.shape[1] for part in parts)
        return past, known, static, targets

    def __getitem__(self, rows: Tensor) -> Window:
        """The windows of [B, 3] int64 rows (series, origin, target)."""
        series, origins, target = rows.T
        origins = self.starts[series] + origins
        before = origins[:, None] + torch.arange(-self.context, 0)
        after = origins[:, None] + torch.arange(self.horizon)
        return Window(
            self.values[before, target[:, None]],
            self.observed[before, target[:, None]],
            self.past[before],
            self.known[torch.cat([before, after], 1)],
            self.static[series],
            target,
            self.values[after, target[:, None]],
            self.observed[after, target[:, None]],
        )

    def whole(self, series: int, first: int) -> Window:
        """M windows, one for each target: rows `first` … T − 1 of one series, nothing ahead.

        Args:
            first: −1 for the row before the beginning, which repeats the first.
        """
        begin = int(self.starts[series])
        span = slice(begin + first, begin + int(self.lengths[series]))
        many, nothing = self.targets, self.values.new_zeros(self.targets, 0)
        return Window(
            self.values[span].T,
            self.observed[span].T,
            self.past[span].expand(many, -1, -1),
            self.known[span].expand(many, -1, -1),
            self.static[series].expand(many, -1),
            torch.arange(many),
            nothing,
            nothing,
        )

    def rows(self, first: Sequence[int], last: Sequence[int]) -> Tensor:
        """All windows whose targets lie in rows first … last − 1 of their series, by time.

        A window of which no target value was seen, or that has no value to begin from, is left out.

        Args:
            first: for each series the earliest origin, at least 1.
            last: for each series the row after the last that may be forecast.
        """
        parts = [
            torch.cartesian_prod(
                torch.tensor([k]), torch.arange(max(low, 1), high - self.horizon + 1)
            )
            for k, (low, high) in enumerate(zip(first, last, strict=True))
            if high - self.horizon >= max(low, 1)
        ]
        if not parts:
            return torch.zeros(0, 3, dtype=torch.long)
        places = torch.cat(parts)
        repeated = places.repeat_interleave(self.targets, 0)
        target = torch.arange(self.targets).repeat(len(places))
        rows = torch.cat([repeated, target[:, None]], 1)
        return rows[self._useful(rows)]

    def _useful(self, rows: Tensor) -> Tensor:
        series, origins, target = rows.T
        totals = torch.cat([self.observed.new_zeros(1, self.targets), self.observed.cumsum(0)])
        here, start = self.starts[series] + origins, self.starts[series]
        ahead = totals[here + self.horizon, target] - totals[here, target]
        behind = totals[here, target] - totals[start, target]
        return (ahead > 0) & (behind > 0)
