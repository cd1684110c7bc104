# SPDX-License-Identifier: Apache-2.0
"""The page of a forecaster: every part, no request, names as text; and in a real Chromium."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from openlstm.report.forecast import forecast_report

EVIL = 'a</script><b>"'


def row(mase: float, **more: float) -> dict[str, Any]:
    scores = {"mae": 2 * mase, "rmse": 3 * mase, "smape": 10 * mase, "mase": mase, **more}
    return {**scores, "by_step": {"mase": [mase, None]}}


METRICS = {
    "test": {"lstm": row(0.5, coverage_80=0.79), "persistence": row(1.0), "ridge": row(0.6)},
}
VERDICT = "On the test part the LSTM is better <than> ridge."
HISTORY = [
    {"step": k, "seconds": 0.1 * k, "windows": 10 * k, "train_scaled_loss": 1 / k,
     "validation_scaled_loss": 1.1 / k, "learning_rate": 0.001}
    for k in range(1, 4)
]  # fmt: skip


def predictions() -> pd.DataFrame:
    one = pd.DataFrame({
        "day": pd.date_range("2024-01-01", periods=4).astype(str), "step": [1, 2, 1, 2],
        "mean": [1.0, 2.0, 3.0, 4.0], "q0.1": 0.0, "q0.9": 5.0, "actual": [1.5, 2.5, None, 3.0],
    })  # fmt: skip
    return pd.concat([one.assign(site=EVIL), one.assign(site="b")])


def made() -> str:
    columns, notes = {"time": "day", "series": "site"}, ["read <7> rows"]
    return forecast_report(METRICS, VERDICT, HISTORY, predictions(), columns, notes, "A <report>")


def embedded(page: str, name: str) -> Any:
    return json.loads(re.search(rf'id="{name}-data">(.*?)</script>', page)[1])


def test_the_page_has_every_part_and_asks_for_nothing() -> None:
    page = made()
    names = re.findall(r'<section id="(\w+)">', page)
    assert names == ["scores", "steps", "forecasts", "intervals", "learning", "data"]
    assert set(re.findall(r"https?://[^\"' ]*", page)) == {"http://www.w3.org/2000/svg"}
    assert "better &lt;than&gt; ridge" in page
    assert "read &lt;7&gt; rows" in page
    assert "<b>" not in page
    assert embedded(page, "forecasts")["groups"][0]["name"] == EVIL
    assert embedded(page, "steps")["lines"][0]["y"] == [0.5, None]
    assert "<th scope=row>80 %<td>79.0%" in page


def test_one_series_needs_no_choice() -> None:
    shown = predictions()[lambda frame: frame["site"] == "b"].drop(columns="site")
    columns = {"time": "day", "series": None}
    page = forecast_report(METRICS, VERDICT, HISTORY, shown, columns, [])
    assert len(embedded(page, "forecasts")["groups"]) == 1


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    file.write_text(made(), encoding="utf-8")
    return file


@pytest.mark.browser
@pytest.mark.parametrize("width", [380, 1200])
def test_lines_are_drawn_and_can_be_read(opened: Callable[..., Any], width: int) -> None:
    page = opened(width)
    for name, curves in (("steps", 3), ("forecasts", 3), ("learning", 2)):
        assert page.locator(f"#{name} polyline").count() == curves
    picture = page.locator("#forecasts svg")
    picture.hover(position={"x": 60, "y": 50})
    said = page.locator("#forecasts .chart .note").text_content()
    assert said == "2024-01-01, step 1: came 1.5, forecast 1 (q0.1 to q0.9: 0 to 5)"
    page.locator("#forecasts").get_by_role("button", name="b", exact=True).click()
