# SPDX-License-Identifier: Apache-2.0
"""The classifier: learning, scoring, scikit-learn's conventions, and what is refused."""

import math
import signal
from copy import copy
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import torch
from sklearn.base import clone, is_classifier
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score

import openlstm as ol
from openlstm.errors import InputError
from openlstm.tasks import Classifier
from openlstm.training.loop import Progress
from tasks.classify.conftest import Waves
from tasks.classify.made_up import COLUMNS, make_table, make_waves, small

RIVALS = ["majority", "dtw", "linear"]


def test_it_stands_beside_everything_simpler(model: Classifier) -> None:
    for part, count in (("validation", 20), ("test", 12)):
        assert list(model.metrics[part]) == ["lstm", *RIVALS]
        for name, scores in model.metrics[part].items():
            assert 0 <= scores["accuracy"] <= 1
            assert np.sum(scores["confusion"]) in (count, 19)
            assert ("ece" in scores) == (name != "dtw")
    lstm = model.metrics["test"]["lstm"]
    assert lstm["accuracy"] > 0.8
    assert model.metrics["test"]["majority"]["accuracy"] == pytest.approx(1 / 3)
    assert model.verdict().startswith("On the test part the LSTM finds the class of ")
    assert "than the most frequent class (33.3%" in model.verdict()
    assert model.judgement.low <= model.judgement.gain <= model.judgement.high


def test_what_was_found_is_said(model: Classifier) -> None:
    assert model.notes[0] == (
        "48 sequences for training, 12 for the test; 2 channels, 6 to 14 steps, 3 classes"
    )
    assert "missing values were filled with the newest before them" in model.notes[2]


def test_probabilities_and_classes(model: Classifier, waves: Waves) -> None:
    believed = model.predict_proba(waves[0])
    assert believed.shape == (60, 3)
    assert believed.sum(1) == pytest.approx(1)
    assert model.classes_.tolist() == ["fast", "medium", "slow"]
    assert (model.predict(waves[0]) == model.classes_[believed.argmax(1)]).all()
    assert model.score(*waves) == (model.predict(waves[0]) == waves[1]).mean()


def test_a_sequence_alone_gives_the_same(model: Classifier, waves: Waves) -> None:
    together = model.predict_proba(waves[0][:5])
    alone = np.concatenate([model.predict_proba([each]) for each in waves[0][:5]])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_scikit_learn_takes_it_for_one_of_its_own(waves: Waves) -> None:
    model = small(pooling="last", learning_rate=0.003)
    assert is_classifier(model)
    copied = clone(model)
    assert copied.get_params() == model.get_params()
    assert copied.set_params(hidden_size=4).settings.hidden_size == 4
    assert model.settings.hidden_size == 8
    with pytest.raises(InputError, match=r"hidden_sise is not a setting .did you mean hidden_size"):
        copied.set_params(hidden_sise=4)
    assert copied.get_params()["hidden_size"] == 4
    assert not hasattr(model, "classes_")
    quick = small(max_steps=2, folds=1, test_share=0)
    assert len(cross_val_score(quick, *waves, cv=2)) == 2
    assert "Classifier(" in repr(model)


@pytest.mark.parametrize(
    "ask",
    [
        lambda model, X, _: model.predict(X),
        lambda model, X, _: model.predict_proba(X),
        lambda model, X, _: model.predict_frame(X),
        lambda model, X, y: model.score(X, y),
        lambda model, X, y: model.evaluate(X, y),
        lambda model, X, _: model.update(X[0]),
        lambda model, *_: model.verdict(),
        lambda model, *_: model.report(),
        lambda model, *_: model.explore(),
        lambda model, *_: model.save("runs/never"),
    ],
)
def test_without_a_training_it_says_so(
    ask: Any, waves: Waves, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotFittedError, match=r"this Classifier is not fitted; call fit first, or"):
        ask(small(), *waves)
    assert list(tmp_path.iterdir()) == []


def test_without_a_test_part_the_verdict_says_so(waves: Waves) -> None:
    model = small(test_share=0, max_steps=5, folds=5).fit(*waves)
    assert list(model.metrics) == ["validation"]
    assert np.sum(model.metrics["validation"]["lstm"]["confusion"]) == 60
    assert model.verdict().startswith("On the sequences that chose its weights the LSTM")
    assert "a little too good" in model.report()


def test_a_test_part_of_its_own(waves: Waves) -> None:
    other = make_waves(9, seed=3)
    model = small(max_steps=3).fit(*waves, test=other)
    assert model.notes[0].startswith("60 sequences for training, 9 for the test")
    assert len(model.predictions) == 9


def test_sequences_of_the_test_part_that_were_in_the_training_are_said(waves: Waves) -> None:
    x, y = make_waves(9, seed=3)
    mixed = [*waves[0][:4], *x], [*waves[1][:4], *y]
    model = small(max_steps=1, folds=1).fit(*waves, test=mixed)
    assert any("4 of the 13 test sequences stand in the training" in line for line in model.notes)


def test_scaling_knows_its_own_training_sequences_only(waves: Waves) -> None:
    """Other values in the test part, or in those that choose the weights, change no scale."""
    one = small(max_steps=2, folds=1).fit(*waves, test=waves)
    values = [10 * each for each in waves[0]]
    two = small(max_steps=2, folds=1).fit(*waves, test=(values, waves[1]))
    assert torch.equal(one.model.head.weight, two.model.head.weight)
    encoder = one.networks[0][0].encoder
    places = {
        k for run in encoder.fitted_on.split(",") for k in
        range(int(run.split("-")[0]), int(run.split("-")[-1]) + 1)
    }  # fmt: skip
    assert len(places) == 48
    seen = np.concatenate([waves[0][k] for k in sorted(places)])
    assert encoder.mean == pytest.approx(np.nanmean(seen, 0))


def test_the_same_seed_gives_the_same_model(waves: Waves) -> None:
    before = torch.get_rng_state()
    models = [small(max_steps=3, folds=1, seed=seed).fit(*waves) for seed in (1, 1, 2)]
    heads = [each.model.head.weight for each in models]
    assert torch.equal(heads[0], heads[1])
    assert not torch.equal(heads[0], heads[2])
    assert torch.equal(torch.get_rng_state(), before)


def test_steps_are_left_out_where_lengths_differ(waves: Waves) -> None:
    same = [each[:6] for each in waves[0]]
    quick = {"max_steps": 1, "folds": 1}
    assert small(**quick).fit(*waves).model.step_dropout == 0.3
    assert small(**quick).fit(same, waves[1]).model.step_dropout == 0
    assert small(**quick, step_dropout=0.1).fit(same, waves[1]).model.step_dropout == 0.1


def test_seeds_classify_together(waves: Waves) -> None:
    model = small(max_steps=3, seeds=2).fit(*waves)
    assert [len(each) for each in model.networks] == [2, 2]
    lstm = model.metrics["test"]["lstm"]
    alone = [each["accuracy"] for each in lstm["by_seed"]]
    assert lstm["across_seeds"]["accuracy"]["mean"] == pytest.approx(np.mean(alone))
    both = model.predict_proba(waves[0])
    parts = []
    for each in model.networks:
        one = copy(model)
        one.networks = (each,)
        parts.append(one.predict_proba(waves[0]))
    np.testing.assert_allclose(both, (parts[0] + parts[1]) / 2)


def test_rare_classes_count_as_much_on_request(waves: Waves) -> None:
    rare = [k for k in range(60) if k % 3 == 0 or k < 15]
    x, y = [waves[0][k] for k in rare], waves[1][rare]
    plain, fair = (
        small(class_weight=weight, max_steps=60, folds=1, test_share=0).fit(x, y)
        for weight in (None, "balanced")
    )
    often = [each.predict_proba(x)[:, 0].mean() for each in (plain, fair)]
    assert often[1] < often[0] - 0.03


def test_tables_of_every_kind(waves: Waves) -> None:
    table = make_table()
    model = small(**COLUMNS, max_steps=5).fit(table)
    arrays = small(max_steps=5).fit(*waves)
    assert model.classes_.tolist() == arrays.classes_.tolist()
    frame = model.predict_frame(table.drop(columns="outcome"))
    assert list(frame) == ["sequence", "label", "p_fast", "p_medium", "p_slow"]
    assert frame["sequence"].tolist() == [f"p{k}" for k in range(60)]
    np.testing.assert_allclose(frame.iloc[:, 2:], arrays.predict_proba(waves[0]), atol=1e-6)
    polars = model.predict_frame(pl.from_pandas(table))
    np.testing.assert_array_equal(polars["p_slow"], frame["p_slow"])
    half = table.assign(outcome=table["outcome"].where(table["patient"] != "p0"))
    np.testing.assert_array_equal(model.predict_frame(half)["p_slow"], frame["p_slow"])
    with pytest.raises(InputError, match="label outcome is empty for sequence p0"):
        model.evaluate(half)
    np.testing.assert_allclose(model.predict_proba(waves[0]), frame.iloc[:, 2:], atol=1e-6)
    with pytest.raises(InputError, match="channels names the column pulse, which is not there"):
        model.predict(table.drop(columns="pulse"))
    with pytest.raises(InputError, match=r"X says no class .*; give it the column outcome"):
        model.evaluate(table.drop(columns="outcome"))


def test_the_nearest_neighbour_is_left_out_where_it_costs_too_much(
    waves: Waves, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openlstm.tasks.classify.rivals.AFFORDABLE", 10)
    model = small(max_steps=2, folds=1).fit(*waves)
    assert list(model.metrics["test"]) == ["lstm", "majority", "linear"]
    assert "dynamic time warping is left out: it would compare" in model.notes[-1]


def test_evaluation_of_other_data(model: Classifier) -> None:
    found = model.evaluate(*make_waves(30, seed=5))
    assert list(found.scores) == ["lstm", *RIVALS]
    assert found.verdict.startswith("On this data the LSTM finds the class of ")
    assert found.notes == ()


def test_gates_can_be_looked_at(model: Classifier, waves: Waves) -> None:
    with ol.record(model.model) as trace:
        model.predict(waves[0][:3])
    longest = max(map(len, waves[0][:3]))
    assert trace.forget_gate.shape == (1, 2, longest, 3, 8)
    page = model.explore(waves[0][:2])
    assert len(page.data["models"][0]["samples"]) == 2
    assert page.data["models"][0]["head"]["labels"] == ["fast", "medium", "slow"]


def test_ctrl_c_keeps_what_there_is(waves: Waves) -> None:
    def press(progress: Progress) -> None:
        if progress.step == 3:
            signal.raise_signal(signal.SIGINT)

    model = small(folds=5, seeds=2, max_steps=1000).fit(*waves, watch=press)
    assert model.interrupted
    assert [len(each) for each in model.networks] == [1]
    assert math.isfinite(model.metrics["test"]["lstm"]["log_loss"])


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (np.random.rand(9, 4), ["a"] * 9, "the label is 'a' in every training sequence"),
        (np.random.rand(9, 4), None, "label is missing: the data says no class"),
        (np.random.rand(3, 4), ["a", "b", "b"], "test_share 0.2 leaves no sequence"),
        (np.random.rand(60, 4, 2) * [1, 0], ["a", "b"] * 30, r"channel1 \(0\): the same in every"),
        (
            np.random.rand(60, 4, 2) * np.array([1, np.nan]),
            ["a", "b"] * 30,
            "channel1: no value in any training",
        ),
        ("none.ts", None, "none.ts is no file"),
        ("none.csv", ["a"], "y must be left out, got list"),
    ],
)
def test_wrong_data_are_refused(x: Any, y: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        small().fit(x, y)


def test_too_few_sequences_to_choose_from() -> None:
    x, few = np.random.rand(3, 4), "3 training sequences are too few: 2 are of classes that have"
    with pytest.raises(InputError, match=f"{few} .*at least 5 must be, .*, or folds of at most 2"):
        small(test_share=0, folds=5).fit(x, ["a", "b", "b"])
    small(test_share=0, folds=2, max_steps=1).fit(x, ["a", "b", "b"])
    with pytest.raises(InputError, match=r"0 are .*at least 1 must be.* or a smaller test_share.$"):
        small(test_share=0, folds=1).fit(x[:2], ["a", "b"])


def test_a_test_part_that_does_not_fit_is_refused(waves: Waves) -> None:
    x, y = waves
    with pytest.raises(
        InputError, match=r"test part must be of the 2 channels .*, got 1: channel0"
    ):
        small().fit(x, y, test=([each[:, :1] for each in x], y))
    with pytest.raises(InputError, match=r"has the class glacial \(sequence 0\), which the train"):
        small().fit(x, y, test=(x, np.where(y == "fast", "glacial", y)))
    with pytest.raises(InputError, match="label is missing: the test part says no class"):
        small().fit(x, y, test=(x, None))


def test_other_data_that_do_not_fit_are_refused(model: Classifier, waves: Waves) -> None:
    with pytest.raises(InputError, match="X must be of the 2 channels channel0, channel1, got 1"):
        model.predict(np.zeros((2, 3)))
    with pytest.raises(InputError, match=r"X has the class new \(sequence 1\)"):
        model.evaluate(waves[0][:2], ["fast", "new"])
    with pytest.raises(InputError, match=r"label is missing: X says no class .*; pass y"):
        model.evaluate(waves[0])


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"pooling": "max"}, "pooling must be 'mean', 'last' or 'attention', got 'max'"),
        ({"test_share": 1}, "test_share must be less than 1, got 1"),
        ({"class_weight": "even"}, "class_weight must be 'balanced', got 'even'"),
        ({"chanels": "a"}, r"chanels is not a setting \(did you mean channels"),
    ],
)
def test_wrong_settings_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        small(**changed)
