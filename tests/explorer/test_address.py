# SPDX-License-Identifier: Apache-2.0
"""The place in the page is kept in its address: a reload and the back button find it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openlstm.explorer import embedded_page

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return embedded_page().save(tmp_path_factory.mktemp("address") / "page.html")


def place(page: Any) -> tuple[str, str, str, str]:
    """View, chapter, language and scheme, as shown."""
    view = page.locator("main").get_attribute("id").removeprefix("olx-")
    chapter = page.locator("[data-chapter][aria-current=step]")
    return (
        view,
        chapter.get_attribute("data-chapter") if chapter.count() else "",
        page.evaluate("document.documentElement.lang"),
        page.locator("#openlstm").get_attribute("data-theme"),
    )


def test_a_reload_comes_back_to_the_place(opened: Opened, page_file: Path) -> None:
    page = opened(page_file, color_scheme="dark")
    assert page.evaluate("location.hash") == ""
    page.locator("[data-view=tour]").click()
    page.locator("[data-chapter=output]").click()
    page.locator("[data-switch=language]").click()
    page.locator("[data-switch=theme]").click()
    there = ("tour", "output", "zh-CN", "light")
    assert place(page) == there
    page.reload()
    page.wait_for_selector("main")
    assert place(page) == there


def test_the_back_button_goes_back_a_view_or_a_chapter(opened: Opened, page_file: Path) -> None:
    page = opened(page_file)
    page.locator("[data-view=tour]").click()
    page.locator("[data-chapter=cell]").click()
    page.locator("[data-switch=language]").click()  # leaves no trail, and stays
    page.locator("[data-view=explore]").click()
    for view, chapter in (("tour", "cell"), ("tour", "forget"), ("hold", "")):
        page.go_back()
        page.wait_for_selector(f"#olx-{view}")
        if chapter:
            page.wait_for_selector(f"[data-chapter={chapter}][aria-current=step]")
        assert place(page)[:3] == (view, chapter, "zh-CN")
    page.go_forward()
    page.wait_for_selector("#olx-tour")


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("gradient", ("tour", "gradient", "en", "light")),
        ("dark/zh/explore", ("explore", "", "zh-CN", "dark")),
        ("nowhere/%F0", ("hold", "", "en", "light")),
    ],
)
def test_an_address_names_a_place(
    opened: Opened, page_file: Path, address: str, there: tuple[str, str, str, str]
) -> None:
    assert place(opened(page_file, address)) == there
