# SPDX-License-Identifier: Apache-2.0
"""The first thirty seconds: the page's own cell is the library's, and its gates can be moved."""

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import openlstm as ol
from explorer.reading import LESSON, key, near, numbers, plain, slide, written
from openlstm.explorer import embedded_page

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]
STEPS = 10
# the numbers of the page at full precision, through the same script that draws them
GIVEN = json.loads(LESSON.read_text(encoding="utf-8")) if LESSON.exists() else None


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return embedded_page().save(tmp_path_factory.mktemp("lesson") / "page.html")


@pytest.fixture(scope="module")
def cell() -> ol.LSTM:
    lstm = ol.LSTM(5, 1, dtype=torch.float64)
    with torch.no_grad():
        lstm.weight_ih_l0.copy_(torch.tensor(GIVEN["weight_ih"]))
        lstm.weight_hh_l0.copy_(torch.tensor(GIVEN["weight_hh"]))
        lstm.bias_ih_l0.copy_(torch.tensor(GIVEN["bias"]))
        lstm.bias_hh_l0.zero_()
    return lstm


def run(cell: ol.LSTM, first: int, **edit: Any) -> ol.Trace:
    ids = torch.tensor([first, *GIVEN["distractors"]])
    x = torch.nn.functional.one_hot(ids, 5).to(torch.float64)[:, None]
    with torch.no_grad(), ol.edit(cell, **edit) if edit else torch.no_grad(), ol.record(cell) as t:
        cell(x)
    return t.trace


def values(trace: ol.Trace, name: str) -> list[float]:
    return getattr(trace, name).flatten().tolist()


def drag(page: Any, gate: str, value: float) -> None:
    """With the mouse, from where the gate stands to a value."""
    box = page.locator(f"[data-gate={gate}] .glass").bounding_box()
    x = box["x"] + box["width"] / 2
    page.mouse.move(x, box["y"] + 0.3 * box["height"])
    page.mouse.down()
    page.mouse.move(x, box["y"] + (1 - value) * box["height"], steps=4)
    page.mouse.up()


def hold(page: Any, gate: str, value: float) -> None:
    """With the keys: to an end, then by tenths."""
    page.locator(f"[data-gate={gate}]").focus()
    page.keyboard.press("End" if value == 1 else "Home")
    for _ in range(round(10 * value) if 0 < value < 1 else 0):
        page.keyboard.press("PageUp")


def said(page: Any, task: str) -> str:
    return str(page.locator(f"[data-task={task}] .said").text_content())


@pytest.mark.parametrize("first", [0, 1])
def test_every_number_at_every_step_is_the_librarys(
    opened: Opened, page_file: Path, cell: ol.LSTM, first: int
) -> None:
    page = opened(page_file)
    page.locator(f"[data-choice=first-{first}]").click()
    trace = run(cell, first)
    for t in range(STEPS):
        page.locator(f".tile[data-step='{t}']").click()
        now = {name: values(trace, name)[t] for name in "ifgoch"}
        before = {name: values(trace, name)[t - 1] if t else 0.0 for name in "ch"}
        for name, value in now.items():
            assert near(key(page.locator(".diagram"), name), value), (t, name)
        assert near(key(page, "c_prev"), before["c"])
        assert near(key(page, "h_prev"), before["h"])
        assert near(key(page, "kept"), now["f"] * before["c"])
        assert near(key(page, "written"), now["i"] * now["g"])
        shown = numbers(key(page, "equation-c"))
        for number, value in zip(
            shown, [now["f"], before["c"], now["i"], now["g"], now["c"]], strict=True
        ):
            assert abs(number - value) <= 0.005 + 1e-6
        assert near(key(page, "c", step=t), now["c"])
    chance = 1 / (1 + torch.tensor(-GIVEN["read"] * values(trace, "h")[-1]).exp().item())
    said = key(page, "says-lstm")
    share = chance if said.startswith("A") else 1 - chance
    assert near(said.split(":")[1], 100 * share, digits=0)


def test_the_cell_to_1e_6(opened: Opened, page_file: Path, cell: ol.LSTM) -> None:
    """At full precision, not as rounded on the page."""
    page = opened(page_file)
    shown = page.evaluate("openlstmExplorer.lesson(0)")
    trace = run(cell, 0)
    for name in "ifgoch":
        assert shown[name] == pytest.approx(values(trace, name), abs=1e-6)


def test_the_example_of_the_first_look(opened: Opened, page_file: Path) -> None:
    page = opened(page_file)
    assert "0.97 × 0.81 + 0.12 × 0.35 = 0.83" in key(page, "equation-c")


def test_the_plain_unit(opened: Opened, page_file: Path) -> None:
    page = opened(page_file)
    rnn = torch.nn.RNN(5, 1, dtype=torch.float64)
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor([GIVEN["rnn"]["weight_ih"]]))
        rnn.weight_hh_l0.fill_(GIVEN["rnn"]["weight_hh"])
        rnn.bias_ih_l0.zero_()
        rnn.bias_hh_l0.zero_()
        ids = torch.tensor([0, *GIVEN["distractors"]])
        h = rnn(torch.nn.functional.one_hot(ids, 5).to(torch.float64))[0].flatten().tolist()
    for t in range(STEPS):
        assert near(key(page, "plain", step=t), h[t])
    assert page.locator(".answer.plain").get_attribute("data-state") == "unsure"
    slide(page, "[data-do=weight]", 1.6)
    assert page.locator(".answer.plain").get_attribute("data-state") == "right"


def test_dragging_the_forget_gate(opened: Opened, page_file: Path, cell: ol.LSTM) -> None:
    page = opened(page_file)
    untouched = [key(page, "plain", step=t) for t in range(STEPS)]
    drag(page, "f", 0.4)
    held = plain(key(page.locator(".diagram"), "f"))
    assert abs(held - 0.4) < 0.02
    trace = run(cell, 0, forget_gate=held, steps=range(1, STEPS))
    for t in range(STEPS):
        assert near(key(page, "c", step=t), values(trace, "c")[t])
    chance = 1 / (1 + math.exp(-GIVEN["read"] * values(trace, "h")[-1]))
    assert key(page, "says-lstm") == f"A: {100 * chance:.0f} %"
    assert [key(page, "plain", step=t) for t in range(STEPS)] == untouched
    page.locator(".tile[data-step='9']").click()
    assert near(key(page.locator(".diagram"), "h"), values(trace, "h")[-1])
    assert page.locator(".answer.lstm").get_attribute("data-state") == "unsure"
    assert page.locator(".invite").count() == 0
    page.locator("[data-do=reset]").click()
    assert page.locator(".answer.lstm").get_attribute("data-state") == "right"


def test_keys_move_a_gate_and_give_it_back(opened: Opened, page_file: Path) -> None:
    page = opened(page_file)
    gate = page.locator("[data-gate=f]")
    gate.focus()
    page.keyboard.press("ArrowDown")
    assert gate.get_attribute("aria-valuenow") == "0.96"
    page.keyboard.press("Shift+ArrowDown")
    assert gate.get_attribute("aria-valuenow") == "0.86"
    page.keyboard.press("Home")
    assert gate.get_attribute("aria-valuetext") == "0.00"
    page.keyboard.press("Delete")
    assert gate.get_attribute("aria-valuenow") == "0.97"


def test_only_at_one_step(opened: Opened, page_file: Path, cell: ol.LSTM) -> None:
    page = opened(page_file)
    page.locator("[data-choice=scope-1]").click()
    page.locator(".tile[data-step='4']").click()
    page.locator("[data-gate=f]").focus()
    page.keyboard.press("Home")
    trace = run(cell, 0, forget_gate=0.0, steps=[4])
    for t in range(STEPS):
        assert near(key(page, "c", step=t), values(trace, "c")[t])
    c, h = values(trace, "c"), values(trace, "h")
    chance = 1 / (1 + math.exp(-GIVEN["read"] * h[-1]))
    told = said(page, "wipe")
    assert f"At step 4 the old memory {written(c[3])} was multiplied by 0" in told
    assert f"c4 = {written(c[4])} is only what that step wrote" in told
    assert f"The cell ends at {written(c[-1])}; " in told
    assert told.endswith(f"it says A: {100 * chance:.0f} %.")


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
def test_half_a_gate_is_told_in_numbers(
    opened: Opened, page_file: Path, cell: ol.LSTM, language: str
) -> None:
    page = opened(page_file, locale=language)
    assert said(page, "half") == ""
    hold(page, "f", 0.5)
    c = values(run(cell, 0, forget_gate=0.5, steps=range(1, STEPS)), "c")
    told = said(page, "half")
    assert "0.50 × 0.50 × 0.50 × 0.50 = 0.06" in told
    assert re.findall(r"\d+\.\d+", told)[5:] == [
        written(each) for each in (c[0], c[0] * 0.5**4, c[4])
    ]
    page.locator("[data-do=reset]").click()
    page.locator("[data-switch=language]").click()
    assert "0.50 × 0.50 × 0.50 × 0.50 = 0.06" in said(
        page, "half"
    )  # it stays when the gate is free


def test_the_other_symbol_is_explained(opened: Opened, page_file: Path, cell: ol.LSTM) -> None:
    page = opened(page_file)
    held = {"i": 1.0, "g": -1.0, "f": 0.5}
    for gate, value in held.items():
        hold(page, gate, value)
    edit = {"input_gate": 1.0, "candidate": -1.0, "forget_gate": 0.5}
    trace = run(cell, 0, **edit, steps=range(1, STEPS))
    c, h = values(trace, "c")[-1], values(trace, "h")[-1]
    chance = 1 - 1 / (1 + math.exp(-GIVEN["read"] * h))
    told = said(page, "other")
    assert f"ends at {written(c)} and shows {written(h)}" in told
    assert (
        f"the answer is B ({100 * chance:.0f} %). You held: forget gate, input gate, candidate."
        in told
    )


def test_play_runs_to_the_end_and_stops(opened: Opened, page_file: Path) -> None:
    page = opened(page_file)
    page.clock.install()
    page.locator(".tile[data-step='7']").click()
    page.locator(".play").click()
    page.clock.run_for(5000)
    assert page.locator(".tile[aria-pressed=true]").get_attribute("data-step") == "9"
    assert page.locator(".play").get_attribute("aria-label") == "Play"


def test_touch(opened: Opened, page_file: Path) -> None:
    """On a phone a finger moves the gate, and the page does not scroll away."""
    page = opened(page_file, width=390, has_touch=True, is_mobile=True)
    tank = page.locator("[data-gate=f]")
    page.locator(".cell-card").scroll_into_view_if_needed()
    assert tank.evaluate("e => getComputedStyle(e).touchAction") == "none"
    box = page.locator("[data-gate=f] .glass").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.touchscreen.tap(x, y)
    assert abs(plain(key(page.locator(".diagram"), "f")) - 0.5) < 0.02
    before = page.evaluate("scrollY")
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for moved in range(4, 61, 4):
        touch("touchMove", {"x": x, "y": y + box["height"] * moved / 200})
    touch("touchEnd")
    assert abs(plain(key(page.locator(".diagram"), "f")) - 0.2) < 0.02
    assert page.evaluate("scrollY") == before
