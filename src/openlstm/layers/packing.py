# SPDX-License-Identifier: Apache-2.0
"""A PackedSequence to padded steps and back by plain indexing, which every transform passes."""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

__all__ = ["Packing", "packing"]


class Packing(NamedTuple):
    """Where the steps of a PackedSequence lie; rows in the caller's order.

    Attributes:
        lengths: steps of each row, [B].
        padded: for each step of each row its place in the packed data, [T, B]; 0 on padding.
        packed: for each packed step its place among the T·B padded ones, [N].
    """

    lengths: Tensor
    padded: Tensor
    packed: Tensor


def packing(sequence: PackedSequence) -> Packing:
    """The places by which to pad `sequence`, and to pack the result as it was.

    >>> sequence = torch.nn.utils.rnn.pack_sequence([torch.ones(1), torch.ones(3)], False)
    >>> packing(sequence).padded.T
    tensor([[1, 0, 0],
            [0, 2, 3]])
    """
    sizes = sequence.batch_sizes.to(sequence.data.device)
    rows = torch.arange(int(sequence.batch_sizes[0]), device=sizes.device)
    order = rows if sequence.sorted_indices is None else sequence.sorted_indices
    back = order.argsort()
    real = rows < sizes[:, None]  # [T, B], the longest row first
    first = sizes.cumsum(0) - sizes  # where each step begins
    steps = torch.arange(len(sizes), device=sizes.device)
    return Packing(
        real.sum(0)[back],
        torch.where(real, first[:, None] + rows, 0)[:, back],
        (steps[:, None] * len(rows) + order)[real],
    )
