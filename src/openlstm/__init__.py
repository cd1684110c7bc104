# SPDX-License-Identifier: Apache-2.0
"""The LSTM you can see into, faster than the one you can't.

Importing the package binds names only; each part is loaded when its name is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openlstm.engines import Choice as Choice
    from openlstm.engines import engine as engine
    from openlstm.errors import EngineError as EngineError
    from openlstm.errors import InputError as InputError
    from openlstm.explorer import explore as explore
    from openlstm.inspect import edit as edit
    from openlstm.inspect import record as record
    from openlstm.inspect import replace_lstms as replace_lstms
    from openlstm.inspect import restore_lstms as restore_lstms
    from openlstm.layers import LSTM as LSTM
    from openlstm.layers import LSTMCell as LSTMCell
    from openlstm.layers import which_engine as which_engine
    from openlstm.suggest import suggest_init as suggest_init
    from openlstm.tasks import Classifier as Classifier
    from openlstm.tasks import Forecaster as Forecaster
    from openlstm.tasks import LanguageModel as LanguageModel
    from openlstm.tasks import load as load
    from openlstm.trace import Trace as Trace
    from openlstm.training.truncated import TruncatedBackpropagation as TruncatedBackpropagation

__version__ = "0.1.0"

_HOME = {
    "LSTM": "layers",
    "LSTMCell": "layers",
    "which_engine": "layers",
    "suggest_init": "suggest",
    "engine": "engines",
    "Choice": "engines",
    "record": "inspect",
    "edit": "inspect",
    "Trace": "trace",
    "replace_lstms": "inspect",
    "restore_lstms": "inspect",
    "explore": "explorer",
    "LanguageModel": "tasks",
    "Forecaster": "tasks",
    "Classifier": "tasks",
    "load": "tasks",
    "TruncatedBackpropagation": "training.truncated",
    "InputError": "errors",
    "EngineError": "errors",
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
