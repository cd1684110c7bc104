# SPDX-License-Identifier: Apache-2.0
"""The explorer inside a report: the run's own model, drawn when reached, exact, well-behaved."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import openlstm as ol
from explorer.reading import choose, key, near, put, slide
from openlstm.explorer import explore
from openlstm.report import language_report
from openlstm.tasks.language import LanguageModel
from report.example import TEXT, arguments, small_model

Opened = Callable[..., Any]
HOST = "#openlstm-explorer"


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel(hidden_size=10, batch_size=4, window=16, max_steps=5).fit(TEXT)


@pytest.fixture(scope="module")
def source(model: LanguageModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "report.html"
    path.write_text(model.report("notes"), encoding="utf-8")
    return path


def reached(page: Any) -> Any:
    """The page after the reader has come to the explorer."""
    page.locator("nav a[href='#explorer']").click()
    page.wait_for_selector(f"{HOST} main")
    return page.locator(HOST)


def test_a_report_without_the_explorer_has_no_part_for_it() -> None:
    assert 'id="explorer"' not in language_report(**arguments())
    assert '<section id="explorer">' in language_report(**arguments(), explorer="<p>here</p>")


def test_it_adds_the_weights_and_little_more() -> None:
    model, vocabulary = small_model()
    model = type(model)(vocabulary.size, hidden_size=128, num_layers=2)
    weights = sum(p.numel() for p in model.parameters()) * 4 * 4 / 3  # float32 in base64
    part = explore(model, TEXT[:300], vocabulary=vocabulary).fragment()
    assert weights < len(part) < weights + 500_000


def test_the_run_itself_is_in_the_report(model: LanguageModel, source: Path) -> None:
    page = source.read_text(encoding="utf-8")
    assert page.count('id="openlstm-explorer-data"') == 1
    assert model.explore(title="notes").fragment(("explore", "hold", "tour")) in page
    assert not re.search(r"<(link|img|iframe)|src=|@import|url\(|fetch\(|XMLHttp", page)


@pytest.mark.browser
def test_it_is_drawn_when_the_reader_comes_near(opened: Opened) -> None:
    page = opened()
    assert page.locator(f"{HOST} main").count() == 0
    part = reached(page)
    assert part.locator("[data-view]").count() == 3
    for view, seen in (("hold", ".tile"), ("tour", "[data-chapter]"), ("explore", ".player")):
        part.locator(f"[data-view={view}]").click()
        assert part.locator(seen).first.is_visible()


@pytest.mark.browser
def test_a_gate_held_in_the_report_gives_what_the_library_gives(
    opened: Opened, model: LanguageModel
) -> None:
    part = reached(opened())
    slide(part, ".player input", 3)
    choose(part, 0)
    put(part, "gate", "f")
    put(part, "action", "zero")
    part.locator("[data-do=apply]").click()
    ids = model.vocabulary.encode(model.test_text[:300])[:, None]
    held = {"forget_gate": 0.0, "layers": 0, "units": 0, "steps": range(3, len(ids))}
    with torch.no_grad(), ol.record(model.model) as inside, ol.edit(model.model, **held):
        logits, _ = model.model(ids)
    odds = 100 * logits[:, 0].softmax(-1)
    for t in (3, 11):
        slide(part, ".player input", t)
        for name in "ifgoch":
            assert near(key(part, f"map-{name}"), inside.trace[name][0, 0, t, 0, 0].item())
        best = int(odds[t].argmax())
        assert near(key(part, "odds", label=best), odds[t, best].item(), digits=1)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_it_fits_the_report_in_its_colours(opened: Opened, width: int, scheme: str) -> None:
    page = opened(width, scheme)
    part = reached(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert part.locator(".olx").get_attribute("data-theme") == scheme
    page.locator("#theme").click()
    other = "dark" if scheme == "light" else "light"
    page.wait_for_selector(f"{HOST} .olx[data-theme={other}]")


@pytest.mark.browser
def test_it_speaks_the_readers_language(opened: Opened) -> None:
    assert reached(opened(locale="zh-CN")).locator(".olx").get_attribute("lang") == "zh-CN"


@pytest.mark.browser
def test_it_is_drawn_for_print(opened: Opened) -> None:
    page = opened()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(f"{HOST} main").count() == 1
