# SPDX-License-Identifier: Apache-2.0
"""Which trainings a comparison is made of, and how each kind of them gets its learning rate.

One rule for all: every rate is tried once, with the whole budget, from a seed that is not scored,
and the one with the lowest cost on validation data is taken. Scores play no part in it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from openlstm.errors import InputError
from openlstm.studies.architectures import DEEP, INITS
from openlstm.studies.settings import CompareSettings
from openlstm.studies.training import Job, Trained

__all__ = [
    "TRIAL_SEED",
    "USUAL",
    "Kind",
    "best_rate",
    "choose_rate",
    "count",
    "kinds",
    "scored_jobs",
    "trials",
]

TRIAL_SEED = 10**6  # scored seeds count from 0
USUAL = INITS[1]  # forget bias 1, as most units of our trained models have


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
    by_rate = {job.learning_rate: job for job in trials(kind, settings)}
    return best_rate(
        settings.learning_rates,
        lambda rate: run(by_rate[rate]).validation,
        f"{kind.architecture} on {kind.task}",
    )


def best_rate(rates: Sequence[float], cost: Callable[[float], float], who: str) -> float:
    """The rate that costs least; the only one untried, and none whose training breaks down.

    Args:
        rates: those to choose from.
        cost: trains with a rate; what that costs on validation data.
        who: is trained, for the message.

    Raises:
        InputError: every training breaks down.
    """
    if len(rates) == 1:
        return rates[0]
    tried = {rate: _cost_or_infinity(cost, rate) for rate in rates}
    best = min(tried, key=tried.__getitem__)
    if math.isinf(tried[best]):
        raise InputError(
            f"{who} breaks down with every one of the learning rates "
            f"{', '.join(f'{rate:g}' for rate in tried)}; pass smaller learning_rates."
        )
    return best


def _cost_or_infinity(cost: Callable[[float], float], rate: float) -> float:
    try:
        return cost(rate)
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
