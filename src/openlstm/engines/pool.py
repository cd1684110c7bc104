# SPDX-License-Identifier: Apache-2.0
"""Buffers for the native engine."""

import torch
from torch import Tensor

__all__ = ["empty"]


def empty(shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    """An uninitialised tensor on the CPU."""
    return torch.empty(shape, dtype=dtype, device="cpu")
