# SPDX-License-Identifier: Apache-2.0
"""The training loop: steps of AdamW over a task's batches up to a limit, keeping the best model."""

import itertools
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from openlstm.errors import InputError
from openlstm.training.hardware import ThreadChoice, half_precision
from openlstm.training.interrupt import Interrupt
from openlstm.training.schedule import fraction_done, learning_rate_at
from openlstm.training.settings import TrainingSettings
from openlstm.training.task import Outcome, Task

__all__ = ["Progress", "Training", "train"]


@dataclass(frozen=True)
class Progress:
    """Where a training stands after a step."""

    step: int
    """Updates of the weights so far."""
    seconds: float
    """Time since the training began, validations included."""
    items: int
    """Items trained on so far, each pass counted anew."""
    fraction: float
    """Share of the training that is done, 0 to 1."""
    train_loss: float
    """Mean cost of an item since the last validation."""
    validation_loss: float
    """The newest cost on the validation part; NaN before the first."""
    learning_rate: float
    validated: bool
    """Whether the validation part was scored after this very step."""


Watch = Callable[[Progress], object]


@dataclass(frozen=True)
class Training:
    """How a training went."""

    history: list[dict[str, float]]
    """A row for each validation, with the columns of history.csv."""
    last: Progress
    interrupted: bool
    """Whether Ctrl-C ended it."""


def train(task: Task, settings: TrainingSettings, watch: Watch = lambda _: None) -> Training:
    """How the training went; `task.model` then has its best weights and is in evaluation mode.

    Best is the lowest cost on the validation part, scored `settings.validations` times and at the
    end. Ctrl-C ends the training after the running step as a limit would.

    Args:
        watch: called after every step.

    Raises:
        InputError: the loss or a gradient is not finite.
    """
    loop = _Loop(task, settings)
    with Interrupt() as interrupt, ThreadChoice(settings) as threads:
        for batch, state_is_new, epochs in _endless(task):
            with threads.step(loop.fraction):
                loop.step(batch, state_is_new)
            fraction = loop.advance(epochs)
            ends = fraction >= 1 or interrupt.requested
            watch(loop.report(validate=ends or loop.validation_is_due()))
            if ends:
                break
    task.model.load_state_dict(loop.best)
    task.model.eval()
    return Training(loop.history, loop.progress, interrupt.requested)


def _endless(task: Task) -> Iterator[tuple[Any, bool, float]]:
    """Batch after batch, pass after pass: (batch, whether a pass begins, passes then done)."""
    for epoch in itertools.count():
        batches = task.batches(epoch)
        for number, batch in enumerate(batches):
            yield batch, number == 0, epoch + (number + 1) / len(batches)


class _Loop:
    """All that changes while a model is trained."""

    history: list[dict[str, float]]
    best: dict[str, Tensor]
    progress: Progress

    def __init__(self, task: Task, settings: TrainingSettings) -> None:
        self.task, self.settings = task, settings
        self.optimizer = torch.optim.AdamW(
            _groups(task.model, settings), lr=settings.learning_rate, fused=True
        )
        self.half = half_precision(settings)
        self.history, self.best, self.best_loss = [], {}, math.inf
        self.steps, self.items, self.fraction, self.state = 0, 0, 0.0, None
        self.validation_loss, self.validation_seconds = math.nan, 0.0
        self.summed_loss, self.summed_items = 0.0, 0  # since the last validation
        self.begin = self.step_begin = time.perf_counter()
        task.model.train()

    def step(self, batch: Any, state_is_new: bool) -> None:
        """One update of the weights."""
        self.step_begin = time.perf_counter()
        self.learning_rate = self._set_learning_rate()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.half):
            outcome = self.task.outcome(batch, None if state_is_new else self.state)
        self.optimizer.zero_grad()
        outcome.loss.backward()
        norm = nn.utils.clip_grad_norm_(self.task.model.parameters(), self.settings.gradient_clip)
        self._check_finite(outcome.loss, norm)
        self.optimizer.step()
        self._count(outcome)

    def _set_learning_rate(self) -> float:
        rate = learning_rate_at(self.settings, self.steps, self.fraction)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        return rate

    def _check_finite(self, loss: Tensor, norm: Tensor) -> None:
        if math.isfinite(loss.item()) and math.isfinite(norm.item()):
            return
        rate, clip = self.settings.learning_rate, self.settings.gradient_clip
        raise InputError(
            f"training broke down at step {self.steps + 1}: the loss is {loss.item():.3g} and its "
            f"gradient's norm {norm.item():.3g}; lower learning_rate (now {rate:g}) or "
            f"gradient_clip (now {clip:g})."
        )

    def _count(self, outcome: Outcome) -> None:
        self.state = outcome.state
        self.steps += 1
        self.items += outcome.items
        self.summed_loss += outcome.loss.item() * outcome.items
        self.summed_items += outcome.items

    def advance(self, epochs: float) -> float:
        """The share done; the clock includes one more step and validation, to keep the limit."""
        now = time.perf_counter()
        minutes = (now - self.begin + now - self.step_begin + self.validation_seconds) / 60
        self.fraction = fraction_done(self.settings, minutes, epochs, self.steps)
        return self.fraction

    def validation_is_due(self) -> bool:
        return self.fraction * self.settings.validations >= len(self.history) + 1

    def report(self, validate: bool) -> Progress:
        """Where the training stands, after scoring the validation part if asked to."""
        if validate:
            self._validate()
        train_loss = self.summed_loss / self.summed_items
        self.progress = Progress(
            self.steps,
            time.perf_counter() - self.begin,
            self.items,
            self.fraction,
            train_loss,
            self.validation_loss,
            self.learning_rate,
            validate,
        )
        if validate:
            self.history.append(self._row(self.progress))
            self.summed_loss, self.summed_items = 0.0, 0
        return self.progress

    @torch.no_grad()
    def _validate(self) -> None:
        begin = time.perf_counter()
        model = self.task.model.eval()
        self.validation_loss = self.task.validate()
        if self.validation_loss < self.best_loss or not self.best:
            self.best_loss = self.validation_loss
            self.best = {name: value.clone() for name, value in model.state_dict().items()}
        model.train()
        self.validation_seconds = time.perf_counter() - begin

    def _row(self, progress: Progress) -> dict[str, float]:
        items, cost = self.task.items, self.task.cost
        return {
            "step": progress.step,
            "seconds": round(progress.seconds, 3),
            items: progress.items,
            f"train_{cost}": progress.train_loss,
            f"validation_{cost}": progress.validation_loss,
            "learning_rate": progress.learning_rate,
        }


def _groups(model: nn.Module, settings: TrainingSettings) -> list[dict[str, Any]]:
    """Matrices decay, biases and gains do not: there is nothing to be had from small biases."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": [p for p in parameters if p.dim() > 1], "weight_decay": settings.weight_decay},
        {"params": [p for p in parameters if p.dim() <= 1], "weight_decay": 0.0},
    ]
