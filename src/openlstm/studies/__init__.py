# SPDX-License-Identifier: Apache-2.0
"""Studies that train many models.

`compare`: RNN, LSTM, bidirectional LSTM and GRU side by side; `compare_on`: the same on somebody's
own data. `tune`: the best settings for a task there.

Loaded when first used, so that `openlstm --help` need not wait for torch.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openlstm.studies.compare_all import compare as compare
    from openlstm.studies.comparison import Comparison as Comparison
    from openlstm.studies.comparison import Score as Score
    from openlstm.studies.contest import Contest as Contest
    from openlstm.studies.contest import compare_on as compare_on
    from openlstm.studies.costs import Cost as Cost
    from openlstm.studies.gradients import Decay as Decay
    from openlstm.studies.gradients import Reach as Reach
    from openlstm.studies.tuning import Tuning as Tuning
    from openlstm.studies.tuning import tune as tune

_HOME = {
    "compare": "compare_all",
    "Comparison": "comparison",
    "Score": "comparison",
    "Contest": "contest",
    "Cost": "costs",
    "Decay": "gradients",
    "Reach": "gradients",
    "Tuning": "tuning",
    "compare_on": "contest",
    "tune": "tuning",
}

__all__ = [
    "Comparison",
    "Contest",
    "Cost",
    "Decay",
    "Reach",
    "Score",
    "Tuning",
    "compare",
    "compare_on",
    "tune",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'openlstm.studies' has no attribute {name!r}")
    return getattr(import_module(f"openlstm.studies.{_HOME[name]}"), name)
