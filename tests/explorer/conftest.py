# SPDX-License-Identifier: Apache-2.0
"""A real Chromium for the explorer's pages, which must load nothing and complain of nothing."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="install openlstm[test]")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"none of {', '.join(NAMES)} is on the PATH; install one to run this test")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page file; at the end nothing may have gone wrong, or been asked of the network."""
    contexts, wrong = [], []

    def open_page(source: Path, view: str = "", width: int = 1280, **options: Any) -> Any:
        options = {"color_scheme": "light", "locale": "en-US"} | options
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        page = context.new_page()
        address = source.as_uri() + (f"#{view}" if view else "")
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda r: (
                wrong.append(r.url)
                if r.url.split("#")[0] not in (source.as_uri(), "data:,")
                else None
            ),
        )
        page.goto(address)
        page.wait_for_selector("main")
        contexts.append(context)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
