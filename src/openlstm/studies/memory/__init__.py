# SPDX-License-Identifier: Apache-2.0
"""The long-memory scoreboard: which models learn which tasks, after how many sequences.

Loaded when first used, so that `openlstm --help` need not wait for torch.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openlstm.studies.memory.run_all import memory_scoreboard as memory_scoreboard
    from openlstm.studies.memory.scoreboard import Row as Row
    from openlstm.studies.memory.training import Trained as Trained

_HOME = {"memory_scoreboard": "run_all", "Row": "scoreboard", "Trained": "training"}

__all__ = ["Row", "Trained", "memory_scoreboard"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'openlstm.studies.memory' has no attribute {name!r}")
    return getattr(import_module(f"openlstm.studies.memory.{_HOME[name]}"), name)
