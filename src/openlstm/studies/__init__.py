# SPDX-License-Identifier: Apache-2.0
"""Studies that train many models. `compare`: RNN, LSTM, bidirectional LSTM and GRU side by side.

Loaded when first used, so that `openlstm --help` need not wait for torch.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openlstm.studies.compare_all import compare as compare
    from openlstm.studies.comparison import Comparison as Comparison
    from openlstm.studies.comparison import Score as Score
    from openlstm.studies.costs import Cost as Cost
    from openlstm.studies.gradients import Decay as Decay
    from openlstm.studies.gradients import Reach as Reach

_HOME = {
    "compare": "compare_all",
    "Comparison": "comparison",
    "Score": "comparison",
    "Cost": "costs",
    "Decay": "gradients",
    "Reach": "gradients",
}

__all__ = ["Comparison", "Cost", "Decay", "Reach", "Score", "compare"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'openlstm.studies' has no attribute {name!r}")
    return getattr(import_module(f"openlstm.studies.{_HOME[name]}"), name)
