# SPDX-License-Identifier: Apache-2.0
"""`compare`: counts, measures and trains all architectures, and says what follows."""

import os
import platform
import statistics
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from openlstm import __version__
from openlstm.models import one_thread
from openlstm.studies.architectures import ZOO
from openlstm.studies.comparison import Comparison, Score
from openlstm.studies.conclusions import conclusions
from openlstm.studies.costs import Cost, costs
from openlstm.studies.folder import PROGRESS
from openlstm.studies.gradients import Decay, Reach, gradient_decay, input_reach, variants
from openlstm.studies.ledger import Ledger
from openlstm.studies.plan import TRIAL_SEED, Kind, choose_rate, count, kinds, scored_jobs
from openlstm.studies.problems import Problem, problem_named
from openlstm.studies.settings import CompareSettings
from openlstm.studies.training import BATCH, EMBEDDING, Job, Trained, run_job, width_of
from openlstm.training.settings import checked

__all__ = ["compare"]

INIT_SEEDS = 10  # of what is looked at before training: cheap

Watch = Callable[[str, float], object]


@one_thread()
def compare(
    *, folder: Path | None = None, watch: Watch = lambda *_: None, **settings: Any
) -> Comparison:
    """RNN, LSTM, bidirectional LSTM and GRU side by side: costs, gradients, scores, conclusions.

    Everything runs on one thread in float32, the gradients in float64. Equal seeds see equal
    batches; all architectures have one budget, and each finds its learning rate by one rule, on
    a seed that is not scored. LSTMs are trained with forget bias 1; where a symbol is to be kept,
    also with the chrono initialisation, which is told the lag.

    Args:
        folder: trainings that are done are kept there, and taken up by another call with the same
            settings; nothing is kept if not given.
        watch: called with what is done next and the share of the work that is done.
        settings: the fields of `CompareSettings` by name, such as hidden_size=64, seeds=2,
            match="parameters", architectures=("rnn", "lstm"), updates=300.

    Raises:
        InputError: a setting is out of its range, or `folder` is in other use.

    >>> comparison = compare(hidden_size=4, seeds=1, updates=2, trained="brackets")
    >>> comparison.cost("bilstm").parameters == 2 * comparison.cost("lstm").parameters
    True
    """
    chosen = checked(CompareSettings, settings)
    for kind in kinds(chosen):  # a width that cannot be had is said before anything runs
        width_of(ZOO[kind.architecture], kind.layers, chosen)
    ledger = Ledger(folder, PROGRESS, chosen.model_dump(mode="json"), Job, Trained, "a comparison")
    watch("measuring time and memory", 0.0)
    measured = [Cost(**cost) for cost in ledger.beside.get("costs", [])] or _costs(chosen)
    ledger.note("costs", [asdict(cost) for cost in measured])
    watch("following gradients", 0.0)
    decays, reaches = _before_training(chosen)
    trained, baselines = _train_all(chosen, ledger, watch)
    scores = _scores(trained)
    found = Comparison(
        chosen.model_dump(mode="json"),
        _machine(),
        tuple(measured),
        tuple(decays),
        tuple(reaches),
        tuple(score for score in scores if not score.metric.startswith("moved")),
        tuple(score for score in scores if score.metric.startswith("moved")),
        baselines,
    )
    return replace(found, conclusions=tuple(conclusions(found)))


def _costs(settings: CompareSettings) -> list[Cost]:
    sizes = {ZOO[name]: width_of(ZOO[name], 1, settings) for name in settings.architectures}
    return costs(sizes, EMBEDDING)


def _before_training(settings: CompareSettings) -> tuple[list[Decay], list[Reach]]:
    decays: list[Decay] = []
    reaches = []
    for name, init in variants(settings.architectures):
        width = width_of(ZOO[name], 1, settings)
        reaches.append(input_reach(ZOO[name], init, width, INIT_SEEDS))
        if ZOO[name].directions == 1:
            decays += gradient_decay(ZOO[name], init, width, INIT_SEEDS)
    return decays, reaches


Results = dict[Job, Trained]


def _train_all(
    settings: CompareSettings, ledger: Ledger[Job, Trained], watch: Watch
) -> tuple[Results, dict[str, dict[str, float]]]:
    tasks = dict.fromkeys(kind.task for kind in kinds(settings))
    problems: dict[str, Problem] = {
        task: problem_named(task, BATCH, settings.window) for task in tasks
    }
    whole, done = count(settings), 0

    def run(job: Job) -> Trained:
        nonlocal done
        watch(_describe(job), done / whole)
        share = settings.minutes / whole if settings.minutes else None
        found = ledger.get(job) or run_job(job, problems[job.task], settings, share)
        ledger.keep(job, found)
        done += 1
        return found

    rates = {kind: choose_rate(kind, settings, run) for kind in kinds(settings)}
    results = {job: run(job) for job in scored_jobs(settings, rates)}
    return results, {task: dict(problem.baselines) for task, problem in problems.items()}


def _describe(job: Job) -> str:
    depth = f", {job.layers} layers" if job.layers > 1 else ""
    what = f"{ZOO[job.architecture].label}{depth} ({job.init}): {job.task}"
    trial = job.seed == TRIAL_SEED
    return (
        f"trying rate {job.learning_rate:g} for {what}"
        if trial
        else (f"training {what}, seed {job.seed}")
    )


def _scores(results: Results) -> list[Score]:
    runs: dict[Kind, list[tuple[Job, Trained]]] = {}
    for job, trained in results.items():
        kind = Kind(job.task, job.architecture, job.init, job.layers)
        runs.setdefault(kind, []).append((job, trained))
    return [score for kind, each in runs.items() for score in _scores_of(kind, each)]


def _scores_of(kind: Kind, runs: list[tuple[Job, Trained]]) -> Iterable[Score]:
    job, first = runs[0]
    every = [trained for _, trained in runs]
    for metric in first.scores:
        yield Score(
            kind.task,
            metric,
            kind.architecture,
            kind.init,
            kind.layers,
            first.hidden_size,
            first.parameters,
            job.learning_rate,
            tuple(trained.scores[metric] for trained in every),
            min(trained.updates for trained in every),
            round(statistics.median(trained.seconds for trained in every), 2),
        )


def _machine() -> dict[str, Any]:
    return {
        "openlstm": __version__,
        "torch": torch.__version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "threads": 1,
        "instructions": torch.backends.cpu.get_cpu_capability(),
    }
