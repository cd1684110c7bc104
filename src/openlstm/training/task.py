# SPDX-License-Identifier: Apache-2.0
"""What the loop asks of a task; the loop knows nothing else of it."""

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from torch import Tensor, nn

__all__ = ["Batches", "Outcome", "Task"]


class Batches(Protocol):
    """One pass over the training part: a list, a DataLoader, a TextStream."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Any]: ...


class Outcome(NamedTuple):
    """What the model made of one batch."""

    loss: Tensor
    """Scalar, the mean cost of an item; the loop calls backward on it."""
    state: Any
    """What the next batch of the pass begins with, detached; None if nothing is carried."""
    items: int
    """How many items (characters, windows, sequences) the batch had."""
    weight: float | None = None
    """What the loss is a mean over, where that is not the items: the values that were known."""


class Task(Protocol):
    """Data, model and loss of one job; `tasks/language/characters.py` is an example.

    The loop places the model; `outcome` and `validate` bring what they hand it to its device.
    """

    @property
    def model(self) -> nn.Module: ...

    items: str
    """What is counted, in the plural: "characters"; a column of history.csv."""
    cost: str
    """What loss and validation measure, lower is better: "nats_per_char"; part of two columns."""

    def batches(self, epoch: int) -> Batches:
        """The batches of pass `epoch` = 0, 1, …; the same for the same number and seed."""
        ...

    def outcome(self, batch: Any, state: Any) -> Outcome:
        """The loss of one batch; `state` is that of the batch before, None where a pass begins."""
        ...

    def share(self, batch: Any, rank: int, count: int) -> Any:
        """Every count-th row of a batch from row `rank` on, for one of several processes.

        None if there is none. Where a state is carried, a row has the same place in every batch.
        """
        ...

    def validate(self) -> float:
        """The mean cost on the validation part; called in evaluation mode and without gradients."""
        ...
