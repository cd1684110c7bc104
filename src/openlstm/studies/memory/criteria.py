# SPDX-License-Identifier: Apache-2.0
"""When a task counts as solved: so many fresh test sequences with at most so many errors."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from openlstm.memory_tasks import Batch, MemoryTask

__all__ = ["TEST_SEED", "Criterion", "Verdict"]

TEST_SEED = 10**6


@dataclass(frozen=True)
class Verdict:
    """What one look at a model found."""

    passed: bool
    errors: float
    """Sum of the errors of the sequences that were looked at."""
    seen: int
    """How many were looked at: the look ends as soon as the limit is passed."""
    reached: int
    """How many were right before the first that was not."""

    @property
    def mean(self) -> float:
        """Errors a sequence, of those that were looked at."""
        return self.errors / self.seen


@dataclass(frozen=True)
class Criterion:
    """Solved: the errors of `sequences` test sequences sum to at most `limit`.

    Attributes:
        task: what is tested; its loss and errors are those of the trained task.
        sequences: how many.
        limit: on the sum of their errors.
        batch_size: sequences looked at side by side.
        fresh: each look sees other sequences; else all see the same.
        batches: what is looked at, for a task that is tested on a list; drawn from `task` if None.
    """

    task: MemoryTask
    sequences: int = 2560
    limit: float = 0.0
    batch_size: int = 64
    fresh: bool = False
    batches: Callable[[], Iterator[Batch]] | None = None

    @torch.no_grad()
    def look(self, model: nn.Module, number: int) -> Verdict:
        """The verdict on the model.

        Args:
            number: of the look, counted from 0.
        """
        errors = torch.zeros(())
        total, seen, reached, state = 0.0, 0, 0, None
        for batch in self._batches(number):
            output, state = model(self.task.features(batch.inputs), state)
            errors = self.task.errors(output, batch.targets)[: self.sequences - seen]
            reached += _right_before(errors) if reached == seen else 0
            total, seen = total + errors.sum().item(), seen + len(errors)
            state = state if self.task.carries else None
            if seen >= self.sequences or not total <= self.limit:
                break
        return Verdict(total <= self.limit, total, seen, reached)

    def _batches(self, number: int) -> Iterator[Batch]:
        if self.batches is not None:
            return self.batches()
        seed = TEST_SEED + (number if self.fresh else 0)
        return iter(self.task.batches(self.batch_size, seed))


def _right_before(errors: Any) -> int:
    wrong = errors.nonzero()
    return int(wrong[0]) if len(wrong) else len(errors)
