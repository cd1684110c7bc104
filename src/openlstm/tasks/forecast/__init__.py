# SPDX-License-Identifier: Apache-2.0
"""Forecasts of time series.

`settings` stays free of torch; the estimator is imported when it is asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openlstm.tasks.forecast.estimator import Forecaster as Forecaster

__all__ = ["Forecaster"]


def __getattr__(name: str) -> Any:
    if name == "Forecaster":
        # first, because it warns of another OpenMP runtime: scikit-learn, which comes with the
        # estimator, brings one, and does not run on it here
        import openlstm.engines  # noqa: F401
        from openlstm.tasks.forecast.estimator import Forecaster

        return Forecaster
    raise AttributeError(f"module {__name__} has no attribute {name}")
