# SPDX-License-Identifier: Apache-2.0
"""The page in a real Chromium: no errors, no requests, and every number shown is the trace's."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import openlstm as ol
from openlstm.report import language_report
from report.example import TEXT, arguments

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    return arguments()


@pytest.fixture(scope="module")
def source(given: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(language_report(**given), encoding="utf-8")
    return path


Opened = Callable[..., Any]


def data(page: Any, name: str) -> Any:
    return json.loads(page.locator(f"#{name}-data").text_content())


def middle_of(page: Any, t: int, row: int) -> dict[str, float]:
    """Where step t and that row of units lie on a canvas."""
    canvas = page.locator("#gates canvas").first
    box = canvas.bounding_box()
    steps, rows = canvas.evaluate("c => [c.width, c.height]")
    return {"x": (t + 0.5) * box["width"] / steps, "y": (row + 0.5) * box["height"] / rows}


def plain(text: str) -> float:
    """A number as the page writes it."""
    return float(text.replace("−", "-"))


@pytest.fixture(scope="module")
def trace(given: dict[str, Any]) -> ol.Trace:
    ids = given["vocabulary"].encode(given["test_text"])[:, None]
    with torch.no_grad(), ol.record(given["model"].eval()) as recording:
        given["model"](ids)
    return recording.trace


@pytest.mark.parametrize("layer", [0, 1])
def test_pointing_at_a_gate_tells_its_value(opened: Opened, trace: ol.Trace, layer: int) -> None:
    page = opened()
    page.locator("#gates").get_by_role("button", name=f"layer {layer}").click()
    gates, t, k = data(page, "gates"), 11, 8
    page.locator("#gates canvas[data-field=f]").hover(position=middle_of(page, t, k))
    unit, step = gates["layers"][layer]["units"][k], gates["start"] + t
    assert (
        f"step {step}, layer {layer}, unit {unit},"
        in page.locator(".readout .where").text_content()
    )
    for name in "ifgoch":
        shown = page.locator(f".readout [data-field={name}]").text_content().removeprefix(name)
        value = trace[name][layer, 0, step, 0, unit].item()
        assert plain(shown) == pytest.approx(np.rint(value * 100) / 100, abs=1e-9)
    before, i = trace.c[layer, 0, step - 1, 0, unit], trace.i[layer, 0, step, 0, unit]
    equation = page.locator(".readout .equation span").text_content().replace("−", "-")
    assert f"· {before:.2f} + {i:.2f} ·" in equation


def test_arrow_keys_walk_through_the_heat_map(opened: Opened) -> None:
    page = opened()
    where = page.locator(".readout .where")
    step = int(re.search(r"step (\d+)", where.text_content())[1])
    page.locator("#gates .maps").focus()
    page.keyboard.press("ArrowRight")
    assert f"step {step + 1}," in where.text_content()


def test_values_can_be_chosen_but_never_none(opened: Opened) -> None:
    page = opened()
    shown = page.locator("#gates canvas")
    press = lambda name: page.locator(f"#gates [data-value={name}]").click()  # noqa: E731
    press("f")
    assert shown.evaluate_all("all => all.map(c => c.dataset.field)") == ["c"]
    press("c")
    press("h")
    assert shown.evaluate_all("all => all.map(c => c.dataset.field)") == ["c", "h"]


def test_pointing_at_a_character_tells_its_surprise(opened: Opened, given: dict[str, Any]) -> None:
    page = opened()
    text = data(page, "surprise")["text"]
    place = given["test_text"].index(text, data(page, "gates")["start"])
    k = text.index("<")
    page.locator("#surprise .text span").nth(k).hover()
    ids = given["vocabulary"].encode(given["test_text"])
    with torch.no_grad():
        logits, _ = given["model"].eval()(ids[:, None])
    p = logits[place + k - 1, 0].softmax(0)
    tip = page.locator("#tip")
    cost = -torch.log2(p[ids[place + k]]).item()
    assert tip.locator(".head b").text_content() == "<"
    assert plain(tip.locator("[data-bits]").text_content().split()[0]) == pytest.approx(
        cost, abs=0.006
    )
    assert plain(tip.locator("[data-p]").text_content().split()[-1]) == pytest.approx(
        2**-cost, rel=0.01
    )
    guesses = tip.locator(".guesses li").all_text_contents()
    assert [plain(guess[-5:]) for guess in guesses] == pytest.approx(
        p.topk(5).values.tolist(), abs=6e-4
    )
    page.mouse.move(0, 0)
    assert tip.is_hidden()


def test_pointing_at_a_units_text_tells_its_value(opened: Opened, trace: ol.Trace) -> None:
    page = opened()
    cards = data(page, "units")["cards"]
    assert len(cards) == page.locator(".unit").count() > 0
    for k, card in enumerate(cards):
        said = page.locator(".unit").nth(k).locator(".about > p").text_content()
        layer, unit = map(int, re.search(r"layer (\d+), unit (\d+)", said).groups())
        values = getattr(trace, card["field"])[layer, 0, :, 0, unit].numpy()
        page.locator(".unit").nth(k).locator(".text span").nth(20).hover()
        shown = page.locator("#tip [data-value]").text_content().removeprefix(f"{card['field']} ")
        place = TEXT[40:].index(card["text"])
        period = len(TEXT) // 30  # the text repeats itself, so the excerpt may stand in many places
        assert np.abs(values[place + 20 :: period] - plain(shown)).min() <= 0.0051


def test_the_switch_changes_the_colours_of_page_and_canvas(opened: Opened) -> None:
    page = opened()
    look = """() => [getComputedStyle(document.body).backgroundColor,
        document.querySelector("canvas").toDataURL()]"""
    before = page.evaluate(look)
    page.locator("#theme").click()
    after = page.evaluate(look)
    assert before[0] != after[0]
    assert before[1] != after[1]
    page.reload()
    assert page.evaluate(look) == after  # the choice is kept
    page.locator("#theme").click()
    assert page.evaluate(look) == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_fits_its_window_in_the_systems_colours(
    opened: Opened, width: int, scheme: str
) -> None:
    page = opened(width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    ink, paper = (
        page.evaluate(f"getComputedStyle(document.body).{name}")
        for name in ("color", "backgroundColor")
    )
    brightness = [sum(map(int, re.findall(r"\d+", colour))) for colour in (ink, paper)]
    assert (brightness[0] < brightness[1]) == (scheme == "light")


def test_the_learning_curve_can_be_read_against_both_axes(opened: Opened) -> None:
    page = opened()
    chart = page.locator("#learning .chart")
    box = chart.locator("svg").bounding_box()
    chart.locator("svg").hover(position={"x": box["width"] - 95, "y": 60})
    assert "20 s, 8000 characters: training 1.250, validation 1.350" in chart.text_content()
    page.locator("#learning").get_by_role("button", name="characters").click()
    assert "characters read" in chart.text_content()


def test_a_tap_is_as_good_as_a_mouse(opened: Opened) -> None:
    page = opened(390, has_touch=True, is_mobile=True)
    page.locator("#surprise .text span").nth(5).tap()
    assert page.locator("#tip").is_visible()
    page.locator("#gates canvas").first.tap(position=middle_of(page, 4, 2))
    assert (
        f"step {data(page, 'gates')['start'] + 4},"
        in page.locator(".readout .where").text_content()
    )


def test_arrow_keys_walk_through_the_text_with_the_tip(opened: Opened) -> None:
    page = opened()
    text = data(page, "surprise")["text"]
    place = next(k for k, character in enumerate(text) if character.isalpha())
    page.locator("#surprise .text").focus()
    for _ in range(place + 1):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)  # scrolling to the character must not take the tip away
    assert page.locator("#tip .head b").text_content() == text[place]
    assert page.locator("#tip").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
