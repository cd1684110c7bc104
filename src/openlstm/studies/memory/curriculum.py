# SPDX-License-Identifier: Apache-2.0
"""A curriculum: short sequences first, twice as long whenever most are answered rightly."""

from dataclasses import replace
from typing import Any

from torch import nn

from openlstm.memory_tasks import MemoryTask
from openlstm.studies.memory.criteria import Criterion

__all__ = ["Curriculum", "lessons"]

SIZES = {"q": 1, "T": 22, "s": 1, "longest": 3, "n": 1, "lag": 1}
"""The field that makes a task's sequences longer, and the least that every task takes."""
PASSED = 0.05
"""Share of 256 fresh sequences that may be wrong where longer ones follow."""


def lessons(task: MemoryTask) -> tuple[MemoryTask, ...]:
    """The task and shorter ones of its kind, each half as long as the next, the shortest first.

    >>> from openlstm.memory_tasks import Parity
    >>> [each.longest for each in lessons(Parity(3, 40))]
    [3, 5, 10, 20, 40]
    """
    name = next((name for name in SIZES if hasattr(task, name) and not task.carries), None)
    tasks = [task]
    while name and getattr(tasks[0], name) > SIZES[name]:
        sizes: dict[str, Any] = {name: max(SIZES[name], getattr(tasks[0], name) // 2)}
        tasks.insert(0, replace(tasks[0], **sizes))  # type: ignore[type-var]
    return tuple(tasks)


class Curriculum:
    """Where a training stands in its lessons; the task itself is the last of them."""

    def __init__(self, task: MemoryTask) -> None:
        self.left = list(lessons(task))

    @property
    def task(self) -> MemoryTask:
        """The present lesson."""
        return self.left[0]

    def go_on(self, model: nn.Module, number: int) -> bool:
        """Whether the next lesson begins, as the model answers the present one.

        Args:
            number: of the look, so that each sees fresh sequences.
        """
        if len(self.left) == 1:
            return False
        passed = Criterion(self.task, 256, 256 * PASSED, fresh=True).look(model, number).passed
        if passed:
            del self.left[0]
        return passed
