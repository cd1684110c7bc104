# SPDX-License-Identifier: Apache-2.0
"""One training by the protocol: fresh sequences, Adam, a look every 100 updates, until solved.

Where streams go on from batch to batch, one that was answered wrongly ends and begins anew, as in
the source of continual Reber (Gers et al. 2000): else no network would see a start again, and be
lost where it is tested from one.
"""

import math
import time
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from openlstm.memory_tasks import Batch, MemoryTask
from openlstm.models import one_thread
from openlstm.studies.memory.board import BOARD, Entry
from openlstm.studies.memory.curriculum import Curriculum
from openlstm.studies.memory.models import MemoryModel, build
from openlstm.studies.training import flushed_to_zero
from openlstm.training.truncated import TruncatedBackpropagation

__all__ = ["BATCH", "Run", "Trained", "train", "train_model"]

BATCH = 32
EVERY = 100
"""Updates between looks."""
STREAM = 1000
"""Seed s trains on the stream of seed 1000 + s."""


@dataclass(frozen=True)
class Run:
    """What is trained."""

    task: str
    model: str
    seed: int
    rate: float
    """Step size of Adam."""
    budget: int
    """Sequences at most."""
    minutes: float
    """Of processor time at most, looks included."""
    curriculum: bool = False
    """Whether short sequences come first; what solves the task is the same."""
    gradient_clip: float = 1.0
    """Largest norm of the gradient."""


@dataclass(frozen=True)
class Trained:
    """What came of it."""

    solved: bool
    sequences: int
    """Until the first of the two looks that passed; all that were seen, if unsolved."""
    seconds: float
    """Of processor time until then, looks included."""
    errors: float | None
    """Errors a sequence at the last look; None if the model gives no numbers any more."""
    reached: int
    """Test sequences that were right before the first that was not, at the last look."""
    curve: tuple[tuple[int, float, float], ...]
    """Of each look: sequences seen, mean loss since the last look, errors a sequence."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "curve", tuple(map(tuple, self.curve)))  # JSON knows no tuples


def train(run: Run) -> Trained:
    """What came of one training, on one thread; a loss that is no number ends it unsolved.

    >>> train(Run("order-6a", "openlstm-chrono", 0, 0.01, budget=32, minutes=1)).solved
    False
    """
    entry = BOARD[run.task]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(run.seed)
        model = build(run.model, entry.task, entry.hidden_size, entry.span)
    return train_model(model, run)


@one_thread()
@flushed_to_zero()
def train_model(model: MemoryModel, run: Run) -> Trained:
    """What came of training this model by the protocol, whatever `run.model` is."""
    return _Training(BOARD[run.task], model, run).until_solved()


class _Training:
    def __init__(self, entry: Entry, model: nn.Module, run: Run) -> None:
        self.entry, self.model, self.run = entry, model, run
        self.window_loss = TruncatedBackpropagation(model, self._loss)
        self.adam = torch.optim.Adam(model.parameters(), lr=run.rate)
        self.curriculum = Curriculum(entry.task) if run.curriculum else None
        self._begin(self.curriculum.task if self.curriculum else entry.task)
        self.seen = 0
        self.start = time.process_time()

    def _begin(self, task: MemoryTask) -> None:
        self.task = task
        self.ended: Tensor | None = None  # streams that were answered wrongly
        self.batches = iter(task.batches(BATCH, STREAM + self.run.seed))

    def until_solved(self) -> Trained:
        """Trains until two successive looks pass, or a limit is reached."""
        curve: list[tuple[int, float, float]] = []
        before: tuple[int, float] | None = None  # where the last look passed
        while True:
            loss = self._train_on()
            verdict = self.entry.solved.look(self.model, len(curve))
            numbers = math.isfinite(loss) and math.isfinite(verdict.errors)
            if numbers:
                curve.append((self.seen, loss, verdict.mean))
            here = self.seen, round(self._seconds(), 2)
            solved = verdict.passed and before is not None
            if solved or not numbers or self._is_over():
                break
            before = here if verdict.passed else None
            if self.curriculum and self.curriculum.go_on(self.model, len(curve)):
                self._begin(self.curriculum.task)
        at = before if solved and before else here
        errors = verdict.mean if numbers else None
        return Trained(solved, *at, errors, verdict.reached, tuple(curve))

    def _train_on(self) -> float:
        """The mean loss of the updates until the next look, at least one."""
        losses: list[Tensor] = []
        while not losses or (len(losses) < EVERY and not self._is_over()):
            losses.append(self._update(self.batches.send(self.ended)))
            self.seen += BATCH
        return torch.stack(losses).mean().item()

    def _is_over(self) -> bool:
        return self.seen >= self.run.budget or self._seconds() >= 60 * self.run.minutes

    def _seconds(self) -> float:
        return time.process_time() - self.start

    def _update(self, batch: Batch) -> Tensor:
        task = self.task
        self.window_loss.begin(self.ended)
        loss = self.window_loss(task.features(batch.inputs), batch.targets)
        self.adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.run.gradient_clip)
        self.adam.step()
        return loss.detach()

    def _loss(self, output: Tensor, targets: Tensor) -> Tensor:
        if self.task.carries:
            self.ended = self.task.errors(output.detach(), targets) > 0
        return self.task.loss(output, targets)
