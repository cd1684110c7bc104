# SPDX-License-Identifier: Apache-2.0
"""A real Chromium, for pages that load nothing and complain of nothing, and one model to show."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from explorer.tagger import D, T, Tagger
from openlstm.explorer import explore


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    torch.manual_seed(3)
    model = Tagger().eval()
    for parameter in model.lstm.parameters():
        parameter.data *= 3  # gates that move
    return model


@pytest.fixture(scope="module")
def x() -> Tensor:
    return torch.randn(T, 2, D, generator=torch.Generator().manual_seed(1))


@pytest.fixture(scope="module")
def tagger_file(tagger: Tagger, x: Tensor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = explore(
        tagger,
        x,
        tokens=list("abc de fg"),
        labels=["N", "V", "P", "O"],
        predicts="softmax",
        tour=False,
    )
    return page.save(tmp_path_factory.mktemp("tagger") / "page.html")


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
