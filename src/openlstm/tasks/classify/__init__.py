# SPDX-License-Identifier: Apache-2.0
"""Classes of sequences.

`settings` stays free of torch; the estimator is imported when it is asked for.
"""

from typing import TYPE_CHECKING, Any

from openlstm.tasks import class_of

if TYPE_CHECKING:
    from openlstm.tasks.classify.estimator import Classifier as Classifier

__all__ = ["Classifier"]


def __getattr__(name: str) -> Any:
    if name == "Classifier":
        return class_of("classify")
    raise AttributeError(f"module {__name__} has no attribute {name}")
