# SPDX-License-Identifier: Apache-2.0
"""Character language models.

`settings` stays free of torch; the estimator is imported when it is asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openlstm.tasks.language.estimator import LanguageModel as LanguageModel

__all__ = ["LanguageModel"]


def __getattr__(name: str) -> Any:
    if name == "LanguageModel":
        from openlstm.tasks.language.estimator import LanguageModel

        return LanguageModel
    raise AttributeError(f"module {__name__} has no attribute {name}")
