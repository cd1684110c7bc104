# SPDX-License-Identifier: Apache-2.0
"""The page of a classifier: every part, no request, names as text; and in a real Chromium."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import openlstm as ol
from openlstm.report.classify import classify_report
from openlstm.trace import Trace

EVIL = 'a</script><b>"'
BINS = [{"low": 0.8, "high": 0.9, "count": 4, "confidence": 0.85, "accuracy": 0.75}]
LSTM = {
    "accuracy": 0.75, "f1_macro": 0.7, "confusion": [[2, 1], [0, 1]], "log_loss": 0.5,
    "ece": 0.1, "reliability": BINS,
}  # fmt: skip
DTW = {"accuracy": 0.5, "f1_macro": 0.4, "confusion": [[1, 2], [0, 1]]}
HISTORY = [
    {"step": k, "seconds": 0.1 * k, "sequences": 10 * k, "train_cross_entropy": 1 / k,
     "validation_cross_entropy": 1.1 / k, "learning_rate": 0.001}
    for k in range(1, 4)
]  # fmt: skip


def traced(steps: int, bidirectional: bool = True) -> Trace:
    torch.manual_seed(steps)
    lstm = ol.LSTM(2, 3, bidirectional=bidirectional)
    with torch.no_grad(), ol.record(lstm) as recording:
        lstm(torch.randn(steps, 1, 2))
    return recording.trace


def made(part: str = "test", **traces: Trace) -> str:
    shown = traces or {f"0: {EVIL}": traced(9), "1: b": traced(5)}
    return classify_report(
        {"lstm": LSTM, "dtw": DTW}, part, "The LSTM is better <than> luck.", [EVIL, "b"], HISTORY,
        shown, ["read <7> sequences"], "A <report>",
    )  # fmt: skip


def embedded(page: str, name: str) -> Any:
    return json.loads(re.search(rf'id="{name}-data">(.*?)</script>', page)[1])


def test_the_page_has_every_part_and_asks_for_nothing() -> None:
    page = made()
    names = re.findall(r'<section id="(\w+)">', page)
    assert names == ["scores", "confusion", "calibration", "gates", "learning", "data"]
    assert set(re.findall(r"https?://[^\"' ]*", page)) == {"http://www.w3.org/2000/svg"}
    assert "better &lt;than&gt; luck" in page
    assert "read &lt;7&gt; sequences" in page
    assert "<b>" not in page
    assert '<td class="wrong" style="--share:33%">1' in page
    assert "<th scope=row>80% to 90%<td>4<td>85.0%<td>75.0%" in page
    assert "nearest neighbour, DTW<td>0.5000<td>0.4000<td>–<td>–" in page
    assert "held apart from the training" in page
    assert "a little too good" in made("validation")


def test_every_direction_has_its_heat_maps() -> None:
    sequences = embedded(made(), "gates")["sequences"]
    assert [each["name"] for each in sequences] == [f"0: {EVIL}", "1: b"]
    assert [each["steps"] for each in sequences] == [9, 5]
    layers = sequences[0]["layers"]
    assert [each["name"] for each in layers] == ["layer 0, forwards", "layer 0, backwards"]
    assert [each["backward"] for each in layers] == [False, True]
    one = embedded(made(one=traced(4, bidirectional=False)), "gates")["sequences"][0]
    assert [each["name"] for each in one["layers"]] == ["layer 0"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    file.write_text(made(), encoding="utf-8")
    return file


@pytest.mark.browser
def test_gates_are_drawn_and_can_be_read(opened: Callable[..., Any]) -> None:
    page = opened()
    assert page.locator("#learning polyline").count() == 2
    gates, trace = page.locator("#gates"), traced(5)
    gates.get_by_role("button", name="1: b", exact=True).click()
    for direction, before in ((0, -1), (1, 1)):
        name = f"layer 0, {('forwards', 'backwards')[direction]}"
        gates.get_by_role("button", name=name, exact=True).click()
        gates.locator("canvas").first.hover(position={"x": 2 * 13 + 3, "y": 3})
        said = gates.locator(".readout .where").text_content()
        assert said.startswith(f" step 2, {name}, unit ")
        unit = int(re.search(r"unit (\d)", said)[1])
        values = [
            trace.c[0, direction, 2, 0, unit], trace.f[0, direction, 2, 0, unit],
            trace.c[0, direction, 2 + before, 0, unit],
        ]  # fmt: skip
        shown = gates.locator(".equation span").text_content().replace("−", "-")
        found = [float(number) for number in re.findall(r"-?\d+\.\d+", shown)[:3]]
        assert found == pytest.approx([float(value) for value in values], abs=0.0051)
