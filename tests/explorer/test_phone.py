# SPDX-License-Identifier: Apache-2.0
"""On a phone: what belongs together is on one screen, in the order in which it is needed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openlstm.explorer import embedded_page

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]
HIGH = 844  # of a common phone, 390 wide


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return embedded_page().save(tmp_path_factory.mktemp("phone") / "page.html")


@pytest.fixture(params=["en-US", "zh-CN"])
def phone(opened: Opened, page_file: Path, request: pytest.FixtureRequest) -> Any:
    page = opened(page_file, width=390, locale=request.param)
    page.set_viewport_size({"width": 390, "height": HIGH})
    return page


def test_the_gate_dragged_and_what_follows_are_on_one_screen(phone: Any) -> None:
    assert phone.evaluate("scrollY") == 0
    for part in (".strip", ".answers", ".hold .diagram"):
        box = phone.locator(part).bounding_box()
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= HIGH, part


def test_what_a_question_is_about_comes_before_it(phone: Any) -> None:
    top = lambda part: part.bounding_box()["y"]  # noqa: E731
    phone.locator("[data-view=tour]").click()
    for chapter in ("forget", "input", "cell", "output", "both"):
        phone.locator(f"[data-chapter={chapter}]").click()
        seen = ".chain" if chapter == "both" else ".diagram"
        assert top(phone.locator(seen)) < top(phone.locator(f"[data-quiz={chapter}]"))
        assert top(phone.locator(".story .reads")) < top(phone.locator(".story .quiz"))


def test_tables_fit(phone: Any) -> None:
    phone.locator("[data-view=tour]").click()
    for chapter in ("both", "gradient"):
        phone.locator(f"[data-chapter={chapter}]").click()
        table = phone.locator(".chapter table")
        assert table.evaluate("""table => Math.max(...[...table.querySelectorAll("th, td")]
            .map(cell => cell.getBoundingClientRect().right)) <=
            table.closest(".card").getBoundingClientRect().right - 12""")
        cut = "e => e.scrollWidth > e.clientWidth"
        assert not any(cell.evaluate(cut) for cell in table.locator("th, td").all())
