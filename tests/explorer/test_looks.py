# SPDX-License-Identifier: Apache-2.0
"""Every view in both languages, light and dark, wide and narrow: nothing breaks or sticks out."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import openlstm as ol
from openlstm.explorer import embedded_page, explore
from pages import drawn

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]
VIEWS = ("hold", "tour", "explore")
CHAPTERS = ("forget", "input", "cell", "output", "both", "gradient")


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return embedded_page().save(tmp_path_factory.mktemp("looks") / "page.html")


def visit(page: Any) -> Any:
    """Each view and each chapter in turn."""
    for view in VIEWS:
        page.locator(f"[data-view={view}]").click()
        drawn(page)
        if view != "tour":
            yield view
            continue
        for chapter in CHAPTERS:
            page.locator(f"[data-chapter={chapter}]").click()
            drawn(page)
            yield chapter


@pytest.mark.parametrize("width", [360, 390, 700, 1000, 1600])
@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
def test_nothing_sticks_out(opened: Opened, page_file: Path, width: int, language: str) -> None:
    page = opened(page_file, width=width, locale=language)
    for name in visit(page):
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, name


def test_the_language_is_the_browsers_and_can_be_switched(opened: Opened, page_file: Path) -> None:
    page = opened(page_file, locale="zh-CN")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert "把一份记忆" in page.locator("h1").text_content()
    page.locator(".tile[data-step='5']").click()
    page.locator("[data-switch=language]").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").text_content() == "Hold one memory in your hand"
    assert page.locator(".tile[aria-pressed=true]").get_attribute("data-step") == "5"
    assert page.evaluate("document.activeElement.dataset.switch") == "language"


def test_no_english_is_left_in_chinese(opened: Opened, page_file: Path) -> None:
    """Lines of three or more English words, but for names, code and the stories' own sentences."""
    page = opened(page_file, locale="zh-CN")
    for name in visit(page):
        text = page.locator("main").evaluate("""main => {
            const copy = main.cloneNode(true);
            copy.querySelectorAll(".math, .tokens, .story, select, code, .note, svg")
                .forEach(e => e.remove());
            return copy.textContent;
        }""")
        assert not re.findall(r"[A-Za-z]{3,} [a-z]{3,} [a-z]{3,}", text), name


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-US", ("dense layer", "dL/dc", "chrono", "nat", "lag", "saturated", "loss, L")),
        ("zh-CN", ("全连接层", "dL/dc", "chrono", "奈特", "往回的步数", "饱和", "损失，L")),
    ],
)
def test_words_are_looked_up_by_keyboard_in_every_view(
    opened: Opened, page_file: Path, language: str, words: tuple[str, ...]
) -> None:
    page = opened(page_file, locale=language)
    glossary = page.locator(".glossary")
    for view in VIEWS:
        page.locator(f"[data-view={view}]").click()
        assert glossary.locator("dl").is_visible() == (view != VIEWS[0])  # it stays open
        page.locator("[data-switch=words]").focus()
        page.keyboard.press("Enter")
        assert glossary.locator("dl").is_visible()
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    terms = " ".join(glossary.locator("dt").all_text_contents())
    assert [word for word in words if word not in terms] == []
    assert all(len(each) > 8 for each in glossary.locator("dd").all_text_contents())
    page.keyboard.press("Enter")
    assert not glossary.locator("dl").is_visible()


def test_steps_are_counted_from_0_everywhere(opened: Opened, page_file: Path) -> None:
    page = opened(page_file)
    assert page.locator(".strip .count").all_text_contents() == [str(t) for t in range(10)]
    assert "counted from 0" in page.locator("main").text_content()
    for view in VIEWS:
        page.locator(f"[data-view={view}]").click()
        at = page.locator(".player input")
        said = page.locator(".step-words").text_content()
        last = at.get_attribute("max")
        assert said == f"Step {at.input_value()} (0 to {last})"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_themes(opened: Opened, page_file: Path, scheme: str) -> None:
    page = opened(page_file, color_scheme=scheme)
    theme = page.locator("#openlstm")
    assert theme.get_attribute("data-theme") == scheme
    shade = page.evaluate("getComputedStyle(document.querySelector('#openlstm')).backgroundColor")
    dark = sum(map(int, re.findall(r"\d+", shade)[:3])) < 384
    assert dark == (scheme == "dark")
    page.locator("[data-switch=theme]").click()  # light
    assert theme.get_attribute("data-theme") == "light"
    page.locator("[data-switch=theme]").click()
    assert theme.get_attribute("data-theme") == "dark"


CONTRASTS = (Path(__file__).parent / "contrasts.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(opened: Opened, page_file: Path, scheme: str) -> None:
    """The contrast of WCAG AA, 4.5, for every text, before and after questions are answered."""
    page = opened(page_file, color_scheme=scheme)
    page.locator("[data-switch=words]").click()
    weak: dict[str, list[Any]] = {}
    for name in visit(page):
        seen = page.evaluate(CONTRASTS)
        for quiz in page.locator(".quiz").all():
            quiz.locator("[data-option]").first.click()
        drawn(page)
        seen |= page.evaluate(CONTRASTS)
        assert len(seen) > 10
        weak |= {f"{name}: {text}": worst for text, worst in seen.items() if worst[0] < 4.5}
    assert weak == {}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_thousands_are_set_apart_in_one_way(opened: Opened, page_file: Path, language: str) -> None:
    page = opened(page_file, f"hold/{language}")
    for name in visit(page):
        text = page.locator("main").inner_text()
        assert not re.findall(r"\d[\u2009\u202f\u00a0\u0020]\d{3}(?![\d.])", text), name
        assert not re.findall(r"(?<![\d.·,])\d{5,}", text), name


def test_everything_that_can_be_pressed_has_a_name(opened: Opened, page_file: Path) -> None:
    page = opened(page_file)
    for name in visit(page):
        nameless = page.evaluate("""() => [...document.querySelectorAll(
            "button, select, input, [role=slider], [role=img]")].filter(e =>
            !(e.getAttribute("aria-label") || e.textContent.trim() || e.closest("label")
              || e.getAttribute("placeholder"))).map(e => e.outerHTML.slice(0, 100))""")
        assert nameless == [], name


def test_no_motion_where_none_is_wanted(opened: Opened, page_file: Path) -> None:
    page = opened(page_file, reduced_motion="reduce")
    assert page.locator(".invite").evaluate("e => getComputedStyle(e).animationName") == "none"
    page = opened(page_file, reduced_motion="no-preference")
    assert page.locator(".invite").evaluate("e => getComputedStyle(e).animationName") != "none"


def test_size_and_speed(opened: Opened, page_file: Path) -> None:
    """Under 1.5 MB without data, drawn in well under two seconds."""
    text = page_file.read_text(encoding="utf-8")
    data = re.search(r'<script type="application/json".*?</script>', text, re.S)
    assert data is not None
    assert len(text) - len(data.group()) < 1_500_000
    page = opened(page_file)
    spent = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert spent < 2000  # ms


def test_as_a_part_of_another_page(opened: Opened, tmp_path: Path) -> None:
    """No style of that page comes in, none of ours gets out, and its theme is taken over."""
    part = explore(ol.LSTM(3, 4), torch.randn(6, 1, 3), tour=False).fragment()
    style = (
        "canvas { width: 4000px } .n { display: none } section { margin: 300px } p { color: red }"
    )
    source = tmp_path / "report.html"
    source.write_text(
        '<!doctype html><meta charset="utf-8"><html data-theme="dark">'
        '<link rel="icon" href="data:,">'
        f"<style>{style}</style><p id=outside>Words</p><button>one</button>{part}",
        encoding="utf-8",
    )
    page = opened(source)
    assert page.locator(".map canvas").first.bounding_box()["width"] < 700
    assert page.locator("[data-key=map-f]").is_visible()
    assert page.locator("#outside").evaluate("e => getComputedStyle(e).color") == "rgb(255, 0, 0)"
    assert page.locator("body > button").evaluate("e => getComputedStyle(e).borderRadius") != "8px"
    assert page.locator(".olx").get_attribute("data-theme") == "dark"
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    page.wait_for_selector(".olx[data-theme=light]")
    assert page.locator("[data-view]").count() == 0
    page.locator("[data-switch=language]").click()
    assert page.evaluate("location.hash") == ""  # the address is that of the page around
    page.locator("[data-switch=language]").click()
    page.locator(".map canvas").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".player input").input_value() == "1"
