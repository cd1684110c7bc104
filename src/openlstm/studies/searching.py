# SPDX-License-Identifier: Apache-2.0
"""The trials of a search, one after another; others may run in other processes meanwhile."""

import os
import platform
import time
from collections.abc import Callable, Mapping
from typing import Any

from openlstm.errors import InputError
from openlstm.studies.search_space import Space
from openlstm.studies.subject import Attempt, Subject
from openlstm.studies.tune_settings import TuneSettings
from openlstm.training.loop import Progress

__all__ = ["Watch", "search"]

Watch = Callable[[str, float], object]


def search(study: Any, subject: Subject, space: Space, limits: TuneSettings, watch: Watch) -> None:
    """Trials one after another, until all are done or the time is over."""
    clock = _Clock(limits.minutes)
    while (done := _finished(study)) < (limits.trials or done + 1) and not clock.over():
        share = max(done / limits.trials if limits.trials else 0.0, clock.share())
        trial, chosen = _drawn(study, subject, space)
        watch(f"trial {trial.number}: {_shown(chosen)}", share)
        if not _one(study, trial, subject, chosen, clock):
            break


class _Clock:
    """How much of the time is gone; with no limit, none."""

    def __init__(self, minutes: float | None) -> None:
        self.seconds, self.begin = minutes and 60 * minutes, time.monotonic()

    def share(self) -> float:
        return (time.monotonic() - self.begin) / self.seconds if self.seconds else 0.0

    def over(self) -> bool:
        return self.share() >= 1


class _CutOffError(Exception):
    """Ends a training from within; says how optuna is to count it."""

    def __init__(self, state: str) -> None:
        self.state = state


def _one(
    study: Any, trial: Any, subject: Subject, chosen: Mapping[str, Any], clock: _Clock
) -> bool:
    """Train one trial; whether to go on."""
    state = "FAIL"
    try:
        attempt = subject.train(chosen, _judge(trial, clock))
        if not attempt.interrupted:
            _keep(study, trial, attempt)
            return True
    except _CutOffError as cut:
        state = cut.state
    except InputError as broken:
        trial.set_user_attr("broke", str(broken))
        state = "PRUNED"
    study.tell(trial, state=_optuna_state(state))
    return state == "PRUNED"


def _drawn(study: Any, subject: Subject, space: Space) -> tuple[Any, dict[str, Any]]:
    """A new trial of the study, and its settings."""
    import optuna

    trial = study.ask()
    # Chance by the number of the trial, which no two processes share: so none repeats another's.
    study.sampler = optuna.samplers.TPESampler(
        seed=(subject.settings.seed + trial.number) % 2**32, constant_liar=True
    )
    trial.set_user_attr("process", f"{platform.node()}:{os.getpid()}")
    return trial, space.suggest(trial)


def _optuna_state(name: str) -> Any:
    import optuna

    return optuna.trial.TrialState[name]


def _judge(trial: Any, clock: _Clock) -> Callable[[Progress], None]:
    """A watch that reports every validation, and cuts the training off where it must end."""
    scored = 0

    def watch(progress: Progress) -> None:
        nonlocal scored
        if clock.over():
            raise _CutOffError("FAIL")
        if progress.validated and progress.fraction < 1:
            scored += 1
            trial.report(progress.validation_loss, scored)
            if trial.should_prune():
                raise _CutOffError("PRUNED")

    return watch


def _keep(study: Any, trial: Any, attempt: Attempt) -> None:
    trial.set_user_attr("steps", attempt.steps)
    trial.set_user_attr("seconds", round(attempt.seconds, 2))
    study.tell(trial, attempt.loss)


def _shown(chosen: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name} {value:.3g}" if isinstance(value, float) else f"{name} {value}"
        for name, value in chosen.items()
    )


def _finished(study: Any) -> int:
    """How many trials came to an end of their own."""
    return sum(trial.state.name in ("COMPLETE", "PRUNED") for trial in study.get_trials(False))
