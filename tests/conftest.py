# SPDX-License-Identifier: Apache-2.0
"""What every test stands on: one thread, one seed, and memory that is NaN until it is written."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch

from openlstm.engines import pool
from pages import LATE, drawn

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # asked for by deterministic algorithms


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> None:
    torch.set_num_threads(1)  # xdist brings the other cores to work


@pytest.fixture(autouse=True, scope="session")
def _empty_tensors_are_nan() -> None:
    """A kernel that reads what nobody wrote then shows it; only this mode fills `empty`."""
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = True
    pool.fill(True)


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(0)


@pytest.fixture
def fresh_dynamo() -> None:
    """Forgets every graph: no test's number of compilations depends on another test."""
    torch.compiler.reset()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real Chromium; one for all, because Playwright runs only once in a process."""
    playwright = pytest.importorskip("playwright.sync_api", reason="install openlstm[test]")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"none of {', '.join(NAMES)} is on the PATH; install one to run this test")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visited(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens an address; at the end nothing may have gone wrong, or been asked for but `also`."""
    contexts, wrong = [], []

    def visit(address: str, width: int = 1200, also: tuple[str, ...] = (), **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        context.add_init_script(LATE)
        contexts.append(context)
        page, own = context.new_page(), (address.split("#")[0], *also)
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: r.url.split("#")[0] in own or wrong.append(r.url))
        page.goto(address)
        return drawn(page)

    yield visit
    for context in contexts:
        context.close()
    assert wrong == []
