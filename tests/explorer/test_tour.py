# SPDX-License-Identifier: Apache-2.0
"""The tour in a browser: questions, formulas, stories and gradients show their data's numbers."""

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.reading import key, near, numbers, plain, put, short, slide
from openlstm.explorer import embedded_page
from pages import drawn

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]
CHAPTERS = ("forget", "input", "cell", "output", "both", "gradient")
LIT = {"forget": ["f"], "input": ["i", "g"], "cell": [], "output": ["o"]}
DATA: dict[str, Any] = dict(embedded_page().data)
DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return embedded_page().save(tmp_path_factory.mktemp("tour") / "page.html")


def unpack(packed: dict[str, Any]) -> np.ndarray:
    kind = np.dtype(packed["dtype"]).newbyteorder("<")
    values = np.frombuffer(base64.b64decode(packed["data"]), kind).reshape(packed["shape"])
    if packed["dtype"] == "uint8":
        values = packed["low"] + values * (packed["high"] - packed["low"]) / 254
    return values.astype(float)


def series(story: dict[str, Any], field: str) -> np.ndarray:
    model = next(m for m in DATA["models"] if m["id"] == story["model"])
    sample = next(s for s in model["samples"] if s["id"] == story["sample"])
    trace = sample["trace"][story["layer"]][story["direction"]]
    direction = model["layers"][story["layer"]]["directions"][story["direction"]]
    units = direction.get("units") or list(range(model["layers"][story["layer"]]["hidden_size"]))
    return unpack(trace[field])[:, units.index(story["unit"])]


def reveal(page: Any) -> None:
    page.locator("[data-option=show]").first.wait_for()  # counting does not wait for the page
    while page.locator("[data-option=show]").count():
        page.locator("[data-option=show]").first.click()
    drawn(page)


def test_the_chapters_follow_one_another(opened: Opened, page_file: Path) -> None:
    page = opened(page_file)
    page.locator("[data-do=tour]").click()
    for name in CHAPTERS:
        assert page.locator("[aria-current=step]").get_attribute("data-chapter") == name
        page.locator(".chapter > .onward [data-do=next]").click()
    assert page.locator("#olx-explore").count() == 1


@pytest.mark.parametrize(
    ("chapter", "hidden", "right"),
    [
        ("forget", "f", "0.97"),
        ("input", "written", "0.04"),
        ("cell", "c", "0.83"),
        ("output", "h", "0.50"),
    ],
)
def test_a_question_comes_before_its_number(
    opened: Opened, page_file: Path, chapter: str, hidden: str, right: str
) -> None:
    page = opened(page_file, "tour")
    page.locator(f"[data-chapter={chapter}]").click()
    diagram = page.locator(".diagram")
    assert key(diagram, hidden) == "?"
    quiz = page.locator(f"[data-quiz={chapter}]")
    quiz.get_by_role("button", name=right, exact=True).click()
    assert key(diagram, hidden) == right
    assert "Yes." in quiz.locator(".reveal").text_content()
    lit = diagram.locator(".tank:not(.dim)")
    assert [each.get_attribute("data-gate") for each in lit.all()] == LIT[chapter]
    assert diagram.locator(".dim").count() > 5


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_wrong_answer_is_told_why(opened: Opened, page_file: Path, language: str) -> None:
    """Each of them in every chapter, kindly, in a sentence of its own."""
    wrong, stop = ("Not quite.", ".") if language == "en" else ("不太对。", "。")
    page = opened(page_file, f"tour/{language}")
    for place in range(3):
        page.reload()  # forgets the answers
        for chapter in CHAPTERS:
            page.locator(f"[data-chapter={chapter}]").click()
            for quiz in page.locator(".quiz").all():
                quiz.locator(f"[data-option='{place}']").click()
                why = key(quiz, "why")
                if quiz.locator(".is-wrong").count():
                    assert wrong in quiz.locator(".reveal").text_content()
                    assert len(why) > 10, (chapter, place)
                    assert why.endswith(stop)
                    assert "{" not in why
                else:
                    assert why == ""


def test_it_is_said_that_a_large_cell_may_be_hidden(opened: Opened, page_file: Path) -> None:
    page = opened(page_file, "output")
    assert "can be large while" in page.locator(".chapter .words").first.text_content()
    page.locator("[data-switch=language]").click()
    assert "可以很大，而" in page.locator(".chapter .words").first.text_content()


@pytest.mark.parametrize("chapter", ["forget", "input", "output"])
def test_both_spellings_come_to_the_same(opened: Opened, page_file: Path, chapter: str) -> None:
    """Recomputed from the rounded numbers on the page, so to two units of the last digit."""
    page = opened(page_file, "tour")
    page.locator(f"[data-chapter={chapter}]").click()
    reveal(page)
    for t in range(10):
        page.locator(".player input").evaluate(
            "(e, t) => { e.value = t; e.dispatchEvent(new Event('input', {bubbles: true})); }", t
        )
        formulas = page.locator(".formulas .equation:not(.main) .math").all_text_contents()
        for text_book, torch_like in zip(formulas[::2], formulas[1::2], strict=True):
            u, w, h, b, pre, value = numbers(text_book)
            u2, h2, w2, b2, pre2, value2 = numbers(torch_like)
            assert (u, w, h, b, pre, value) == (u2, w2, h2, b2, pre2, value2)
            assert abs(u * h + w + b - pre) < 0.03
            expected = np.tanh(pre) if "tanh" in text_book else 1 / (1 + np.exp(-pre))
            assert abs(expected - value) < 0.01


@pytest.mark.parametrize("story", DATA["stories"], ids=lambda story: story["id"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_number_of_a_story_is_its_traces(
    opened: Opened, page_file: Path, story: dict[str, Any], language: str
) -> None:
    page = opened(page_file, "tour", locale="zh-CN" if language == "zh" else "en-US")
    page.locator(f"[data-chapter={story['chapter']}]").click()
    reveal(page)
    shown = page.locator(f"[data-story='{story['id']}'] .told").text_content()
    assert "{" not in shown
    for words in story["text"]:
        for field, step in re.findall(r"\{([ifgoch])@(\d+)\}", words[language]):
            assert short(series(story, field)[int(step)]) in shown
    turn = story["focus"]
    for field in story["fields"]:
        assert near(key(page, f"story-{field}", step=turn), series(story, field)[turn])


@pytest.mark.parametrize("story", DATA["stories"], ids=lambda story: story["id"])
def test_only_the_answer_of_a_story_is_hidden(
    opened: Opened, page_file: Path, story: dict[str, Any]
) -> None:
    page = opened(page_file, "tour")
    page.locator(f"[data-chapter={story['chapter']}]").click()
    part = page.locator(f"[data-story='{story['id']}']")
    assert part.locator(".setting").text_content() == "".join(w["en"] for w in story["setting"])
    assert part.locator(".told").text_content() == ""
    curves = part.locator(".chart-box:has(.legend .math)")
    assert not any(each.is_visible() for each in curves.all())
    assert part.locator("[data-key^=story-]").count() == 0
    assert not any(each.get_attribute("style") for each in part.locator(".token").all())
    part.locator("[data-option]").first.click()
    drawn(page)
    assert len(part.locator(".told p").all()) == len(story["text"])
    assert all(each.is_visible() for each in curves.all())
    assert curves.count() == len({field in "ifo" for field in story["fields"]})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_charts_of_a_story_have_scales(opened: Opened, page_file: Path, language: str) -> None:
    """Gates on 0 to 1 whatever they are, an axis of steps, and what is drawn on the other."""
    page = opened(page_file, "tour", locale="zh-CN" if language == "zh" else "en-US")
    gate, step = (
        ("f: 0 shut, 1 open", "step t") if language == "en" else ("f：0 关，1 开", "时间步 t")
    )
    reveal(page)
    texts = page.locator(".story .chart").first.locator("text").all_text_contents()
    assert texts[:3] == ["0", "0.5", "1"]
    assert step in texts
    assert gate in texts
    cells = page.locator(".story .chart").nth(1).locator("text").all_text_contents()
    assert cells[:3] == ["−3", "0", "3"]


def test_a_story_opens_in_the_explorer(opened: Opened, page_file: Path) -> None:
    page = opened(page_file, "tour")
    story = next(s for s in DATA["stories"] if s["chapter"] == "forget")
    page.locator("[data-do=open]").first.click()
    drawn(page)
    assert key(page, "unit") == f"Unit {story['unit']}"
    assert page.locator(".player input").input_value() == str(story["focus"])
    assert near(key(page, "map-f"), series(story, "f")[story["focus"]])
    assert "where the tour’s story turns: unit 11, step 8" in key(page, "opened")
    assert page.locator(".token.now").text_content() == "but"


def test_the_diagram_reads_the_numbers_that_go_in(opened: Opened, page_file: Path) -> None:
    """For the prices x_t is what is read of the day, not the day's number."""
    page = opened(page_file, "input")
    story = next(s for s in DATA["stories"] if s["id"] == "input")
    page.locator(f"[data-story={story['id']}] [data-do=open]").click()
    sample = next(m for m in DATA["models"] if m["id"] == story["model"])["samples"][0]
    for step in (story["focus"], 0):
        slide(page, ".player input", step)
        read = ", ".join(short(value) for value in unpack(sample["x"])[step])
        assert key(page.locator(".diagram"), "x") == read


def test_the_explorer_follows_the_story_of_the_sample_chosen(
    opened: Opened, page_file: Path
) -> None:
    page = opened(page_file, "explore")
    for story in DATA["stories"]:
        put(page, "model", story["model"])
        put(page, "sample", story["sample"])
        assert key(page, "unit") == f"Unit {story['unit']}"
        assert page.locator(".player input").input_value() == str(story["focus"])


def test_the_cost_of_the_second_direction(opened: Opened, page_file: Path) -> None:
    page = opened(page_file, "tour")
    page.locator("[data-chapter=both]").click()
    story = next(s for s in DATA["stories"] if s["chapter"] == "both")
    layer = next(m for m in DATA["models"] if m["id"] == story["model"])["layers"][0]
    one = 4 * layer["hidden_size"] * (layer["input_size"] + layer["hidden_size"] + 2)
    count = lambda name: int(key(page, name).replace(",", ""))  # noqa: E731
    assert (count("one-parameters"), count("two-parameters")) == (one, 2 * one)
    work = 4 * layer["hidden_size"] * (layer["input_size"] + layer["hidden_size"])
    assert (count("one-adds"), count("two-adds")) == (work, 2 * work)


def test_what_each_half_has_read(opened: Opened, page_file: Path) -> None:
    page = opened(page_file, "tour")
    page.locator("[data-chapter=both]").click()
    page.locator(".character[data-step='1']").click()
    assert page.locator(".forward .has").text_content() == "has read 我爱"
    assert page.locator(".reverse .has").text_content() == "has read 国中爱"


def test_the_joined_states_are_the_traces(opened: Opened, page_file: Path) -> None:
    page = opened(page_file, "tour")
    page.locator("[data-chapter=both]").click()
    story = next(s for s in DATA["stories"] if s["chapter"] == "both")
    model = next(m for m in DATA["models"] if m["id"] == story["model"])
    sample = next(s for s in model["samples"] if s["id"] == story["sample"])
    assert sample["tokens"] == list("我爱中国")
    for t in range(4):
        page.locator(f".character[data-step='{t}']").click()
        pair = page.locator(".joined .vector").all()
        for direction, shown in enumerate(pair):
            h = unpack(sample["trace"][0][direction]["h"])[t]
            given = [float(v.replace("−", "-")) for v in shown.get_attribute("aria-label").split()]
            assert given == pytest.approx(h, abs=0.0051)


@pytest.mark.parametrize(
    ("chapter", "gate"), [("forget", "f"), ("input", "i"), ("input", "g"), ("output", "o")]
)
def test_the_present_point_lies_on_its_curve(
    opened: Opened, page_file: Path, chapter: str, gate: str
) -> None:
    page = opened(page_file, "tour")
    page.locator(f"[data-chapter={chapter}]").click()
    reveal(page)
    for t in (0, 1, 5):
        slide(page, ".player input", t)
        assert key(page, f"curve-{gate}_t") == key(page.locator(".diagram"), gate)
        figure = page.locator(f".curve:has([data-key='curve-{gate}_t'])")
        y = float(figure.locator(".dot").get_attribute("cy"))
        low, high = (float(figure.locator("text").nth(k).get_attribute("y")) for k in (0, 1))
        least = -1 if gate == "g" else 0
        there = least + (1 - least) * (y - low) / (high - low)
        assert near(key(page, f"curve-{gate}_t"), there)


@pytest.mark.parametrize(
    ("chapter", "formula"),
    [
        ("forget", lambda f, c, fc: f * c - fc),
        ("input", lambda i, g, ig: i * g - ig),
        ("cell", lambda f, c_prev, i, g, c: f * c_prev + i * g - c),
        ("output", lambda o, c, _, tanh, h: abs(o * tanh - h) + abs(np.tanh(c) - tanh)),
    ],
)
def test_the_equation_computed_is_marked_with_its_numbers(
    opened: Opened, page_file: Path, chapter: str, formula: Callable[..., float]
) -> None:
    page = opened(page_file, "tour")
    page.locator(f"[data-chapter={chapter}]").click()
    hidden = page.locator("[data-key=product] b.n").all_text_contents()
    assert hidden[-1] == "?"
    reveal(page)
    shown = page.locator("[data-key=product] b.n").all_text_contents()
    assert abs(formula(*(plain(each.strip("()")) for each in shown))) < 0.03


def test_the_direct_path_and_the_whole_gradient_are_told_apart(
    opened: Opened, page_file: Path
) -> None:
    """Where the whole gradient rises above 1, the page says what the product of gates would be."""
    page = opened(page_file, "tour")
    page.locator("[data-chapter=gradient]").click()
    curves = {curve["id"]: curve["mean"] for curve in DATA["gradient"]["curves"]}
    told = numbers(key(page, "paths"))
    assert told == [
        pytest.approx(curves[name][99], rel=0.06) for name in ("lstm-3-direct", "lstm-3-dc")
    ]
    assert told[1] > 1 > told[0]


def test_the_reader_chooses_the_gradients_drawn(opened: Opened, page_file: Path) -> None:
    """At first the two farthest apart, with what to look for; each network, dashed ones too."""
    page = opened(page_file, "gradient")
    curves = {curve["id"]: curve["mean"] for curve in DATA["gradient"]["curves"]}
    drawn = lambda: page.locator(".chart-box .legend").text_content()  # noqa: E731
    picks = page.locator("[data-network]")
    shown = picks.and_(page.locator("[aria-pressed=true]"))
    named = [each.get_attribute("data-network") for each in shown.all()]
    assert named == ["rnn-dh", "lstm-3-dc"]
    assert drawn().count("dL/d") == 2
    look = key(page, "look").translate(DIGITS).replace("·10", "e").replace("−", "-")
    for name in ("rnn-dh", "lstm-3-dc", "lstm-dc"):
        assert any(
            float(number) == pytest.approx(curves[name][50], rel=0.06)
            for number in re.findall(r"\d+\.\d+(?:e-\d+)?", look)
        ), name
    picks.nth(1).click()
    assert drawn().count("dL/d") == 3
    page.locator("[data-choice=dashed-1]").click()
    assert drawn().count("direct path") == 2
    page.locator("[data-choice=dashed-2]").click()
    assert "direct path" not in drawn()
    assert drawn().count("dL/dh") == 3
    picks.nth(1).click()
    picks.nth(0).click()
    assert "RNN" not in drawn()


def test_the_gradients_are_the_measured_ones(opened: Opened, page_file: Path) -> None:
    page = opened(page_file, "tour")
    page.locator("[data-chapter=gradient]").click()
    for curve in DATA["gradient"]["curves"]:
        for lag in (1, 10, 50, 99):
            shown = key(page, f"gradient-{curve['id']}", step=lag)
            plain = shown.replace("·10", "e").translate(DIGITS).replace("−", "-")
            value = curve["mean"][lag]
            assert (0.0 if shown == "underflow" else float(plain)) == pytest.approx(value, rel=0.06)
