# SPDX-License-Identifier: Apache-2.0
"""Classifiers in a search and a comparison: what is trained, what chooses, what is scored."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from openlstm.errors import InputError
from openlstm.report.classify import model_label
from openlstm.studies import compare_on, tune
from openlstm.studies.architectures import ZOO
from openlstm.studies.classifications import Classifications
from openlstm.studies.subject import subject_of
from openlstm.tasks import Classifier
from openlstm.training.loop import Progress
from tasks.classify.made_up import make_table, make_waves

SMALL: dict[str, Any] = {
    "hidden_size": 5, "batch_size": 16, "max_steps": 8, "folds": 3, "validations": 4,
}  # fmt: skip


def made(**changed: Any) -> Classifications:
    x, y = make_waves()
    return subject_of("classify", x, {**SMALL, "y": y, **changed})


def test_one_training_is_that_of_the_classifier() -> None:
    subject, model = made(), Classifier(**SMALL).fit(*make_waves())
    attempt = subject.train({}, lambda _: None)
    assert len(attempt.model) == 3
    assert attempt.steps == 3 * 8
    assert subject.inputs == model.networks[0][0].encoder.size
    for mine, theirs in zip(attempt.model, model.networks[0], strict=True):
        for name, value in theirs.model.state_dict().items():
            assert value.equal(mine.model.state_dict()[name])
    test = {name: scores["accuracy"] for name, scores in model.metrics["test"].items()}
    assert subject.score(attempt.model) == test.pop("lstm")
    assert subject.baselines() == {model_label(name): value for name, value in test.items()}


def test_the_loss_is_a_mean_over_all_that_chose_weights() -> None:
    subject, lowest = made(), [np.inf, np.inf, np.inf]
    seen: list[Progress] = []
    attempt = subject.train({}, seen.append)
    place = -1
    for progress in seen:
        place += progress.step == 1
        lowest[place] = min(lowest[place], np.nan_to_num(progress.validation_loss, nan=np.inf))
    sizes = [len(fold.validation) for fold in subject.prepared.folds[0]]
    assert attempt.loss == pytest.approx(np.dot(lowest, sizes) / sum(sizes))


def test_all_networks_are_one_training_to_the_watch() -> None:
    seen: list[Progress] = []
    made().train({}, seen.append)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[7] == pytest.approx(1 / 3)
    assert fractions[-1] == 1
    assert [k for k, progress in enumerate(seen) if progress.validated] == [1, 3, 5, 7]


@pytest.mark.parametrize("name", list(ZOO))
def test_every_architecture_reads_the_same_sequences(name: str) -> None:
    subject = made(pooling="last")
    attempt = subject.train({}, lambda _: None, lambda size: ZOO[name].build(size, 4))
    kind, both = ZOO[name].kind, ZOO[name].directions == 2
    for network in attempt.model:
        assert type(network.model.lstm) is kind
        assert network.model.lstm.bidirectional is both
        assert network.model.head.in_features == (8 if both else 4)
    assert 0 <= subject.score(attempt.model) <= 1


def test_a_table_and_a_test_part(tmp_path: Path) -> None:
    columns = {"sequence": "patient", "step": "visit", "label": "outcome"}
    told = {**SMALL, **columns, "test": make_table(12, seed=3)}
    subject = subject_of("classify", make_table(), told)
    assert (len(subject.prepared.train), len(subject.prepared.test)) == (60, 12)
    told["test"] = make_table(12, seed=4)
    assert subject_of("classify", make_table(), told).fingerprint != subject.fingerprint
    with pytest.raises(InputError, match="label names the column outcome"):
        subject_of("classify", make_table().drop(columns="outcome"), {**SMALL, **columns})
    with pytest.raises(InputError, match="y is not a setting"):
        compare_on("forecast", np.zeros(50), tmp_path / "a", y=1, horizon=3)


def test_a_comparison_says_more_is_better(tmp_path: Path) -> None:
    x, y = make_waves()
    told = {**SMALL, "learning_rates": 0.01, "seeds": 2, "max_steps": 4}
    found = compare_on("classify", x, tmp_path / "a", y=y, **told)
    assert [each.architecture for each in found.standings] == ["rnn", "lstm", "bilstm", "gru"]
    assert (found.metric, found.lower_is_better) == ("accuracy", False)
    assert all(each.steps == 3 * 4 for each in found.standings)
    names = ["most frequent class", "nearest neighbour, DTW", "linear on summary features"]
    assert list(found.baselines) == names
    for changed, message in (
        ({"test_share": 0}, "test is missing"),
        ({"bidirectional": False}, "bidirectional is decided by the comparison; name lstm"),
        ({"no_ablation": True}, "no_ablation is not a setting"),
        ({"y": y[::-1]}, "holds a comparison with other settings .data is"),
    ):
        with pytest.raises(InputError, match=message):
            compare_on("classify", x, tmp_path / "a", **{"y": y, **told, **changed})
    with pytest.raises(InputError, match="test is missing"):
        compare_on("classify", x, tmp_path / "b", y=y, **told, test_share=0)
    assert not (tmp_path / "b").exists()


def test_a_search_varies_the_direction_and_never_looks_at_the_test_part(tmp_path: Path) -> None:
    pytest.importorskip("optuna")
    x, y = make_waves()
    told = {**SMALL, "trials": 4, "max_layers": 2, "max_hidden_size": 16}
    told.pop("hidden_size")
    other = make_waves(12, seed=3)[0], np.array(["fast", "slow"])[np.arange(12) % 2]
    found = [
        tune("classify", x, tmp_path / name, y=y, test=test, **told)
        for name, test in (("a", make_waves(12, seed=5)), ("b", other))
    ]
    assert {trial.settings["bidirectional"] for trial in found[0].trials} == {True, False}
    assert [t.loss for t in found[0].trials] == [t.loss for t in found[1].trials]
    assert found[0].inputs == 12  # two channels, a mask, place and eight waves
    assert found[0].rules[2].sentence.startswith("Two directions: ")
    assert "was not tried" not in found[0].rules[2].sentence


def test_later_networks_do_not_cut_a_trial_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their validations are made on other sequences, and must not be held against other trials."""
    pytest.importorskip("optuna")
    reported: list[int] = []
    x, y = make_waves()
    monkeypatch.setattr("optuna.trial.Trial.report", lambda _, __, step: reported.append(step))
    monkeypatch.setattr("optuna.trial.Trial.should_prune", lambda _: False)
    tune("classify", x, tmp_path / "a", y=y, trials=1, max_hidden_size=16, **{
        name: value for name, value in SMALL.items() if name != "hidden_size"
    })  # fmt: skip
    assert reported == [1, 2, 3, 4]
