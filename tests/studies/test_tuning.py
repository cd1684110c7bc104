# SPDX-License-Identifier: Apache-2.0
"""A search: its bounds, its trials, going on, and what ends it."""

import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("optuna")

from openlstm.errors import InputError
from openlstm.studies import Tuning, tune
from openlstm.studies.forecasts import Forecasts
from openlstm.studies.searching import search
from openlstm.studies.storage import open_study
from openlstm.studies.subject import Attempt
from openlstm.studies.tune_settings import TuneSettings
from openlstm.training.loop import Progress
from openlstm.training.settings import TrainingSettings

RANDOM = np.random.default_rng(0)
TABLE = pd.DataFrame({
    "ds": np.arange(160),
    "y": np.sin(np.arange(160) / 4) + RANDOM.normal(0, 0.2, 160),
    "holiday": RANDOM.random(160) < 0.2,
}).astype({"holiday": float})  # fmt: skip
SMALL: dict[str, Any] = {
    "horizon": 3, "max_steps": 8, "batch_size": 16, "validations": 4, "context_length": 7,
    "max_layers": 2, "max_hidden_size": 10,
}  # fmt: skip


def searched(folder: Path, table: pd.DataFrame = TABLE, **changed: Any) -> Tuning:
    told = {**SMALL, "trials": 4, "future_covariates": ["holiday"], **changed}
    return tune("forecast", table, folder, **told)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Tuning:
    return searched(tmp_path_factory.mktemp("search"), trials=6)


def test_every_setting_is_searched_within_its_bounds(found: Tuning) -> None:
    assert [trial.number for trial in found.trials] == list(range(6))
    for name, low, high in (("num_layers", 1, 2), ("hidden_size", 3, 10), ("dropout", 0, 0.5)):
        values = {trial.settings[name] for trial in found.trials}
        assert low <= min(values) < max(values) <= high
    assert {trial.settings["bidirectional"] for trial in found.trials} == {True, False}
    assert found.inputs == 3  # value, mask, holiday
    assert [rule.name for rule in found.rules] == ["width", "depth", "direction"]


def test_the_best_has_the_lowest_loss(found: Tuning) -> None:
    done = [trial for trial in found.trials if trial.state == "complete"]
    assert found.winner.loss == min(trial.loss for trial in done)
    assert found.best.hidden_size == found.winner.settings["hidden_size"]
    assert found.best.horizon == 3


def test_stopped_and_taken_up_it_finds_the_same(found: Tuning, tmp_path: Path) -> None:
    searched(tmp_path, trials=3)
    again = searched(tmp_path, trials=6)
    assert [(t.settings, t.loss) for t in again.trials] == [
        (t.settings, t.loss) for t in found.trials
    ]


def test_the_test_part_is_not_looked_at(found: Tuning, tmp_path: Path) -> None:
    late = TABLE.assign(y=TABLE["y"].where(TABLE["ds"] < 137, 100.0))
    other = searched(tmp_path, late, trials=6)
    assert [trial.loss for trial in other.trials] == [trial.loss for trial in found.trials]


def test_what_is_told_is_not_searched(tmp_path: Path) -> None:
    found = searched(tmp_path, trials=2, hidden_size=5, future_covariates=[])
    assert {trial.settings["hidden_size"] for trial in found.trials} == {5}
    assert {trial.settings["bidirectional"] for trial in found.trials} == {False}
    assert "no future_covariates were named" in found.rules[2].sentence


def test_ctrl_c_ends_the_search_and_keeps_what_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, count = Forecasts.train, 0

    def interrupted(self: Forecasts, changes: Any, watch: Any) -> Attempt:
        nonlocal count
        count += 1

        def press(progress: Progress) -> None:
            watch(progress)
            if count == 2 and progress.step == 2:
                signal.raise_signal(signal.SIGINT)

        return whole(self, changes, press)

    monkeypatch.setattr(Forecasts, "train", interrupted)
    found = searched(tmp_path)
    assert [trial.state for trial in found.trials] == ["complete", "fail"]


def test_a_training_that_breaks_down_is_one_trial_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Forecasts.train

    def broken(self: Forecasts, changes: Mapping[str, Any], watch: Any) -> Attempt:
        if changes["bidirectional"]:
            raise InputError("training broke down")
        return whole(self, changes, watch)

    monkeypatch.setattr(Forecasts, "train", broken)
    found = searched(tmp_path, trials=6)
    for trial in found.trials:
        assert trial.state == "pruned" or not trial.settings["bidirectional"]
    with pytest.raises(InputError, match="no trial was completed"):
        searched(tmp_path / "all", bidirectional=True)


class MadeUp:
    """A subject whose loss is the number of the training."""

    task, loss_name, inputs, one_way, fingerprint = "forecast", "loss", 3, "", ""
    settings = TrainingSettings()

    def __init__(self) -> None:
        self.trained = 0

    def train(self, changes: Any, watch: Callable[[Progress], None]) -> Attempt:  # noqa: ARG002
        self.trained += 1
        for step in range(1, 11):
            watch(Progress(step, 0.1, 1, step / 11, 1.0, float(self.trained), 0.1, True))
        return Attempt(None, float(self.trained), 10, 0.1, False)


class Anything:
    def suggest(self, trial: Any) -> dict[str, Any]:
        return {"dropout": trial.suggest_float("dropout", 0, 1)}


def test_trials_below_the_median_are_cut_off(tmp_path: Path) -> None:
    study, subject = open_study(tmp_path / "a", {"task": "forecast"}), MadeUp()
    search(study, subject, Anything(), TuneSettings(trials=8), lambda *_: None)
    assert [trial.state.name for trial in study.trials] == 5 * ["COMPLETE"] + 3 * ["PRUNED"]


def test_the_clock_ends_a_training_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shares = iter(np.arange(1000) / 18)
    monkeypatch.setattr("openlstm.studies.searching._Clock.share", lambda _: next(shares))
    study = open_study(tmp_path / "a", {"task": "forecast"})
    search(study, MadeUp(), Anything(), TuneSettings(minutes=1), lambda *_: None)
    assert [trial.state.name for trial in study.trials] == ["COMPLETE", "FAIL"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"seed": 1}, r"with other settings .*seed is 0 there, 1 here\)"),
        ({"max_layers": 3}, "max_layers"),
        ({"max_hidden_size": 3}, "max_hidden_size must be above 3"),
        ({"trials": 0}, "trials must be greater than or equal to 1"),
        ({"targets": "y"}, "targets is not a setting"),
        (
            dict.fromkeys(("num_layers", "hidden_size"), 2)
            | {"bidirectional": False, "learning_rate": 0.01, "dropout": 0.0},
            "nothing is left to search",
        ),
    ],
)
def test_wrong_searches_are_refused(tmp_path: Path, changed: dict[str, Any], message: str) -> None:
    searched(tmp_path, trials=1)
    with pytest.raises(InputError, match=message):
        searched(tmp_path, **changed)


def test_other_data_and_other_folders_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched(tmp_path / "a", trials=1)
    with pytest.raises(InputError, match=r"with other settings .*data is"):
        searched(tmp_path / "a", TABLE.assign(y=TABLE["y"] + 1 * (TABLE["ds"] == 9)))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="holds other files"):
        searched(tmp_path / "b")
    with pytest.raises(InputError, match="is a file"):
        searched(tmp_path / "b" / "notes.txt")
    with pytest.raises(InputError, match="task must be one of classify, forecast"):
        tune("weather", TABLE, tmp_path / "c")
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(InputError, match=r"needs optuna.*openlstm\[tune\]"):
        searched(tmp_path / "c")
    assert not (tmp_path / "c").exists()
