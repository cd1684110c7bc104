# SPDX-License-Identifier: Apache-2.0
"""Character language models.

`settings` stays free of torch; the estimator is imported when it is asked for.
"""

from typing import TYPE_CHECKING, Any

from openlstm.tasks import class_of

if TYPE_CHECKING:
    from openlstm.tasks.language.estimator import LanguageModel as LanguageModel

__all__ = ["LanguageModel"]


def __getattr__(name: str) -> Any:
    if name == "LanguageModel":
        return class_of("language")
    raise AttributeError(f"module {__name__} has no attribute {name}")
