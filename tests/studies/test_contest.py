# SPDX-License-Identifier: Apache-2.0
"""Architectures on somebody's own data: one budget, a rule for the rate, going on, words, files."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from openlstm.errors import InputError
from openlstm.report.forecast import model_label
from openlstm.studies import Contest, compare_on
from openlstm.studies.contest import Standing
from openlstm.studies.contest_files import contest_table, save_contest
from openlstm.studies.contest_words import recommended, words
from openlstm.studies.forecasts import Forecasts
from openlstm.studies.subject import Attempt, subject_of
from openlstm.tasks import Forecaster

WAVE = np.sin(np.arange(160) / 4) + np.random.default_rng(0).normal(0, 0.2, 160)
SMALL: dict[str, Any] = {
    "horizon": 3, "max_steps": 8, "batch_size": 16, "validations": 4, "context_length": 7,
    "hidden_size": 6, "learning_rates": "0.003,0.03", "seeds": 2,
}  # fmt: skip


def compared(folder: Path, **changed: Any) -> Contest:
    return compare_on("forecast", WAVE, folder, **{**SMALL, **changed})


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Contest:
    return compared(tmp_path_factory.mktemp("contest") / "a")


def test_all_four_have_one_budget(found: Contest) -> None:
    assert [each.architecture for each in found.standings] == ["rnn", "lstm", "bilstm", "gru"]
    for each in found.standings:
        assert (each.hidden_size, each.steps, len(each.values)) == (6, 8, 2)
        assert each.learning_rate in (0.003, 0.03)
        assert each.values[0] != each.values[1]
    rnn, lstm, bilstm, gru = (each.parameters for each in found.standings)
    assert (lstm, bilstm, gru) == (4 * rnn, 8 * rnn, 3 * rnn)
    assert {"persistence", "ridge regression", "linear path alone"} < set(found.baselines)


def test_the_baselines_are_those_of_the_forecaster(found: Contest) -> None:
    rest = {name: v for name, v in SMALL.items() if name not in ("learning_rates", "seeds")}
    model = Forecaster(**rest, no_ablation=True).fit(WAVE)
    test = model.metrics["test"]
    assert found.baselines == {
        model_label(name): scores["mase"] for name, scores in test.items() if name != "lstm"
    }


def test_a_network_stands_alone_and_whole() -> None:
    settings = {"horizon": 3, "max_steps": 8, "context_length": 7, "hidden_size": 6}
    forecasts = subject_of("forecast", WAVE, settings)
    model = forecasts.train({"seed": 3}, lambda _: None, alone=True).model
    assert model.line is None
    assert model.trust.tolist() == [1.0]


def test_the_rate_is_chosen_on_validation_with_a_seed_that_is_not_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, float]] = []

    def train(self: Forecasts, changes: Any, *_: Any, alone: bool) -> Attempt:  # noqa: ARG001
        told.append((changes["seed"], changes["learning_rate"]))
        assert alone
        return Attempt(None, abs(changes["learning_rate"] - 0.02), 1, 0.1, False)

    monkeypatch.setattr(Forecasts, "train", train)
    monkeypatch.setattr(Forecasts, "score", lambda *_: 1.0)
    found = compared(tmp_path, architectures="gru", learning_rates="0.001,0.02,0.1")
    assert found.standings[0].learning_rate == 0.02
    assert told == [(10**6, 0.001), (10**6, 0.02), (10**6, 0.1), (0, 0.02), (1, 0.02)]


def test_stopped_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, count = Forecasts.train, 0

    def train(*words: Any, **others: Any) -> Attempt:
        nonlocal count
        count += 1
        return replace(whole(*words, **others), interrupted=count == 3)

    monkeypatch.setattr(Forecasts, "train", train)
    with pytest.raises(KeyboardInterrupt):
        compared(tmp_path, architectures="rnn,gru")
    found = compared(tmp_path, architectures="rnn,gru")
    assert count == 3 + 2 * (2 + 2) - 2
    assert [each.values for each in found.standings] == [
        each.values for each in compared(tmp_path / "b", architectures="rnn,gru").standings
    ]


def test_equal_parameters(tmp_path: Path) -> None:
    found = compared(tmp_path, match="parameters", seeds=1, learning_rates=0.01)
    sizes = [each.parameters for each in found.standings]
    assert max(sizes) / min(sizes) < 1.4
    assert len({each.hidden_size for each in found.standings}) == 4


def standing(name: str, *losses: float, values: Any = (), cost: int = 10) -> Standing:
    values = values or losses
    return Standing(name, 4, 1, cost, cost, 0.01, losses, values, 5, float(cost))


def made_up(*standings: Standing, **baselines: float) -> Contest:
    known = baselines or {"persistence": 1.0}
    return Contest("forecast", "MASE", True, "loss", {}, (0.001, 0.01), standings, known)


def test_the_cheapest_within_the_spread_is_recommended() -> None:
    lstm, gru = standing("lstm", 0.2, 0.3, cost=40), standing("gru", 0.25, 0.35, cost=30)
    assert recommended(made_up(lstm, gru)) is gru
    assert recommended(made_up(lstm, standing("gru", 0.31, 0.35, cost=30))) is lstm
    rnn = standing("rnn", 0.19, 0.21, cost=10)
    assert recommended(made_up(lstm, gru, rnn)) is rnn
    said = words(made_up(lstm, gru))[0]
    assert said == (
        "Take the GRU: the LSTM has the lowest loss on the validation part, 0.25, but not in every "
        "seed: 0.3 of the GRU is within the spread, for 0.75 times the multiply-adds."
    )


def test_it_is_made_on_validation_and_the_test_part_says_what_it_is_worth() -> None:
    lstm = standing("lstm", 0.2, 0.3, values=(0.8, 0.9), cost=40)
    rnn = standing("rnn", 0.4, 0.5, values=(0.6, 0.7))
    said = words(made_up(lstm, rnn, drift=0.75))
    assert said[0].startswith("Take the LSTM: ")
    assert "the LSTM's MASE is 0.85; beside it stand the RNN 0.65 (better in every seed)" in said[1]
    assert "the RNN 0.25 times the parameters and 0.25 times the time" in said[2]
    assert said[3].endswith("drift has 0.75: the LSTM alone, with 0.85, is worse in every seed.")
    assert said[4] == (
        "A still larger learning rate than 0.01 might do better for the LSTM, the RNN."
    )
    assert "One seed shows no spread" in words(made_up(standing("gru", 0.2)))[-2]


def test_files_hold_every_number(found: Contest, tmp_path: Path) -> None:
    names = [path.name for path in save_contest(found, tmp_path)]
    assert names == ["comparison.json", "comparison.csv", "comparison.md", "scores.png"]
    rows = list(csv.DictReader((tmp_path / "comparison.csv").read_text().splitlines()))
    assert len(rows) == 4 * 2 + 5
    assert float(rows[1]["test_score"]) == found.standings[0].values[1]
    text = (tmp_path / "comparison.md").read_text()
    assert "| bidirectional LSTM |" in text
    assert words(found)[0] in text
    assert "; hidden_size 6; " in text
    assert "; learning_rate " not in text  # each took its own
    assert len(contest_table(found).rows) == 4 + 5


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"bidirectional": True}, "bidirectional is decided by the comparison; name lstm or"),
        ({"learning_rate": 0.5}, "learning_rate is decided .* give learning_rates"),
        ({"no_ablation": True}, "no_ablation is decided"),
        ({"stateful": True}, "architectures must be without bilstm"),
        ({"architectures": "lstm,gur"}, "did you mean gru"),
        ({"learning_rates": 2}, "above 0, at most 1"),
        ({"hidden_size": 7}, r"\(hidden_size is 6 there, 7 here\)"),
    ],
)
def test_wrong_comparisons_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], message: str
) -> None:
    monkeypatch.setattr(Forecasts, "train", lambda *_, **__: Attempt(None, 1.0, 1, 0.1, False))
    monkeypatch.setattr(Forecasts, "score", lambda *_: 1.0)
    compared(tmp_path)
    with pytest.raises(InputError, match=message):
        compared(tmp_path, **changed)


def test_a_network_that_always_breaks_down_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Attempt:
        raise InputError("training broke down")

    monkeypatch.setattr(Forecasts, "train", broken)
    with pytest.raises(InputError, match=r"the RNN breaks down with every one of .* 0.003, 0.03"):
        compared(tmp_path)
