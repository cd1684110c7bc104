# SPDX-License-Identifier: Apache-2.0
"""The LSTM you can see into, faster than the one you can't.

Importing the package binds names only; each part is loaded when its name is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openlstm.engines import engine as engine
    from openlstm.layers import LSTM as LSTM
    from openlstm.layers import which_engine as which_engine

__version__ = "0.1.0"

_HOME = {
    "LSTM": "layers",
    "engine": "engines",
    "which_engine": "layers",
}

__all__ = [*_HOME, "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'openlstm' has no attribute {name!r}")
    value = getattr(import_module(f"openlstm.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
