# SPDX-License-Identifier: Apache-2.0
"""Quantiles put right by what they missed on data that they were not fitted on."""

import math
from collections.abc import Sequence

import torch
from torch import Tensor

__all__ = ["calibrated", "conformal_offsets"]

FEW = 100  # forecasts of a step; below, all steps are taken together


def conformal_offsets(
    quantiles: Tensor, value: Tensor, seen: Tensor, scale: Tensor, target: Tensor,
    levels: Sequence[float], targets: int,
) -> Tensor:  # fmt: skip
    """[M, H, Q]: what to add, times the scale of a window, to each quantile.

    The quantile of level τ is moved by the τ-quantile of (y − q) / s over the calibration windows,
    the ⌈(n + 1) τ⌉-th smallest above the median and the ⌊(n + 1) τ⌋-th below, so that a new y from
    the same source lies under it with probability τ.

    Args:
        quantiles: [N, H, Q].
        value, seen: [N, H], what came, and 1 where it is known.
        scale: [N, 1].
        target: [N] int64 in 0 … M − 1.
        levels: the Q levels, ascending.
        targets: M.

    Source: Romano, Patterson, Candès 2019, Conformalized quantile regression, for each side alone.
    """
    missed = (value[..., None] - quantiles) / scale[..., None]
    steps = value.shape[1]
    offsets = torch.zeros(targets, steps, len(levels))
    for m in range(targets):
        known = seen[target == m] > 0
        mine = missed[target == m]
        together = bool((known.sum(0) < FEW).any())
        for k in range(steps):
            found = mine[known] if together else mine[known[:, k], k]
            for q, level in enumerate(levels):
                offsets[m, k, q] = _ranked(found[:, q], level)
    return offsets


def _ranked(values: Tensor, level: float) -> float:
    count = len(values)
    if not count:
        return 0.0
    exact = (count + 1) * level
    rank = math.ceil(exact) if level > 0.5 else math.floor(exact) if level < 0.5 else round(exact)
    return float(values.kthvalue(max(1, min(rank, count))).values)


def calibrated(quantiles: Tensor, offsets: Tensor, scale: Tensor, target: Tensor) -> Tensor:
    """[N, H, Q]: the quantiles moved by their offsets, and sorted so that none cross.

    >>> calibrated(torch.tensor([[[1.0, 3.0]]]), torch.tensor([[[-1.0, 1.0]]]),
    ...            torch.tensor([[2.0]]), torch.tensor([0]))
    tensor([[[-1., 5.]]])
    """
    return (quantiles + offsets[target] * scale[..., None]).sort(-1).values
