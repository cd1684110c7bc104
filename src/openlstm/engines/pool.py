# SPDX-License-Identifier: Apache-2.0
"""Tensors on reused memory: fresh pages cost about as much as the arithmetic on them.

A tensor's memory is free for the next one when the last tensor that holds its storage dies: views
and what autograd saved count.
"""

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

import torch
from torch import Tensor
from torch.utils.dlpack import from_dlpack

from openlstm.engines.native_library import library

__all__ = ["Statistics", "empty", "fill", "limit", "release", "statistics"]

SMALL = 1 << 16
"""Bytes below which `torch.empty` is as fast: the C library reuses such memory by itself."""

_TYPES = {  # DLPack's code and bits
    torch.float32: (2, 32),
    torch.float64: (2, 64),
    torch.float16: (2, 16),
    torch.bfloat16: (4, 16),
}


class Statistics(NamedTuple):
    """What the pool holds now, and has done so far.

    Attributes:
        used: bytes of the tensors and scratch arrays in use.
        kept: bytes that wait for reuse.
        limit: the most bytes that are kept.
        fresh: blocks that came from the system.
        reused: blocks that came from the pool.
    """

    used: int
    kept: int
    limit: int
    fresh: int
    reused: int


def empty(shape: Sequence[int], dtype: torch.dtype) -> Tensor:
    """An uninitialised tensor [*shape] on the CPU, as `torch.empty`; large ones from the pool.

    Args:
        shape: its sizes, one axis at least.
        dtype: of its elements.

    >>> empty((100, 32, 256), torch.float32).shape
    torch.Size([100, 32, 256])
    """
    kind = _TYPES.get(dtype)
    if library is None or kind is None or prod(shape) * kind[1] < 8 * SMALL:
        return torch.empty(*shape, dtype=dtype)  # PyTorch reads a tuple half as fast as numbers
    return from_dlpack(library.buffer(tuple(shape), *kind))


def release() -> None:
    """Gives the memory that waits for reuse back to the system."""
    if library is not None:
        library.empty()


def limit(nbytes: int) -> int:
    """Bounds the bytes kept for reuse, and returns the bound that was in force.

    At first it is 1 GiB, or a quarter of the memory if that is less. 0 keeps nothing.
    """
    if nbytes < 0:
        raise ValueError(f"nbytes must be 0 or more, got {nbytes}; 0 keeps no memory for reuse.")
    return 0 if library is None else int(library.limit(nbytes))


def fill(on: bool) -> None:
    """Whether memory of the pool is NaN until it is written: for tests."""
    if library is not None:
        library.fill(on)


def statistics() -> Statistics:
    """Bytes and counts of the pool; zeros without the native library.

    >>> statistics().kept <= statistics().limit
    True
    """
    return Statistics(0, 0, 0, 0, 0) if library is None else Statistics(**library.statistics())
