# SPDX-License-Identifier: Apache-2.0
"""What the steps of a run have to do with each other, of all steps at once, in torch operations."""

from collections.abc import Sequence
from math import isqrt

import torch
from torch import Tensor

from openlstm.reference import Boundaries

__all__ = ["accumulate", "before"]


def before(steps: Tensor, first: Tensor, cuts: Boundaries, reverse: bool) -> Tensor:
    """The state that each step read, [T, B, size], in input time.

    That of the step before in the order of computation, the initial one where there is none, zero
    behind a reset.

    Args:
        steps: the state after each step, [T, B, size].
        first: the initial state, [B, size].
        cuts: where sequences end and begin anew, as `boundaries` gives them.
        reverse: the run went from the end to the start.
    """
    read = _next(steps, first[None], reverse)
    if cuts.valid is not None:  # a reverse run begins on padding, which holds the initial state
        begun = _next(cuts.valid, torch.zeros_like(cuts.valid[:1]), reverse)
        read = torch.where(begun[..., None], read, first)
    return read if cuts.starts is None else torch.where(cuts.starts[..., None], 0, read)


def _next(steps: Tensor, first: Tensor, reverse: bool) -> Tensor:
    return torch.cat([steps[1:], first] if reverse else [first, steps[:-1]])


def accumulate(
    keep: Tensor, write: Tensor, first: Tensor, cuts: Boundaries, reverse: bool
) -> Tensor:
    """c_t = keep_t ⊙ c_{t-1} + write_t of every step, [T, B, H], in input time; without a graph.

    √T pieces of √T steps run side by side from zero, then each gets what the one before hands on:
    some 2√T operations one after the other instead of T, which is what counts on a GPU.

    Args:
        keep: how much of the cell state stays, [T, B, H].
        write: what is added to it, [T, B, H].
        first: the initial state, [B, H].
        cuts: where sequences end and begin anew; on padding the state is held.
        reverse: the run goes from the end to the start.
    """
    valid, starts = (None if mask is None else mask[..., None] for mask in cuts)
    if valid is not None:
        keep, write = torch.where(valid, keep, 1), torch.where(valid, write, 0)
    if reverse:
        keep, write = keep.flip(0), write.flip(0)
        starts = None if starts is None else starts.flip(0)
    cells = _side_by_side(keep, write, first, starts)
    return cells.flip(0) if reverse else cells


def _side_by_side(keep: Tensor, write: Tensor, first: Tensor, starts: Tensor | None) -> Tensor:
    T = len(keep)
    steps = isqrt(T)
    whole = T // steps * steps
    cells = torch.empty_like(write)
    given = keep, write, cells
    keeps, writes, found = (v[:whole].unflatten(0, (-1, steps)) for v in given)
    begin = None if starts is None else starts[:whole].unflatten(0, (-1, steps))
    found[:, 0] = writes[:, 0]
    _along(1, found, writes, keeps, begin)
    since = None if begin is None else begin.cumsum(1) > 0
    c = first
    for part, left, cut in zip(found, keeps.cumprod(1), _each(since, 0, len(found)), strict=True):
        _add(part, part, left, c, cut)
        c = part[-1]
    rest = slice(whole - 1, None)
    _along(0, cells[rest], write[rest], keep[rest], None if starts is None else starts[rest])
    return cells


def _along(dim: int, cells: Tensor, write: Tensor, keep: Tensor, starts: Tensor | None) -> None:
    """The cells of all steps along `dim` but the first, which are known, one after the other."""
    steps = zip(
        *(v.unbind(dim) for v in (cells, write, keep)),
        _each(starts, dim, cells.shape[dim]),
        strict=True,
    )
    c, *_ = next(steps)
    for out, new, stays, cut in steps:
        _add(out, new, stays, c, cut)
        c = out


def _each(mask: Tensor | None, dim: int, number: int) -> Sequence[Tensor | None]:
    return [None] * number if mask is None else mask.unbind(dim)


def _add(out: Tensor, write: Tensor, keep: Tensor, c: Tensor, cut: Tensor | None) -> None:
    """out = write + keep ⊙ c, but write alone where cut: there c may be anything, NaN too."""
    if cut is None:
        torch.addcmul(write, keep, c, out=out)
    else:
        torch.where(cut, write, torch.addcmul(write, keep, c), out=out)
