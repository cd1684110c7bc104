# SPDX-License-Identifier: Apache-2.0
"""The language model: learning, scoring, writing."""

import math
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from sklearn.exceptions import NotFittedError

from openlstm.errors import InputError
from openlstm.tasks import LanguageModel
from openlstm.training.loop import Progress

SMALL = {"hidden_size": 16, "num_layers": 1, "embedding_size": 8, "batch_size": 8, "window": 16}


def test_it_learns_more_than_how_often_letters_come(model: LanguageModel) -> None:
    for split in ("validation", "test"):
        scores = model.metrics[split]
        assert list(scores) == ["lstm", "ngram", "unigram", "uniform"]
        assert scores["lstm"]["nats_per_char"] < 0.5 * scores["unigram"]["nats_per_char"]
        nats, bits = scores["lstm"].values()
        assert bits == pytest.approx(nats / math.log(2))
    assert 1 <= model.metrics["test"]["ngram"]["order"] <= 8
    assert model.verdict().startswith("On text it has never seen")


def test_history_has_the_columns_of_the_file(model: LanguageModel) -> None:
    assert list(model.history[0]) == [
        "step",
        "seconds",
        "characters",
        "train_nats_per_char",
        "validation_nats_per_char",
        "learning_rate",
    ]
    costs = [row["validation_nats_per_char"] for row in model.history]
    assert costs[-1] < 0.7 * costs[0]


def test_the_same_seed_gives_the_same_model(text: str) -> None:
    before = torch.get_rng_state()
    models = [
        LanguageModel(**SMALL, dropout=0.2, max_steps=5, seed=seed).fit(text) for seed in (1, 1, 2)
    ]
    weights = [each.model.head.weight for each in models]
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])
    assert torch.equal(torch.get_rng_state(), before)


def test_evaluation_of_its_own_test_part_is_its_score(model: LanguageModel) -> None:
    evaluation = model.evaluate(model.test_text)
    for name in ("lstm", "unigram", "uniform"):
        assert evaluation.scores[name] == model.metrics["test"][name]
    assert evaluation.characters == len(model.test_text) - 1
    assert evaluation.unknown == []
    assert [note.partition(":")[0] for note in evaluation.notes] == ["the n-gram model is left out"]


def test_unknown_characters_cost_but_do_not_break(model: LanguageModel) -> None:
    evaluation = model.evaluate("the ☃ sat.")
    assert evaluation.unknown == ["☃"]
    assert math.isfinite(evaluation.scores["lstm"]["nats_per_char"])
    with pytest.raises(InputError, match="two characters or longer"):
        model.evaluate("a")


def test_a_character_that_came_once_teaches_the_unknown_symbol(text: str) -> None:
    model = LanguageModel(**SMALL, max_steps=1).fit(text)
    assert model.counts[model.vocabulary.encode("床")[0]] == 1
    assert model.counts[0] == 0
    task_ids = model.vocabulary.encode(text)
    assert task_ids[0] != 0


def test_generated_text_is_the_seed_s(model: LanguageModel) -> None:
    first, again, other = (model.generate("the", 60, seed=seed) for seed in (3, 3, 4))
    assert first == again != other
    assert len(first) == 60
    assert model.generate(length=0) == ""
    assert "�" not in model.generate("☃", 200, temperature=5.0)


def test_what_is_unknown_is_left_out_of_the_prompt(model: LanguageModel, text: str) -> None:
    assert model.generate("t☃h☃e", 60) == model.generate("the", 60)
    assert model.generate("☃", 60) == model.generate("", 60) == model.generate("\n", 60)
    other = LanguageModel(**SMALL, max_steps=1).fit(text.replace("\n", " "))
    first = other.vocabulary.decode([int(np.argmax(other.counts))])
    assert other.generate("", 60) == other.generate("☃\n", 60) == other.generate(first, 60)


@pytest.mark.parametrize("wrong", [{"length": -1}, {"temperature": -0.1}])
def test_generate_refuses(model: LanguageModel, wrong: dict[str, float]) -> None:
    with pytest.raises(InputError, match=f"{next(iter(wrong))} must be 0 or more"):
        model.generate("a", **wrong)  # type: ignore[arg-type]


def test_a_short_text_is_refused_before_the_training() -> None:
    with pytest.raises(InputError, match="the text must be"):
        LanguageModel(max_steps=1).fit("short")
    with pytest.raises(InputError, match="20 characters"):
        LanguageModel(max_steps=1).fit("too short! " * 30)


def test_a_wrong_setting_is_refused() -> None:
    with pytest.raises(InputError, match="did you mean hidden_size"):
        LanguageModel(hiden_size=8)


def test_ctrl_c_keeps_the_best_so_far(text: str) -> None:
    def press(progress: Progress) -> None:
        if progress.step == 3:
            signal.raise_signal(signal.SIGINT)

    model = LanguageModel(**SMALL, max_steps=1000).fit(text, press)
    assert model.interrupted
    assert len(model.history) == 1
    assert math.isfinite(model.metrics["test"]["lstm"]["nats_per_char"])


@pytest.mark.parametrize(
    "ask",
    [
        lambda model: model.generate("to be"),
        lambda model: model.evaluate("to be or not"),
        lambda model: model.verdict(),
        lambda model: model.samples,
        lambda model: model.report(),
        lambda model: model.explore(),
        lambda model: model.save("runs/never"),
    ],
)
def test_without_a_training_it_says_so(
    ask: Callable[[LanguageModel], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotFittedError, match=r"this LanguageModel is not fitted; call fit first"):
        ask(LanguageModel())
    assert list(tmp_path.iterdir()) == []
