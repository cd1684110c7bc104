# SPDX-License-Identifier: Apache-2.0
"""The pieces into which lengths and resets cut rows, as PyTorch packs them.

A reset cuts a row in two, in both directions. So a batch with lengths and resets is a batch of
pieces of many lengths, each with a state of its own to begin from, which PyTorch's kernels run at
once as a PackedSequence: step by step, the longest piece first.
"""

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

__all__ = ["Pieces", "pieces"]


class Pieces(NamedTuple):
    """Where the steps lie, and which pieces begin and end a row. S pieces, the longest first.

    Attributes:
        source: for each packed step its place among the T·B padded ones, [N].
        batch_sizes: pieces that have a first, a second, … step, [longest], on the CPU.
        row: of each piece, [S].
        begins: by direction, whether a piece begins from the state of its row, and not from zero,
            [D, S, 1]; None if all do.
        ends: by direction and row, where among D·S pieces the last state lies, [D·B].
        empty: whether a row has no step, [B, 1]; None if none is.
    """

    source: Tensor
    batch_sizes: Tensor
    row: Tensor
    begins: Tensor | None
    ends: Tensor
    empty: Tensor | None


def pieces(
    T: int, lengths: Tensor | None, reset: Tensor | None, reverses: tuple[bool, ...] = (False,)
) -> Pieces:
    """The pieces of a batch, reckoned on the CPU: on a GPU each small operation costs its launch.

    Args:
        T: steps, at least 1.
        lengths: real steps of each row, [B], or None; one of the two must be there.
        reset: True where a row is cut before the step, [T, B], or None.
        reverses: by direction, whether it runs from the end to the start. Of one that does so alone
            the steps are packed in its order; of two, PyTorch turns the second itself.

    >>> found = pieces(4, torch.tensor([4, 3]), torch.tensor([[0, 0], [1, 0], [0, 0], [0, 0]]) > 0)
    >>> found.batch_sizes, found.source           # steps 1 to 3 of row 0, row 1, step 0 of row 0
    (tensor([3, 2, 2]), tensor([2, 1, 0, 4, 3, 6, 5]))
    """
    given = reset if lengths is None else lengths
    assert given is not None
    B, device = given.shape[-1], given.device
    real, cut, fresh = _by_row(T, B, lengths, reset)
    row, first = np.nonzero(cut)
    size = np.diff(np.flatnonzero(cut[real]), append=real.sum())
    order = np.argsort(-size, kind="stable")
    rank = np.argsort(order)
    batch_sizes = len(size) - np.bincount(size).cumsum()[:-1]
    source = _source(first * B + row, B, size, rank, batch_sizes, reverses == (True,))
    opens, closes = first == 0, np.append(row[1:] != row[:-1], True)[: len(row)]
    begins = np.stack([closes if reverse else opens & ~fresh[row] for reverse in reverses])
    ends = np.zeros((len(reverses), B), dtype=np.int64)
    for d, last in enumerate(opens if reverse else closes for reverse in reverses):
        ends[d, row[last]] = rank[last] + d * len(row)
    ints = torch.from_numpy(np.concatenate([source, row[order], ends.ravel()]))
    on_device = ints.to(device).split([len(source), len(row), ends.size])
    return Pieces(
        on_device[0],
        torch.from_numpy(batch_sizes),
        on_device[1],
        None if begins.all() else torch.from_numpy(begins[:, order, None]).to(device),
        on_device[2],
        None if real[:, 0].all() else torch.from_numpy(~real[:, :1]).to(device),
    )


def _source(
    first: np.ndarray,
    B: int,
    size: np.ndarray,
    rank: np.ndarray,
    batch_sizes: np.ndarray,
    turned: bool,
) -> np.ndarray:
    """For each packed step its place among the T·B padded ones, of pieces that begin at `first`."""
    step = np.arange(size.sum()) - np.repeat(size.cumsum() - size, size)
    places = np.repeat(first, size) + step * B
    step = np.repeat(size, size) - 1 - step if turned else step
    source = np.empty_like(places)
    source[(batch_sizes.cumsum() - batch_sizes)[step] + np.repeat(rank, size)] = places
    return source


def _by_row(
    T: int, B: int, lengths: Tensor | None, reset: Tensor | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where a real step is and where a piece begins, [B, T]; whether its first begins anew, [B]."""
    ends = np.full(B, T) if lengths is None else lengths.cpu().numpy()
    real = np.arange(T) < ends[:, None]
    cut = np.zeros_like(real) if reset is None else reset.T.contiguous().cpu().numpy() & real
    fresh = cut[:, 0].copy()
    cut[:, 0] = real[:, 0]
    return real, cut, fresh
