# SPDX-License-Identifier: Apache-2.0
"""The way of a state through its space, seen from where it spreads most."""

from dataclasses import dataclass

import torch
from torch import Tensor

from openlstm.errors import InputError, expected

__all__ = ["Trajectory", "trajectory"]


@dataclass(frozen=True)
class Trajectory:
    """Principal components of a state over time.

    points: [time, 2], the state along the first two, centred.
    shares: [2], the part of the variance that each of them holds, 0 to 1.
    """

    points: Tensor
    shares: Tensor


def trajectory(states: Tensor) -> Trajectory:
    """The two directions in which a state moves most, and its way along them.

        X − mean = U S Vᵀ,  points = (X − mean) V_{1,2},  shares = S² / Σ S²

    A component's sign is free; it is chosen so that its largest weight is positive.

    Args:
        states: [time, unit], such as `trace.cell[0, 0, :, 0]`; at least 3 steps and 2 units.

    Raises:
        InputError: too few steps or units.

    >>> trajectory(torch.randn(20, 5)).points.shape
    torch.Size([20, 2])
    """
    if states.dim() != 2 or states.shape[0] < 3 or states.shape[1] < 2:
        remedy = "choose one layer, direction and sample of a longer trace"
        wanted = "[time, unit] with 3 steps and 2 units or more"
        raise InputError(expected("states", wanted, list(states.shape), remedy))
    centred = states.detach().cpu().double()
    centred = centred - centred.mean(dim=0)
    _, spread, weights = torch.linalg.svd(centred, full_matrices=False)
    first = weights[:2]
    first = first * first.gather(1, first.abs().argmax(dim=1, keepdim=True)).sign()
    return Trajectory(centred @ first.T, (spread.square() / spread.square().sum())[:2])
