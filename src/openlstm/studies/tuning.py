# SPDX-License-Identifier: Apache-2.0
"""`tune`: many trainings, each with other settings; the validation part alone chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openlstm.errors import InputError
from openlstm.studies.rules import Rule, Tried, judge
from openlstm.studies.search_space import SEARCHED, Space, space_of
from openlstm.studies.searching import Watch, search
from openlstm.studies.storage import open_study
from openlstm.studies.subject import Subject, subject_of
from openlstm.studies.tune_settings import TuneSettings
from openlstm.training.settings import Settings, checked

__all__ = ["Trial", "Tuning", "tune"]


@dataclass(frozen=True)
class Trial:
    """One training of the search.

    state: complete; pruned: cut off, as it was below the median of the others or its training
        broke down; running: in another process, or lost with one that was killed; fail: cut off by
        the end of the time or by Ctrl-C.
    settings: those that are searched.
    loss: the lowest on the validation part; None unless complete.
    """

    number: int
    state: str
    settings: Mapping[str, Any]
    loss: float | None
    steps: int | None
    seconds: float | None
    process: str


@dataclass(frozen=True)
class Tuning:
    """What a search found.

    loss_name: what was scored on the validation part.
    best: the settings of the task with those of the best trial, the winner.
    trials: of all processes, by number.
    inputs: I, numbers that the LSTM reads at a step.
    rules: the text-book's, and whether they held here.
    """

    task: str
    loss_name: str
    best: Settings
    winner: Trial
    trials: tuple[Trial, ...]
    inputs: int
    rules: tuple[Rule, ...]


def tune(
    task: str,
    data: Any,
    folder: Path,
    *,
    trials: int | None = None,
    minutes: float | None = None,
    max_layers: int = 5,
    max_hidden_size: int | None = None,
    watch: Watch = lambda *_: None,
    **settings: Any,
) -> Tuning:
    """The best settings for `data` among those that were tried, and what was seen on the way.

    Searched are layers, units, learning rate, dropout, and the direction where something of the
    future is known, as it is of whole sequences; whichever of them is told is not searched. A trial
    below the median of the others is cut off. Every trial begins from the same seed. Called again
    with the same settings and `folder` it goes on; several processes that do so at once share the
    work.

    Args:
        task: "forecast" or "classify".
        data: as the task's `fit` takes it.
        folder: where the trials are kept.
        trials: how many in all; 30 if `minutes` is not given either.
        minutes: how long this call searches at most.
        max_layers, max_hidden_size: see `TuneSettings`.
        watch: called with what was done and the share of the search that is done.
        settings: of the task, by name: horizon=24, target="load"; of "classify" also y and test,
            as its `fit` takes them.

    Raises:
        InputError: a setting is wrong, the folder is in other use, optuna is missing, or not one
            trial was completed.

    >>> import tempfile, numpy as np
    >>> wave = np.sin(np.arange(200) / 3)
    >>> found = tune("forecast", wave, Path(tempfile.mkdtemp()), trials=2, max_hidden_size=8,
    ...              horizon=3, max_steps=5, num_layers=1)
    >>> found.best.num_layers, len(found.trials)
    (1, 2)
    """
    limits = checked(TuneSettings, {
        "trials": trials, "minutes": minutes, "max_layers": max_layers,
        "max_hidden_size": max_hidden_size,
    })  # fmt: skip
    subject = subject_of(task, data, settings)
    space = space_of(subject, settings, limits.max_layers, limits.max_hidden_size)
    study = open_study(folder, _told(subject, space))
    search(study, subject, space, limits, watch)
    return _found(study, subject, space)


def _told(subject: Subject, space: Space) -> dict[str, Any]:
    others = subject.settings.model_dump(mode="json", exclude=set(SEARCHED) - set(space.fixed))
    bounds = {"max_layers": space.layers, "hidden_size_from_to": space.widths}
    return {"task": subject.task, "data": subject.fingerprint, **bounds, **others}


def _found(study: Any, subject: Subject, space: Space) -> Tuning:
    trials = tuple(_read(trial, space) for trial in study.get_trials(False))
    tried = [_tried(trial) for trial in trials if trial.state == "complete"]
    if not tried:
        raise InputError(
            "no trial was completed, so that there is nothing to choose from; the same command "
            "goes on: give it more minutes, or smaller models."
        )
    winner = next(trial for trial in trials if trial.number == study.best_trial.number)
    values = {**subject.settings.model_dump(), **winner.settings}
    return Tuning(
        subject.task,
        subject.loss_name,
        checked(type(subject.settings), values),
        winner,
        trials,
        subject.inputs,
        tuple(judge(tried, subject.inputs, subject.one_way)),
    )


def _tried(trial: Trial) -> Tried:
    chosen = trial.settings
    return Tried(
        chosen["hidden_size"], chosen["num_layers"], chosen["bidirectional"], trial.loss or 0.0
    )


def _read(trial: Any, space: Space) -> Trial:
    state, about = trial.state.name.lower(), trial.user_attrs
    settings = {**{name: trial.params.get(name) for name in SEARCHED}, **space.fixed}
    loss = trial.value if state == "complete" else None
    return Trial(
        trial.number,
        state,
        settings,
        loss,
        about.get("steps"),
        about.get("seconds"),
        about.get("process", ""),
    )
