# SPDX-License-Identifier: Apache-2.0
"""`memory_scoreboard`: chooses learning rates, trains all, several trainings side by side."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed

from openlstm.errors import InputError, expected
from openlstm.studies.folder import SCOREBOARD
from openlstm.studies.ledger import Ledger
from openlstm.studies.memory.board import BOARD
from openlstm.studies.memory.curriculum import lessons
from openlstm.studies.memory.rates import choose_rate, trials
from openlstm.studies.memory.scoreboard import Row, rows
from openlstm.studies.memory.settings import MODELS, PROTOCOL, MemorySettings
from openlstm.studies.memory.training import Run, Trained, train
from openlstm.training.settings import checked

__all__ = ["memory_scoreboard"]

Watch = Callable[[tuple[Run, Trained] | None, list[Row], float], object]
Done = Ledger[Run, Trained]


def memory_scoreboard(
    *, folder: Path | None = None, watch: Watch = lambda *_: None, **settings: Any
) -> list[Row]:
    """The rows of the scoreboard: how often, and after how many sequences, models solve tasks.

    Each training runs on one thread. All that is done is kept in the folder, whatever the call
    asked for, and is not done again; the rows are those of all trainings that lie there.

    Args:
        folder: where `memory.json` is kept; nothing is kept if not given.
        watch: called after each training with it and what came of it, the rows so far and the share
            that is done; first with None.
        settings: the fields of `MemorySettings` by name, such as task="latch-1000", seeds=3.

    Raises:
        InputError: a setting is out of its range, a task for a curriculum has no shorter
            sequences, no model fits the tasks, the folder is in other use, or its results are of
            another protocol.

    >>> rows = memory_scoreboard(
    ...     task="order-6a", model="openlstm-chrono", rates=0.01, seeds=1, budget=64, processes=1)
    >>> rows[0].solved, rows[0].sequences
    (0, (64, 64, 64))
    """
    chosen = checked(MemorySettings, settings)
    _require_lessons(chosen)
    _require_kinds(chosen)
    about = {"protocol": PROTOCOL}
    ledger: Done = Ledger(folder, SCOREBOARD, about, Run, Trained, "a scoreboard")
    choosing = [run for kind in _tuned(chosen) for run in trials(chosen, *kind)]
    whole = len(choosing) + sum(_seeds(chosen, task, model) for task, model in _kinds(chosen))
    finished = 0

    def run(jobs: list[Run]) -> None:
        nonlocal finished
        waiting = [job for job in jobs if ledger.get(job) is None]
        finished += len(jobs) - len(waiting)
        watch(None, rows(ledger.done), finished / whole)
        workers = Parallel(chosen.processes or os.cpu_count(), return_as="generator_unordered")
        for job, trained in workers(delayed(_told)(job) for job in waiting):
            ledger.keep(job, trained)
            finished += 1
            watch((job, trained), rows(ledger.done), finished / whole)

    run(choosing)
    run(_scored(chosen, ledger))
    return rows(ledger.done)


def _told(run: Run) -> tuple[Run, Trained]:
    return run, train(run)


def _require_lessons(settings: MemorySettings) -> None:
    without = [task for task in settings.task if len(lessons(BOARD[task].task)) == 1]
    if settings.curriculum and without:
        remedy = "leave out the curriculum or these tasks"
        rule = "made of tasks that can begin with shorter sequences"
        raise InputError(expected("task", rule, ", ".join(without), remedy))


def _require_kinds(settings: MemorySettings) -> None:
    if not _kinds(settings):
        remedy = "name another model"
        rule = "such as begins from zeros where streams go on from batch to batch"
        raise InputError(expected("model", rule, ", ".join(settings.model), remedy))


def _kinds(settings: MemorySettings) -> list[tuple[str, str]]:
    """Tasks and models; a stream that begins anew does so from zeros, and unmarked."""
    return [
        (task, model)
        for task in settings.task
        for model in settings.model
        if not BOARD[task].task.carries or MODELS[model].start == "zero"
    ]


def _tuned(settings: MemorySettings) -> list[tuple[str, str]]:
    """Tasks and models whose rates are chosen, each once: one rate holds for all of a kind."""
    return list(dict.fromkeys((BOARD[task].tuned_on, model) for task, model in _kinds(settings)))


def _seeds(settings: MemorySettings, task: str, model: str) -> int:
    ours = BOARD[task].seeds if model.startswith("openlstm") else 3
    return settings.seeds or ours


def _scored(settings: MemorySettings, ledger: Done) -> list[Run]:
    """The trainings that are scored, those of one seed together."""
    rest = settings.budget, settings.minutes, settings.curriculum, settings.gradient_clip
    rates = {kind: choose_rate(settings, ledger.done, *kind) for kind in _tuned(settings)}
    runs = [
        Run(task, model, seed, rates[BOARD[task].tuned_on, model], *rest)
        for task, model in _kinds(settings)
        for seed in range(_seeds(settings, task, model))
    ]
    return sorted(runs, key=lambda run: run.seed)
