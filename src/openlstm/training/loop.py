# SPDX-License-Identifier: Apache-2.0
"""The training loop: steps of AdamW over a task's batches up to a limit, keeping the best model."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from openlstm.errors import InputError
from openlstm.training.checkpoint import Checkpoint
from openlstm.training.course import Course, Progress
from openlstm.training.hardware import ThreadChoice
from openlstm.training.interrupt import Interrupt
from openlstm.training.settings import TrainingSettings
from openlstm.training.task import Task

__all__ = ["Progress", "Training", "Watch", "train"]

Watch = Callable[[Progress], object]


@dataclass(frozen=True)
class Training:
    """How a training went."""

    history: list[dict[str, float]]
    """A row for each validation, with the columns of history.csv."""
    last: Progress
    interrupted: bool
    """Whether Ctrl-C ended it."""


def train(
    task: Task,
    settings: TrainingSettings,
    watch: Watch = lambda _: None,
    checkpoint: Checkpoint | None = None,
) -> Training:
    """How the training went; `task.model` then has its best weights, in evaluation mode on the CPU.

    Best is the lowest cost on the validation part, scored `settings.validations` times and at the
    end. Ctrl-C ends the training after the running step as a limit would.

    Several processes, see `processes`, train one model: each takes its share of every batch. The
    first of them keeps it for all.

    Args:
        watch: called after every step.
        checkpoint: where the training is kept now and then, and taken up if it was kept there. With
            `max_steps` or `max_epochs` as only limits a training that was killed and taken up ends
            with the same bits as one that never was; a clock cannot be taken up so exactly.

    Raises:
        InputError: the loss or a gradient is not finite, or the checkpoint cannot be written.
    """
    course = Course(task, settings)
    if checkpoint:
        _take_up(course, checkpoint)
    with Interrupt() as interrupt, ThreadChoice(settings, course.device) as threads:
        while not course.at.done:
            _pass(course, task, threads, interrupt, watch, checkpoint)
    task.model.load_state_dict(course.best)
    task.model.eval().cpu()
    return Training(course.history, course.progress, interrupt.requested)


def _take_up(course: Course, checkpoint: Checkpoint) -> None:
    """Go on where the training was kept, if it was; all processes at the same step."""
    kept = checkpoint.read()
    step = kept.facts["steps"] if kept else 0
    first = round(course.group.same(step))
    if step != first:
        raise InputError(
            f"process {course.group.rank} finds the training in {checkpoint.file.parent} at step "
            f"{step}, the first process at step {first}; all need the same folder: let machines "
            "share it, or train anew."
        )
    if kept:
        course.restore(kept)


def _pass(
    course: Course,
    task: Task,
    threads: ThreadChoice,
    interrupt: Interrupt,
    watch: Watch,
    checkpoint: Checkpoint | None,
) -> None:
    """The batches of one pass that are left, until the training ends."""
    for number, batch, size in _left(task, course.at.epoch, course.at.batch):
        with threads.step(course.at.fraction):
            course.step(batch, state_is_new=number == 0)
        over, following = divmod(number + 1, size)
        epoch = course.at.epoch
        course.advance(epoch + over, following, epoch + (number + 1) / size)
        ends = course.at.fraction >= 1 or bool(course.group.same(interrupt.requested))
        progress = course.report(validate=ends or course.validation_is_due())
        course.at.done = ends or course.gave_up
        watch(progress)
        if checkpoint and (course.at.done or course.group.same(checkpoint.due())):
            snapshot = course.snapshot()  # every process has a part in it
            if course.group.rank == 0:
                checkpoint.write(snapshot)
        if course.at.done:
            break


def _left(task: Task, epoch: int, batch: int) -> Iterator[tuple[int, Any, int]]:
    """From number `batch` on: (number, batch, how many the pass has)."""
    batches = task.batches(epoch)
    for number, each in itertools.islice(enumerate(batches), batch, None):
        yield number, each, len(batches)
