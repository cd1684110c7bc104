# SPDX-License-Identifier: Apache-2.0
"""One training of a comparison: an architecture, a task, a seed; what it scored, what it took."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from openlstm.models import StepClassifier
from openlstm.studies.architectures import ZOO, Architecture, matching_width
from openlstm.studies.problems import Problem
from openlstm.studies.settings import CompareSettings
from openlstm.training.loop import train
from openlstm.training.settings import TrainingSettings, checked
from openlstm.training.task import Outcome

__all__ = [
    "BATCH",
    "EMBEDDING",
    "Job",
    "Trained",
    "flushed_to_zero",
    "run_job",
    "width_of",
]

EMBEDDING, BATCH = 32, 32
PASS = 50  # batches of generated sequences that count as a pass: there is no end to them


@dataclass(frozen=True)
class Job:
    """What is trained."""

    task: str
    """A name in `problems`: "language", "brackets", "keep 100"."""
    architecture: str
    init: str
    layers: int
    seed: int
    learning_rate: float
    """Largest step size of AdamW."""


@dataclass(frozen=True)
class Trained:
    """What came of it."""

    hidden_size: int
    parameters: int
    """Of the recurrent layers."""
    scores: dict[str, float]
    """By metric."""
    validation: float
    """Lowest cost on validation data, nats; its weights are the ones that were scored."""
    updates: int
    seconds: float


def width_of(architecture: Architecture, layers: int, settings: CompareSettings) -> int:
    """The hidden size that the settings mean for so many layers."""
    if settings.match == "width":
        return settings.hidden_size
    whole = ZOO["lstm"].parameters(EMBEDDING, settings.hidden_size)
    return matching_width(architecture, EMBEDDING, whole, layers)


def run_job(
    job: Job, problem: Problem, settings: CompareSettings, minutes: float | None
) -> Trained:
    """The scores of a model trained from `job.seed`; equal seeds see equal batches.

    Args:
        minutes: limit on the time of this training, beside `settings.updates`.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed during the training.
        InputError: the training broke down.
    """
    architecture = ZOO[job.architecture]
    width = width_of(architecture, job.layers, settings)
    with torch.random.fork_rng(devices=[]), flushed_to_zero():
        torch.manual_seed(job.seed)
        layer = architecture.build(EMBEDDING, width, job.layers, job.init, problem.longest)
        model = StepClassifier(problem.symbols, problem.classes, layer)
        result = train(_Training(model, problem, job.seed), _loop_settings(settings, minutes, job))
    if result.interrupted:
        raise KeyboardInterrupt
    with torch.no_grad():
        scores = problem.score(model)
    parameters = architecture.parameters(EMBEDDING, width, job.layers)
    validation = min(row["validation_nats"] for row in result.history)
    seconds = round(result.last.seconds, 2)
    return Trained(width, parameters, scores, validation, result.last.step, seconds)


@contextmanager
def flushed_to_zero() -> Iterator[None]:
    """A context in which this thread takes numbers too small for a full mantissa as 0.

    A gradient that dies over 300 steps passes through them, and the processor is several times
    slower there: it would be the architecture that looks slow.
    """
    smallest = torch.finfo(torch.float32).tiny
    was_on = (torch.tensor(smallest) / 2).item() == 0
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(was_on)


def _loop_settings(settings: CompareSettings, minutes: float | None, job: Job) -> TrainingSettings:
    values = {
        "max_steps": settings.updates,
        "max_minutes": minutes,
        "learning_rate": job.learning_rate,
        "validations": 4,
        "precision": "float32",  # the same for all: only the LSTM gains by bfloat16
        "seed": job.seed,
    }
    return checked(TrainingSettings, values)


class _Training:
    """The problem as the loop sees it."""

    items = "steps"
    cost = "nats"

    def __init__(self, model: nn.Module, problem: Problem, seed: int) -> None:
        self.model, self.problem, self.seed = model, problem, seed

    def batches(self, epoch: int) -> "_Pass":
        return _Pass(self.problem, self.seed, epoch)

    def outcome(self, batch: tuple[Tensor, Tensor], state: object) -> Outcome:
        symbols, labels = batch
        logits, state = self.model(symbols, state)
        loss = self.problem.loss(logits, labels)
        return Outcome(loss, self.problem.carried(state), labels.numel())

    def share(
        self, batch: tuple[Tensor, Tensor], rank: int, count: int
    ) -> tuple[Tensor, Tensor] | None:
        symbols, labels = (each[:, rank::count] for each in batch)
        return (symbols, labels) if symbols.shape[1] else None

    def validate(self) -> float:
        logits, _ = self.model(self.problem.validation[0])
        return self.problem.loss(logits, self.problem.validation[1]).item()


class _Pass:
    """The batches of one pass; the same for the same seed and number."""

    def __init__(self, problem: Problem, seed: int, epoch: int) -> None:
        self.problem, self.seed, self.epoch = problem, seed, epoch

    def __len__(self) -> int:
        return len(self.problem.text) if self.problem.text else PASS

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        if self.problem.text:
            return iter(self.problem.text)
        generator = torch.Generator().manual_seed(1_000_003 * (self.seed + 1) + self.epoch)
        return (self.problem.draw(BATCH, generator) for _ in range(PASS))
