# SPDX-License-Identifier: Apache-2.0
"""Which trainings a comparison is made of, and how each kind of them gets its learning rate.

One rule for all: every rate is tried once, with the whole budget, from a seed that is not scored,
and the one with the lowest cost on validation data is taken. Scores play no part in it.
"""

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from openlstm.errors import InputError
from openlstm.studies.architectures import DEEP, INITS
from openlstm.studies.settings import CompareSettings
from openlstm.studies.training import Job, Trained

__all__ = ["TRIAL_SEED", "USUAL", "Kind", "choose_rate", "count", "kinds", "scored_jobs", "trials"]

TRIAL_SEED = 10**6  # scored seeds count from 0
USUAL = INITS[1]  # forget bias 1, as in all our trained models


class Kind(NamedTuple):
    """What is trained, but for the seed and the learning rate."""

    task: str
    architecture: str
    init: str
    layers: int


def kinds(settings: CompareSettings) -> list[Kind]:
    """All kinds of trainings, each once."""
    wanted: list[Kind] = []
    for name in settings.architectures:
        init = USUAL if "lstm" in name else INITS[0]
        if "language" in settings.trained and name != "bilstm":
            wanted.append(Kind("language", name, init, 1))
        if "brackets" in settings.trained:
            wanted.append(Kind("brackets", name, init, 1))
        if "keep" in settings.trained:
            wanted += [Kind(f"keep {lag}", name, init, 1) for lag in settings.lags]
            if name == "lstm":
                wanted += [Kind(f"keep {lag}", name, "chrono", 1) for lag in settings.lags]
        if "depth" in settings.trained and name == "lstm":
            wanted += [Kind("language", name, DEEP, k) for k in range(1, settings.max_layers + 1)]
    return sorted(dict.fromkeys(wanted), key=lambda kind: _task_order(kind.task))


def _task_order(task: str) -> tuple[int, int]:
    name, _, lag = task.partition(" ")
    return ("language", "brackets", "keep").index(name), int(lag or 0)


def trials(kind: Kind, settings: CompareSettings) -> list[Job]:
    """The trainings that choose the rate of one kind; none where there is nothing to choose."""
    rates = settings.learning_rates
    return [Job(*kind, TRIAL_SEED, rate) for rate in rates] if len(rates) > 1 else []


def choose_rate(kind: Kind, settings: CompareSettings, run: Callable[[Job], Trained]) -> float:
    """The learning rate of one kind; a training that breaks down loses its rate the choice.

    Raises:
        InputError: every one of them breaks down.
    """
    tried = {job.learning_rate: _cost(job, run) for job in trials(kind, settings)}
    if not tried:
        return settings.learning_rates[0]
    best = min(tried, key=tried.__getitem__)
    if math.isinf(tried[best]):
        raise InputError(
            f"{kind.architecture} on {kind.task} breaks down with every one of the learning rates "
            f"{', '.join(f'{rate:g}' for rate in tried)}; pass smaller learning_rates."
        )
    return best


def _cost(job: Job, run: Callable[[Job], Trained]) -> float:
    try:
        return run(job).validation
    except InputError:
        return math.inf


def scored_jobs(settings: CompareSettings, rates: Mapping[Kind, float]) -> list[Job]:
    """The trainings that are scored, those of one seed together."""
    return [Job(*kind, seed, rates[kind]) for seed in range(settings.seeds) for kind in rates]


def count(settings: CompareSettings) -> int:
    """How many trainings there are, trials too.

    >>> count(CompareSettings(architectures="rnn", trained="brackets", seeds=2))
    5
    """
    return sum(len(trials(kind, settings)) + settings.seeds for kind in kinds(settings))
