# SPDX-License-Identifier: Apache-2.0
"""The committed stories: the library recomputes every number of theirs from their own weights."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

import openlstm as ol
from by_path import script
from openlstm.explorer import embedded_page
from openlstm.explorer.pack import unpack

ROOT = Path(__file__).resolve().parents[2]
DATA = embedded_page().data
MODELS = {model["id"]: model for model in DATA["models"]}
STORIES = {story["id"]: story for story in DATA["stories"]}
KINDS = {"softmax": lambda z: z.softmax(-1), "sigmoid": torch.sigmoid, "linear": lambda z: z}


def lstm_of(model: dict[str, Any]) -> ol.LSTM:
    (layer,) = model["layers"]
    lstm = ol.LSTM(
        layer["input_size"], layer["hidden_size"], bidirectional=len(layer["directions"]) == 2
    )
    with torch.no_grad():
        for direction, end in zip(layer["directions"], ("", "_reverse"), strict=False):
            weights = direction["weights"]
            for name in ("weight_ih", "weight_hh"):
                getattr(lstm, f"{name}_l0{end}").copy_(unpack(weights[name]))
            getattr(lstm, f"bias_ih_l0{end}").copy_(unpack(weights["bias"]))
            getattr(lstm, f"bias_hh_l0{end}").zero_()
    return lstm


def inputs_of(model: dict[str, Any], sample: dict[str, Any]) -> Tensor:
    if "x" in sample:
        return unpack(sample["x"])
    return torch.nn.functional.one_hot(
        torch.tensor(sample["ids"]), len(model["vocabulary"])
    ).float()


def sample_of(story: dict[str, Any]) -> dict[str, Any]:
    return next(s for s in MODELS[story["model"]]["samples"] if s["id"] == story["sample"])


@pytest.mark.parametrize("identity", MODELS)
def test_every_number_of_a_story_is_the_librarys(identity: str) -> None:
    model = MODELS[identity]
    lstm, head = lstm_of(model), model["head"]
    for sample in model["samples"]:
        with ol.record(lstm) as recording, torch.no_grad():
            output, _ = lstm(inputs_of(model, sample)[:, None])
        (layer,) = sample["trace"]
        for d, fields in enumerate(layer):
            for name, packed in fields.items():
                real = recording.trace[name][0, d, :, 0]
                torch.testing.assert_close(unpack(packed), real, rtol=0, atol=1e-5)
        z = output[:, 0] @ unpack(head["weight"]).T + unpack(head["bias"])
        p = KINDS[head["kind"]](z)
        torch.testing.assert_close(unpack(sample["predictions"]), p, rtol=0, atol=1e-5)


@pytest.mark.parametrize("identity", STORIES)
def test_a_story_is_whole_in_both_languages(identity: str) -> None:
    story = STORIES[identity]
    model = MODELS[story["model"]]
    sample = sample_of(story)
    labels = len(model["head"]["labels"])
    assert 0 <= story["focus"] < sample["steps"]
    question = story["question"]
    reasons = [option["why"] for option in question["options"] if "why" in option]
    told = [story["title"], *story["setting"], *story["text"], question["words"], *reasons]
    for words in told:
        places = [re.findall(r"\{(\w)@(\d+)(?::(\d+))?\}", words[key]) for key in ("en", "zh")]
        assert sorted(places[0]) == sorted(places[1])
        for field, step, label in places[0]:
            assert field in "ifgochp"
            assert int(step) < sample["steps"]
            assert not label or int(label) < labels
        assert re.search(r"[一-鿿]", words["zh"])
    right = question["options"][question["right"]]
    assert [option for option in question["options"] if "why" not in option] == [right]
    assert all(mark["step"] < sample["steps"] for mark in story["marks"])


def value(name: str, field: str, step: int) -> float:
    """Of the unit that the story is about."""
    story = STORIES[name]
    trace = sample_of(story)["trace"]
    return unpack(trace[0][story["direction"]][field])[step, story["unit"]].item()


def written(name: str, step: int) -> float:
    return value(name, "i", step) * value(name, "g", step)


def test_each_gate_does_what_its_story_says() -> None:
    marks = {name: [mark["step"] for mark in s["marks"]] for name, s in STORIES.items()}
    _, dogs, but, _ = marks["forget"]
    assert value("forget", "f", dogs) > 0.8
    assert value("forget", "f", but) < 0.2
    (crash,) = marks["input"]
    assert value("input", "i", crash) > 0.9
    assert value("input", "i", crash - 1) < 0.1
    first, _, rehab = marks["cell"]
    assert value("cell", "c", first + 3) > 0.9 * value("cell", "c", first)
    assert value("cell", "f", first + 1) > 0.9
    assert value("cell", "i", first + 1) < 0.1
    assert value("cell", "c", rehab) < 0.6 * value("cell", "c", rehab - 1)
    told, then = marks["output"]
    assert value("output", "o", told + 2) < 0.2
    assert value("output", "o", then) > 0.9


def test_the_number_of_the_subject_grows_until_the_gate_shuts() -> None:
    c, f = (lambda step, name=name: value("forget", name, step) for name in "cf")
    tokens = sample_of(STORIES["forget"])["tokens"]
    boy, dogs, sang, last, verb, but, girls = 1, 4, 5, 6, 7, 8, 10
    assert [tokens[step] for step in (boy, dogs, sang, last, verb, but, girls)] == [
        *("boy", "dogs", "sang", "and", "waits", "but", "girls")
    ]
    assert min(f(dogs), f(sang)) > 0.8  # nearly all of the memory passes
    growing = [c(step) for step in range(boy, last + 1)]
    assert growing == sorted(growing, reverse=True)
    assert all(written("forget", step) < 0 for step in range(boy, last + 1))
    assert abs(f(but) * c(but - 1)) < 0.1  # of the old, next to nothing is left
    assert abs(c(but)) < 0.1
    assert c(girls) > 0.5


def test_the_shock_stays_in_the_cell_while_the_forecast_falls() -> None:
    sample, crash = sample_of(STORIES["input"]), STORIES["input"]["focus"]
    _, returns, forecast = (unpack(each["values"]) for each in sample["series"])
    c = lambda step: value("input", "c", step)  # noqa: E731
    assert forecast[crash] > 3 * forecast[crash - 1]
    assert returns[crash + 1] < -5  # % the day after
    assert value("input", "i", crash + 1) > 0.9
    assert c(crash + 1) > c(crash)
    assert forecast[crash + 1] < forecast[crash]
    assert c(crash + 10) < c(crash)
    assert forecast[crash + 10] < forecast[crash + 1]
    units = MODELS[STORIES["input"]["model"]]["layers"][0]["hidden_size"]
    assert f"all {units} units" in STORIES["input"]["text"][1]["en"]


def test_the_word_learnt_is_rewritten_and_keeps_its_sign() -> None:
    c, o = (lambda step, name=name: value("output", name, step) for name in "co")
    tokens = sample_of(STORIES["output"])["tokens"]
    duck, by, big, bank, arrow = 1, 2, 4, 5, 6
    assert [tokens[step] for step in (duck, by, big, bank, arrow)] == [
        *("duck", "by", "big", "bank", "→")
    ]
    assert c(duck - 1) > 0 > c(duck)
    assert value("output", "f", duck) < 0.6  # a part of the old goes
    assert all(abs(written("output", step)) > 0.3 for step in (by, bank, arrow))
    assert all(c(step) < 0 for step in range(duck, arrow + 1))
    assert max(o(duck), o(bank), o(arrow)) < 0.35
    assert o(big) < 0.1
    assert abs(value("output", "h", arrow)) < 0.2


def test_gradients_die_in_the_rnn_and_live_with_an_open_forget_gate() -> None:
    curves = {curve["id"]: curve for curve in DATA["gradient"]["curves"]}
    assert all(len(curve["mean"]) == 100 and curve["mean"][0] == 1 for curve in curves.values())
    assert curves["rnn-dh"]["mean"][50] < 1e-11
    assert curves["lstm-dc"]["mean"][50] < 1e-8
    assert curves["lstm-3-dc"]["mean"][50] > 0.1
    assert 0.1 < curves["chrono-dc"]["mean"][99] < 0.5
    for curve in curves.values():
        for low, mean, high in zip(curve["low"], curve["mean"], curve["high"], strict=True):
            assert low <= high
            assert mean > 0


@pytest.mark.parametrize("name", ["rnn", "lstm-3"])
def test_the_curves_come_from_real_runs(name: str) -> None:
    """All seeds anew; a product of forget gates stays below 1, the whole gradient need not."""
    made = {c["id"]: c for c in DATA["gradient"]["curves"]}
    gradients = script("stories/gradients.py")
    make_cell = gradients.CELLS[name][1]
    runs = [gradients.decay(make_cell, seed) for seed in range(gradients.SEEDS)]
    for quantity in runs[0]:
        mean = torch.stack([each[quantity] for each in runs]).log().mean(0).exp()
        assert mean.tolist() == pytest.approx(made[f"{name}-{quantity}"]["mean"], rel=1e-3)
    if name == "lstm-3":
        assert all((run["direct"] <= 1).all() for run in runs)
        assert made["lstm-3-dc"]["mean"][99] > 1


def test_the_first_cell_is_the_librarys() -> None:
    data = json.loads((ROOT / "scripts/stories/first_cell.json").read_text("utf-8"))
    lstm, rnn = ol.LSTM(2, 1).double(), torch.nn.RNN(2, 1).double()
    given, plain = data["lstm"], data["rnn"]
    with torch.no_grad():
        lstm.weight_ih_l0.copy_(torch.tensor(given["weight_ih"]))
        lstm.weight_hh_l0.copy_(torch.tensor(given["weight_hh"]))
        lstm.bias_ih_l0.copy_(torch.tensor(given["bias"]))
        lstm.bias_hh_l0.zero_()
        rnn.weight_ih_l0.copy_(torch.tensor([plain["weight_ih"]]))
        rnn.weight_hh_l0.fill_(plain["weight_hh"])
        rnn.bias_ih_l0.fill_(plain["bias"])
        rnn.bias_hh_l0.zero_()
        x = torch.tensor(data["x"], dtype=torch.double)[:, None]
        with ol.record(lstm) as trace:
            lstm(x)
        h = rnn(x)[0].flatten().tolist()
    for name, values in given["trace"].items():
        assert trace[""][name].flatten().tolist() == pytest.approx(values, abs=1e-6)
    assert h == pytest.approx(plain["h"], abs=1e-6)
    assert data["accuracy"]["lstm"][-1] > 0.99
    assert data["accuracy"]["rnn"][-1] < 0.75


def test_the_written_tour_says_what_was_measured() -> None:
    told = json.dumps(DATA, ensure_ascii=False)
    for page in ("what-is-an-lstm.md", "what-is-an-lstm.zh.md"):
        text = (ROOT / "docs" / page).read_text("utf-8")
        for picture in re.findall(r"\((images/[\w.-]+)\)", text):
            assert (ROOT / "docs" / picture).exists()
        measured = (
            "0.93",
            "0.06",
            "0.980",
            "1.106",
            "0.972",
            "0.998",
            "0.17",
            "0.093",
            "1,248",
            "1,152",
        )
        for figure in measured:
            assert figure in text
            assert figure in told
