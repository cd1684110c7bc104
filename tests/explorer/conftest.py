# SPDX-License-Identifier: Apache-2.0
"""Pages of the explorer opened in a real Chromium, and one model to show."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from explorer.tagger import D, T, Tagger
from openlstm.explorer import explore
from pages import drawn


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
def opened(visited: Callable[..., Any]) -> Callable[..., Any]:
    """Opens a page file at a view or another place in it."""

    def open_page(source: Path, view: str = "", width: int = 1280, **options: Any) -> Any:
        options = {"color_scheme": "light", "locale": "en-US"} | options
        address = source.as_uri() + (f"#{view}" if view else "")
        page = visited(address, width, also=("data:,",), **options)  # the icon
        page.wait_for_selector("main")
        return drawn(page)

    return open_page
