# SPDX-License-Identifier: Apache-2.0
"""A real Chromium for reports; each module of tests says with `source` which file it opens."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def opened(visited: Callable[..., Any], source: Path) -> Callable[..., Any]:
    def open_page(width: int = 1200, scheme: str = "light", **options: Any) -> Any:
        return visited(source.as_uri(), width, color_scheme=scheme, **options)

    return open_page
