# SPDX-License-Identifier: Apache-2.0
"""`compare_on`: RNN, LSTM, bidirectional LSTM and GRU on somebody's own data, under one budget."""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from openlstm.errors import InputError
from openlstm.models.starting import starting
from openlstm.studies.architectures import ZOO, Architecture, matching_width
from openlstm.studies.contest_settings import ContestSettings
from openlstm.studies.folder import TRAININGS
from openlstm.studies.ledger import Ledger
from openlstm.studies.plan import TRIAL_SEED, best_rate
from openlstm.studies.settings import ARCHITECTURES
from openlstm.studies.subject import Subject, subject_of
from openlstm.training.settings import checked

__all__ = ["INSTEAD", "Contest", "Standing", "compare_on"]

INSTEAD = {
    "bidirectional": "name lstm or bilstm in architectures",
    "learning_rate": "give learning_rates",
    "no_ablation": "every network stands alone here",
}
"""Settings of a task that a comparison decides by itself, and what to do instead."""

Watch = Callable[[str, float], object]


@dataclass(frozen=True)
class Job:
    """One training."""

    architecture: str
    seed: int
    learning_rate: float


@dataclass(frozen=True)
class Done:
    """What came of it: lowest loss on validation, score on the test part, cost."""

    loss: float
    score: float
    steps: int
    seconds: float


@dataclass(frozen=True)
class Standing:
    """One architecture, trained from every seed.

    parameters, multiply_adds: of the recurrent layers, the second for a step of one sequence.
    learning_rate: the one that was chosen.
    losses: on the validation part, by seed.
    values: on the test part, by seed.
    steps: the fewest of all seeds.
    seconds: of a training, the median.
    """

    architecture: str
    hidden_size: int
    layers: int
    parameters: int
    multiply_adds: int
    learning_rate: float
    losses: tuple[float, ...]
    values: tuple[float, ...]
    steps: int
    seconds: float

    @property
    def label(self) -> str:
        """The architecture in words."""
        return ARCHITECTURES[self.architecture]


@dataclass(frozen=True)
class Contest:
    """What a comparison on one table found.

    metric: of the test part, in words; see `Subject`.
    baselines: name → the same score of models without a network.
    """

    task: str
    metric: str
    lower_is_better: bool
    loss_name: str
    settings: Mapping[str, Any]
    learning_rates: tuple[float, ...]
    standings: tuple[Standing, ...]
    baselines: Mapping[str, float]


def compare_on(
    task: str,
    data: Any,
    folder: Path,
    *,
    architectures: Any = None,
    match: str = "width",
    learning_rates: Any = None,
    seeds: int = 3,
    watch: Watch = lambda *_: None,
    **settings: Any,
) -> Contest:
    """Plain RNN, LSTM, bidirectional LSTM and GRU on `data`: scores with their spread, and costs.

    Forecasting networks stand alone, without a straight line beside them, since that would hide
    what they can do. All have one budget; equal seeds see equal batches. Each architecture takes
    the learning rate that is best on the validation part, tried with a seed that is not scored.
    Called again with the same settings and `folder`, it goes on where it was stopped.

    Args:
        task: "forecast" or "classify".
        data: as the task's `fit` takes it.
        folder: where the trainings that are done are kept.
        architectures, match, learning_rates, seeds: see `ContestSettings`.
        watch: called with what is done next and the share of the trainings that is done.
        settings: of the task, by name: horizon=24, target="load", hidden_size=64; of "classify"
            also y and test, as its `fit` takes them.

    Raises:
        InputError: a setting is wrong or decided by the comparison itself, or the folder is in
            other use.
        KeyboardInterrupt: Ctrl-C was pressed.

    >>> import tempfile, numpy as np
    >>> wave = np.sin(np.arange(200) / 3)
    >>> found = compare_on("forecast", wave, Path(tempfile.mkdtemp()), architectures="rnn,gru",
    ...                    learning_rates=0.01, seeds=1, horizon=3, hidden_size=4, max_steps=5)
    >>> [standing.parameters for standing in found.standings]
    [32, 96]
    """
    told = {"match": match, "seeds": seeds, "architectures": architectures,
            "learning_rates": learning_rates}  # fmt: skip
    plan = checked(ContestSettings, {name: v for name, v in told.items() if v is not None})
    subject = subject_of(task, data, settings)
    _check(subject, plan, settings)
    widths = {name: _width(ZOO[name], subject, plan) for name in plan.architectures}
    about = {"task": task, "data": subject.fingerprint, **plan.model_dump(mode="json"),
             **subject.settings.model_dump(mode="json", exclude={"seeds"})}  # fmt: skip
    baselines = subject.baselines()  # first: what has no test part fails before any training
    ledger = Ledger(folder, TRAININGS, about, Job, Done, "a comparison")
    standings = _standings(_Runs(ledger, subject, widths, plan, watch))
    return Contest(
        task,
        subject.metric,
        subject.lower_is_better,
        subject.loss_name,
        about,
        plan.learning_rates,
        standings,
        baselines,
    )


def _check(subject: Subject, plan: ContestSettings, told: Mapping[str, Any]) -> None:
    fields = type(subject.settings).model_fields
    for name, remedy in INSTEAD.items():
        if name in told and getattr(subject.settings, name) != fields[name].default:
            raise InputError(f"{name} is decided by the comparison; {remedy}.")
    if "bilstm" in plan.architectures and getattr(subject.settings, "stateful", False):
        raise InputError(
            "architectures must be without bilstm where stateful is asked for: what reads backward "
            "cannot be carried on; name the others, rnn,lstm,gru."
        )


def _width(architecture: Architecture, subject: Subject, plan: ContestSettings) -> int:
    units, layers = subject.settings.hidden_size, subject.settings.num_layers
    if plan.match == "width":
        return int(units)
    whole = ZOO["lstm"].parameters(subject.inputs, units, layers)
    return matching_width(architecture, subject.inputs, whole, layers)


class _Runs:
    """The trainings, each of which is run once and kept."""

    def __init__(
        self,
        ledger: Ledger[Job, Done],
        subject: Subject,
        widths: Mapping[str, int],
        plan: ContestSettings,
        watch: Watch,
    ) -> None:
        self.ledger, self.subject, self.widths, self.plan = ledger, subject, widths, plan
        self.watch, self.count = watch, 0

    def choose_rate(self, name: str) -> float:
        """The learning rate with the lowest loss; one that breaks down is out."""
        return best_rate(
            self.plan.learning_rates,
            lambda rate: self.run(Job(name, TRIAL_SEED, rate)).loss,
            f"the {ARCHITECTURES[name]}",
        )

    def run(self, job: Job) -> Done:
        """What came of it, now or before."""
        tried = len(self.plan.learning_rates) if len(self.plan.learning_rates) > 1 else 0
        whole = len(self.widths) * (tried + self.plan.seeds)
        said = "trying" if job.seed == TRIAL_SEED else f"seed {job.seed}:"
        about = f"{said} {ARCHITECTURES[job.architecture]}, learning rate {job.learning_rate:g}"
        self.watch(about, self.count / whole)
        self.count += 1
        done = self.ledger.get(job)
        if done is None:
            done = self._train(job)
            self.ledger.keep(job, done)
        return done

    def _train(self, job: Job) -> Done:
        changes = {
            "seed": self.subject.settings.seed + job.seed,
            "learning_rate": job.learning_rate,
        }
        attempt = self.subject.train(changes, lambda _: None, self._layer(job), alone=True)
        if attempt.interrupted:
            raise KeyboardInterrupt
        score = self.subject.score(attempt.model)
        return Done(attempt.loss, score, attempt.steps, round(attempt.seconds, 2))

    def _layer(self, job: Job) -> Callable[..., nn.RNNBase]:
        settings, architecture = self.subject.settings, ZOO[job.architecture]
        start = starting(settings.forget_bias, settings.longest_lag)
        return lambda inputs, **more: architecture.layers(
            inputs,
            self.widths[job.architecture],
            settings.num_layers,
            dropout=settings.dropout if settings.num_layers > 1 else 0.0,
            **(start if "lstm" in job.architecture else {}),
            **more,
        )


def _standings(runs: _Runs) -> tuple[Standing, ...]:
    """All rates first, then seed after seed."""
    rates = {name: runs.choose_rate(name) for name in runs.plan.architectures}
    jobs = [Job(name, seed, rates[name]) for seed in range(runs.plan.seeds) for name in rates]
    done = {job: runs.run(job) for job in jobs}
    return tuple(
        _standing(
            runs.subject,
            name,
            runs.widths[name],
            rate,
            [done[job] for job in jobs if job.architecture == name],
        )
        for name, rate in rates.items()
    )


def _standing(subject: Subject, name: str, width: int, rate: float, done: list[Done]) -> Standing:
    layers, architecture = subject.settings.num_layers, ZOO[name]
    return Standing(
        name,
        width,
        layers,
        architecture.parameters(subject.inputs, width, layers),
        architecture.multiply_adds(subject.inputs, width, layers),
        rate,
        tuple(each.loss for each in done),
        tuple(each.score for each in done),
        min(each.steps for each in done),
        statistics.median(each.seconds for each in done),
    )
