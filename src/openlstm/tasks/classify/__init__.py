# SPDX-License-Identifier: Apache-2.0
"""Classes of sequences.

`settings` stays free of torch; the estimator is imported when it is asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openlstm.tasks.classify.estimator import Classifier as Classifier

__all__ = ["Classifier"]


def __getattr__(name: str) -> Any:
    if name == "Classifier":
        # first, because it warns of another OpenMP runtime: scikit-learn, which comes with the
        # estimator, brings one, and does not run on it here
        import openlstm.engines  # noqa: F401
        from openlstm.tasks.classify.estimator import Classifier

        return Classifier
    raise AttributeError(f"module {__name__} has no attribute {name}")
