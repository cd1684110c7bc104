# SPDX-License-Identifier: Apache-2.0
"""`compare`: counts, measures and trains all architectures, and says what follows."""

import os
import platform
import statistics
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from openlstm import __version__
from openlstm.models import one_thread
from openlstm.studies.architectures import INITS, ZOO
from openlstm.studies.comparison import Comparison, Score
from openlstm.studies.conclusions import conclusions
from openlstm.studies.costs import Cost, costs
from openlstm.studies.gradients import Decay, Reach, gradient_decay, input_reach, variants
from openlstm.studies.ledger import Ledger
from openlstm.studies.problems import Problem, problem_named
from openlstm.studies.settings import CompareSettings
from openlstm.studies.training import BATCH, EMBEDDING, Job, Trained, run_job, width_of
from openlstm.training.settings import checked

__all__ = ["compare", "jobs"]

INIT_SEEDS = 10  # of what is looked at before training: cheap
USUAL = INITS[1]  # forget bias 1, as in all our trained models

Watch = Callable[[str, float], object]


@one_thread()
def compare(
    *, folder: Path | None = None, watch: Watch = lambda *_: None, **settings: Any
) -> Comparison:
    """RNN, LSTM, bidirectional LSTM and GRU side by side: costs, gradients, scores, conclusions.

    Everything runs on one thread in float32, the gradients in float64. Equal seeds see equal
    batches; all architectures have one budget. LSTMs are trained with forget bias 1; where a symbol
    is to be kept, also with the chrono initialisation, which is told the lag.

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
    for job in jobs(chosen):  # a width that cannot be had is said before anything runs
        width_of(ZOO[job.architecture], job.layers, chosen)
    ledger = Ledger(folder, chosen)
    watch("measuring time and memory", 0.0)
    measured = ledger.costs or _costs(chosen)
    ledger.keep_costs(measured)
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


def jobs(settings: CompareSettings) -> list[Job]:
    """All trainings, each once, those of one seed together."""
    wanted: list[tuple[str, str, str, int]] = []
    for name in settings.architectures:
        init = USUAL if "lstm" in name else INITS[0]
        if "language" in settings.trained and name != "bilstm":
            wanted.append(("language", name, init, 1))
        if "brackets" in settings.trained:
            wanted.append(("brackets", name, init, 1))
        if "keep" in settings.trained:
            wanted += [(f"keep {lag}", name, init, 1) for lag in settings.lags]
            if name == "lstm":
                wanted += [(f"keep {lag}", name, "chrono", 1) for lag in settings.lags]
        if "depth" in settings.trained and name == "lstm":
            wanted += [("language", name, init, k) for k in range(1, settings.max_layers + 1)]
    kinds = sorted(dict.fromkeys(wanted), key=lambda kind: _task_order(kind[0]))
    return [Job(*kind, seed) for seed in range(settings.seeds) for kind in kinds]


def _task_order(task: str) -> tuple[int, int]:
    name, _, lag = task.partition(" ")
    return ("language", "brackets", "keep").index(name), int(lag or 0)


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
    settings: CompareSettings, ledger: Ledger, watch: Watch
) -> tuple[Results, dict[str, dict[str, float]]]:
    wanted = jobs(settings)
    problems: dict[str, Problem] = {
        task: problem_named(task, BATCH) for task in dict.fromkeys(job.task for job in wanted)
    }
    share = settings.minutes / len(wanted) if settings.minutes and wanted else None
    results: Results = {}
    for number, job in enumerate(wanted):
        watch(_describe(job), number / len(wanted))
        results[job] = ledger.get(job) or run_job(job, problems[job.task], settings, share)
        ledger.keep(job, results[job])
    return results, {task: dict(problem.baselines) for task, problem in problems.items()}


def _describe(job: Job) -> str:
    depth = f", {job.layers} layers" if job.layers > 1 else ""
    return (
        f"training {ZOO[job.architecture].label}{depth} ({job.init}): {job.task}, seed {job.seed}"
    )


def _scores(results: Results) -> list[Score]:
    kinds = dict.fromkeys((job.task, job.architecture, job.init, job.layers) for job in results)
    return [score for kind in kinds for score in _scores_of(kind, results)]


def _scores_of(kind: tuple[str, str, str, int], results: Results) -> Iterable[Score]:
    task, architecture, init, layers = kind
    runs = [
        trained
        for job, trained in results.items()
        if (job.task, job.architecture, job.init, job.layers) == kind
    ]
    for metric in runs[0].scores:
        yield Score(
            task,
            metric,
            architecture,
            init,
            layers,
            runs[0].hidden_size,
            runs[0].parameters,
            tuple(run.scores[metric] for run in runs),
            min(run.updates for run in runs),
            round(statistics.median(run.seconds for run in runs), 2),
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
