# SPDX-License-Identifier: Apache-2.0
"""The loop over time in plain torch operations: the truth that every engine is held to.

It can be differentiated to any order, forward and backward, and mapped by `torch.func`.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor

from openlstm.cell import Visit, lstm_step
from openlstm.weights import Weights

__all__ = ["Boundaries", "Scan", "boundaries", "real_steps", "require_steps", "scan"]


class Scan(NamedTuple):
    """What a run over one layer and direction gives back.

    Attributes:
        output: h_t of every step, [T, B, P], in input time; zero on padding.
        h_n: the last hidden state, [B, P].
        c_n: the last cell state, [B, H].
    """

    output: Tensor
    h_n: Tensor
    c_n: Tensor


class Boundaries(NamedTuple):
    """Where sequences end and begin anew.

    Attributes:
        valid: True on real steps, False on padding, [T, B]; None if all are real.
        starts: True where the state is set to zero before a step, in the order of computation,
            [T, B]; None if nowhere.
    """

    valid: Tensor | None
    starts: Tensor | None


def real_steps(T: int, lengths: Tensor) -> Tensor:
    """True on real steps, False on padding, [T, B].

    >>> real_steps(3, torch.tensor([3, 1])).T.int()
    tensor([[1, 1, 1],
            [1, 0, 0]], dtype=torch.int32)
    """
    return torch.arange(T, device=lengths.device)[:, None] < lengths


def boundaries(T: int, lengths: Tensor | None, reset: Tensor | None, reverse: bool) -> Boundaries:
    """The masks that `lengths` and `reset` mean for one direction.

    A reset before step t cuts the sequence between t-1 and t. The reverse direction comes to this
    cut from the other side: its state is set back before step t-1, so its mask is moved by one.
    """
    valid = None if lengths is None else real_steps(T, lengths)
    if reset is None:
        return Boundaries(valid, None)
    starts = reset if valid is None else reset & valid
    if reverse:
        starts = torch.cat([starts[1:], torch.zeros_like(starts[:1])])
    return Boundaries(valid, starts)


def require_steps(x: Tensor) -> None:
    """Nothing, if x, [T, B, I], has a step.

    Raises:
        RuntimeError: with the words of torch.nn.LSTM, if T is 0.
    """
    if x.shape[0] == 0:
        raise RuntimeError("Expected sequence length to be larger than 0 in RNN")


def scan(
    x: Tensor,
    h_0: Tensor,
    c_0: Tensor,
    weights: Weights,
    lengths: Tensor | None = None,
    reset: Tensor | None = None,
    reverse: bool = False,
    visit_at: Callable[[int], Visit] | None = None,
) -> Scan:
    """The outputs and last states of one layer and direction.

    Args:
        x: inputs, [T, B, I], T ≥ 1.
        h_0: first hidden state, [B, P].
        c_0: first cell state, [B, H].
        weights: the parameters.
        lengths: real steps of each row, [B], 0 to T; None: all are T.
        reset: True where the state is set to zero before a step, [T, B]; None: nowhere.
        reverse: run from the last real step of each row to the first.
        visit_at: for a step (in input time) the visitor that `lstm_step` is to call.

    Raises:
        RuntimeError: no step at all, as torch.nn.LSTM raises it.

    >>> weights = Weights(torch.zeros(8, 3), torch.zeros(8, 2))
    >>> zeros = torch.zeros(1, 2)
    >>> scan(torch.ones(4, 1, 3), zeros, zeros + 1, weights).c_n       # halved four times
    tensor([[0.0625, 0.0625]])
    """
    require_steps(x)
    T = x.shape[0]
    valid, starts = boundaries(T, lengths, reset, reverse)
    if valid is not None:  # padding may hold anything, NaN too, and must not reach a gradient
        x = torch.where(valid[..., None], x, 0)
    h, c = h_0, c_0
    hidden: list[Tensor] = []
    for t in reversed(range(T)) if reverse else range(T):
        state = (h, c) if starts is None else (_zero(starts[t], h), _zero(starts[t], c))
        visitor = () if visit_at is None else (visit_at(t),)
        h_new, c_new = lstm_step(x[t], state, weights, *visitor)
        # a padded step holds the state; the caller's (h_0, c_0) if the row has no real step at all
        h = h_new if valid is None else torch.where(valid[t][:, None], h_new, h)
        c = c_new if valid is None else torch.where(valid[t][:, None], c_new, c)
        hidden.append(h if valid is None else torch.where(valid[t][:, None], h, 0))
    return Scan(torch.stack(hidden[::-1] if reverse else hidden), h, c)


def _zero(where: Tensor, state: Tensor) -> Tensor:
    return torch.where(where[:, None], 0, state)
