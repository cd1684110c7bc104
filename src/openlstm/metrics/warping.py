# SPDX-License-Identifier: Apache-2.0
"""Dynamic time warping: distances between sequences that may stretch and shrink in time."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

__all__ = ["nearest_by_warping", "warping_cells"]

ROOM = 4_000_000  # numbers of one kind that are in memory at a time
CHUNK = 64  # sequences that are asked about at a time


def warping_cells(known: Sequence[np.ndarray], asked: Sequence[np.ndarray]) -> int:
    """How many pairs of steps all distances from `asked` to `known` compare, times channels."""
    steps = sum(len(each) for each in known) * sum(len(each) for each in asked)
    return steps * known[0].shape[1]


@torch.no_grad()
def nearest_by_warping(known: Sequence[np.ndarray], asked: Sequence[np.ndarray]) -> np.ndarray:
    """[A], for each of `asked` the place of the nearest in `known`, the first of equals.

        D(i, j) = |a_i − b_j|² + min(D(i−1, j), D(i−1, j−1), D(i, j−1))

    The distance is D at the last steps of both; the channels warp together, the path is free.

    Args:
        known, asked: arrays [T_n, M] without holes.

    Source: Sakoe & Chiba 1978; for several channels DTW_D of Shokoohi-Yekta et al. 2017.

    >>> rise, fall = np.array([[0.0], [1], [2]]), np.array([[2.0], [1], [0]])
    >>> nearest_by_warping([rise, fall], [np.array([[0.0], [0], [0], [1], [2]])])
    array([0])
    """
    order = np.argsort([len(each) for each in known], kind="stable")
    found = np.empty(len(asked), dtype=int)
    for k in range(0, len(asked), CHUNK):
        distances = np.empty((len(asked[k : k + CHUNK]), len(known)))
        a, a_lengths = _padded(asked[k : k + CHUNK])
        size = max(1, ROOM // (a.shape[0] * a.shape[1] * 3))
        for j in range(0, len(known), size):
            rows = order[j : j + size]
            b, b_lengths = _padded([known[row] for row in rows])
            distances[:, rows] = _distances(a, a_lengths, b, b_lengths).numpy()
        found[k : k + CHUNK] = distances.argmin(1)
    return found


def _padded(values: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    parts = [torch.from_numpy(np.asarray(each, dtype=np.float32)) for each in values]
    return pad_sequence(parts, batch_first=True), torch.tensor([len(each) for each in parts])


def _distances(a: Tensor, a_lengths: Tensor, b: Tensor, b_lengths: Tensor) -> Tensor:
    """[A, B] of a [A, S, M] and b [B, T, M]: diagonal after diagonal, all pairs at a time.

    A diagonal holds the cells i + j = d by i; what a pair has behind its end is never read.
    """
    A, S, _ = a.shape
    B, T, _ = b.shape
    infinite = a.new_full((A, B, 1), torch.inf)
    before = infinite.expand(A, B, S)  # diagonal d − 1, then d − 2
    earlier = before
    last = a_lengths[:, None] + b_lengths[None] - 2  # the diagonal of a pair's last cell
    end = (a_lengths - 1)[:, None, None].expand(A, B, 1)
    found = a.new_empty(A, B)
    i = torch.arange(S)
    for d in range(S + T - 1):
        j = d - i
        inside = (j >= 0) & (j < T)
        cost = (a[:, None] - b[:, j.clamp(0, T - 1)][None]).square().sum(3)
        least = torch.minimum(before, torch.cat([infinite, before[..., :-1]], 2))
        least = torch.minimum(least, torch.cat([infinite, earlier[..., :-1]], 2))
        if d == 0:
            least = torch.zeros_like(least)
        now = torch.where(inside, cost + least, torch.inf)
        found = torch.where(last == d, now.gather(2, end)[..., 0], found)
        before, earlier = now, before
    return found
