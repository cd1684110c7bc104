# SPDX-License-Identifier: Apache-2.0
"""Forecasts of time series.

`settings` stays free of torch; the estimator is imported when it is asked for.
"""

from typing import TYPE_CHECKING, Any

from openlstm.tasks import class_of

if TYPE_CHECKING:
    from openlstm.tasks.forecast.estimator import Forecaster as Forecaster

__all__ = ["Forecaster"]


def __getattr__(name: str) -> Any:
    if name == "Forecaster":
        return class_of("forecast")
    raise AttributeError(f"module {__name__} has no attribute {name}")
