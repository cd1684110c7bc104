# SPDX-License-Identifier: Apache-2.0
"""The page on which one steps through a cell, moves its gates and sees what becomes of it.

`page` knows no torch, so that the built-in page opens at once; the rest is imported when it is
asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from openlstm.explorer.page import Page, embedded_page

if TYPE_CHECKING:
    from openlstm.explorer.build import explore as explore
    from openlstm.explorer.kept import explore_trace as explore_trace

__all__ = ["Page", "embedded_page", "explore", "explore_trace"]

_HOME = {"explore": "build", "explore_trace": "kept"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
