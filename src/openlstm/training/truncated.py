# SPDX-License-Identifier: Apache-2.0
"""Truncated backpropagation through time, for a training loop of one's own."""

from collections.abc import Callable
from typing import Any

from torch import Tensor, nn

from openlstm.errors import InputError, expected

__all__ = ["TruncatedBackpropagation", "detached"]


class TruncatedBackpropagation:
    """The loss of one window of a stream after another, with the state carried between them.

        output_k, s_k = model(x_k, stop_gradient(s_{k−1}))
        loss_k = loss(output_k, targets_k)

    The numbers are those of one long call, as long as the weights stay still: only the gradient
    ends where a window begins, so that a window is all that is held in memory. Weights that are
    updated between windows read a state that older weights left, as in all truncated training.

    Args:
        model: called as model(x, state) → (output, state), state None where streams begin; an
            `LSTM`, `torch.nn`'s recurrent layers, a `CharacterModel`, a module of your own.
        loss: (output, targets) → scalar.

    Raises:
        InputError: the model does not give the pair (output, state).

    Source: Williams & Peng 1990.

    >>> import torch
    >>> from openlstm import LSTM
    >>> from openlstm.data import Streams
    >>> x, targets = torch.randn(2, 1000, 4, 8).unbind()    # [S, B, I]: four streams of 1000 steps
    >>> lstm = LSTM(8, 8)
    >>> window_loss = TruncatedBackpropagation(lstm, torch.nn.functional.mse_loss)
    >>> adam = torch.optim.Adam(lstm.parameters())
    >>> for window in Streams(x, targets, steps=50):
    ...     adam.zero_grad()
    ...     window_loss(*window).backward()
    ...     adam.step()
    """

    state: Any
    """What the next window begins with, cut from the graph; None where streams begin."""

    def __init__(self, model: nn.Module, loss: Callable[[Any, Any], Tensor]) -> None:
        self.model, self.loss, self.state = model, loss, None

    def __call__(self, x: Tensor, targets: Any, **options: Any) -> Tensor:
        """The loss of the window that goes on where the last one ended.

        Args:
            x: what the model reads, the same streams at the same places as in the window before.
            targets: what the loss compares with.
            options: further arguments of the model: `reset=` of an `LSTM` begins single streams
                anew at single steps.
        """
        returned = self.model(x, self.state, **options)
        if not (isinstance(returned, tuple) and len(returned) == 2):
            remedy = "return the state beside the output"
            got = f"{type(returned).__name__} from {type(self.model).__name__}"
            raise InputError(expected("model", "a module that gives (output, state)", got, remedy))
        output, state = returned
        self.state = detached(state)
        return self.loss(output, targets)

    def begin(self, rows: Tensor | None = None) -> None:
        """Forget the state: the next window begins new streams.

        Args:
            rows: [B], True for the streams that end, whose state becomes zero; all if None.
        """
        if rows is None:
            self.state = None
        else:
            ends = rows[:, None]  # each part of a state is [..., B, size]
            self.state = _each(lambda part: part.masked_fill(ends, 0), self.state)


def detached(state: Any) -> Any:
    """The same numbers, cut from the graph: a tensor, a tuple of them, or None.

    >>> import torch
    >>> detached((torch.ones(1, requires_grad=True), None))
    (tensor([1.]), None)
    """
    return _each(Tensor.detach, state)


def _each(change: Callable[[Tensor], Tensor], state: Any) -> Any:
    """The state with each of its tensors changed."""
    if isinstance(state, tuple):
        return tuple(_each(change, part) for part in state)
    return None if state is None else change(state)
