# SPDX-License-Identifier: Apache-2.0
"""A real Chromium for reports; each module of tests says with `source` which file it opens."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def opened(chromium: Any, source: Path) -> Iterator[Callable[..., Any]]:
    """Opens the page; at the end nothing may have gone wrong, or been asked of the network."""
    contexts, wrong = [], []

    def open_page(width: int = 1200, scheme: str = "light", **options: Any) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: wrong.append(r.url) if r.url != source.as_uri() else None)
        page.goto(source.as_uri())
        contexts.append(context)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
