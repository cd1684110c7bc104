# SPDX-License-Identifier: Apache-2.0
"""Traces made by hand, so that the numbers in them are known."""

import torch
from torch import Tensor

from openlstm.trace import Trace


def hand_made(valid: Tensor | None = None, **values: Tensor) -> Trace:
    """A trace of one call: [layer, direction, time, batch, unit] values by short name."""
    L, D, T, B, U = next(iter(values.values())).shape
    zeros = torch.zeros(L, D, 1, B, U)
    valid = torch.ones(T, B, dtype=torch.bool) if valid is None else valid
    reset = torch.zeros_like(valid)
    return Trace(values, zeros, zeros, (0,), valid, reset, tuple(range(L)), tuple(range(T)))
