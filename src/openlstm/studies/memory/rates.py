# SPDX-License-Identifier: Apache-2.0
"""The step size of each model on each kind of task: four are tried, by one rule for all.

On the shortest task of the kind, with seeds that are not scored, and with fewer sequences than a
scored training has.
"""

import statistics
from collections.abc import Iterable, Mapping

from openlstm.studies.memory.scoreboard import FIRST_TRIAL
from openlstm.studies.memory.settings import MemorySettings
from openlstm.studies.memory.training import Run, Trained

__all__ = ["choose_rate", "trials"]

SEEDS = range(FIRST_TRIAL, FIRST_TRIAL + 3)


def trials(settings: MemorySettings, task: str, model: str) -> list[Run]:
    """The trainings that choose among the rates; none where there is nothing to choose.

    >>> few = MemorySettings(rates="0.001,0.01", trial_budget=6400)
    >>> [(run.seed, run.rate, run.budget) for run in trials(few, "order-6a", "gru")][:3]
    [(100, 0.001, 6400), (100, 0.01, 6400), (101, 0.001, 6400)]
    """
    if len(settings.rates) < 2:
        return []
    budget = min(settings.trial_budget, settings.budget)
    rest = settings.minutes, settings.curriculum, settings.gradient_clip
    return [
        Run(task, model, seed, rate, budget, *rest) for seed in SEEDS for rate in settings.rates
    ]


def choose_rate(
    settings: MemorySettings, done: Mapping[Run, Trained], task: str, model: str
) -> float:
    """The rate that solved most trials; of these the one with fewest sequences, errors, loss."""
    tried = trials(settings, task, model)
    return min(
        settings.rates,
        key=lambda rate: _cost(done[run] for run in tried if run.rate == rate),
    )


def _cost(found: Iterable[Trained]) -> tuple[float, ...]:
    each = list(found)
    if not each:
        return ()
    sequences = (trained.sequences if trained.solved else 10**9 for trained in each)
    errors = (1e9 if trained.errors is None else trained.errors for trained in each)
    losses = (trained.curve[-1][1] if trained.curve else 1e9 for trained in each)
    return (
        -sum(trained.solved for trained in each),
        *map(statistics.median, (sequences, errors, losses)),
    )
