# SPDX-License-Identifier: Apache-2.0
"""Scores of forecasts by the formulas of the field, over all, by step and by series."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Truth", "forecast_scores", "summary"]


@dataclass(frozen=True)
class Truth:
    """What came, for N forecasts of H steps, in the units of the data.

    actual: [N, H], NaN where it is not known.
    names: [N], the series (and target) of each forecast.
    deviation: [N], standard deviation of the target in the training rows of its series.
    naive_error: [N], mean absolute error of the seasonal naive forecast there, for MASE.
    """

    actual: np.ndarray
    names: np.ndarray
    deviation: np.ndarray
    naive_error: np.ndarray


def forecast_scores(
    truth: Truth,
    point: np.ndarray,
    quantiles: np.ndarray | None = None,
    levels: Sequence[float] = (),
) -> dict[str, Any]:
    """Metric → value, then by_step: metric → list, and by_series: name → metric → value.

        mae, rmse    of y − ŷ, in the units of the data
        mae_scaled, mse_scaled    the same of (y − ŷ) / deviation, which compares targets
        smape        mean of 200 |y − ŷ| / (|y| + |ŷ|), 0 to 200 as in the M4 competition
        mase         mean of |y − ŷ| / naive_error
        wql          2 Σ pinball / Σ |y|, mean over the levels
        coverage_80  share of y between the quantiles 0.1 and 0.9; so for each pair of levels

    Args:
        point: [N, H].
        quantiles: [N, H, Q] with their `levels`; wql and coverage need them.

    >>> truth = Truth(np.array([[1.0, 3.0]]), np.array(["a"]), np.ones(1), np.ones(1))
    >>> forecast_scores(truth, np.array([[2.0, 3.0]]))["mae"]
    0.5
    """
    terms = _terms(truth, point, quantiles, levels)
    every = np.ones(len(point), dtype=bool)
    return {
        **_summary(terms, every),
        "by_step": _by_step(terms),
        "by_series": {
            str(name): _summary(terms, truth.names == name) for name in dict.fromkeys(truth.names)
        },
    }


def summary(truth: Truth, point: np.ndarray) -> dict[str, float | None]:
    """Only metric → value, over all forecasts and steps, of the point."""
    return _summary(_terms(truth, point, None, ()), np.ones(len(point), dtype=bool))


Terms = dict[str, tuple[np.ndarray, np.ndarray | float]]
"""Metric → (a term for each forecast and step, what their sum is divided by: 1 for the count)."""


def _terms(
    truth: Truth, point: np.ndarray, quantiles: np.ndarray | None, levels: Sequence[float]
) -> Terms:
    error = truth.actual - point
    size = np.abs(truth.actual) + np.abs(point)
    terms: Terms = {
        "mae": (np.abs(error), 1.0),
        "rmse": (np.square(error), 1.0),
        "mae_scaled": (np.abs(error) / truth.deviation[:, None], 1.0),
        "mse_scaled": (np.square(error / truth.deviation[:, None]), 1.0),
        "smape": (200 * np.abs(error) / np.where(size == 0, 1, size), 1.0),
        "mase": (np.abs(error) / truth.naive_error[:, None], 1.0),
    }
    if quantiles is not None:
        missed = truth.actual[..., None] - quantiles
        at = np.asarray(levels)
        terms["wql"] = (
            2 * np.maximum(at * missed, (at - 1) * missed).mean(-1),
            np.abs(truth.actual),
        )
        terms |= _coverage(truth.actual, quantiles, levels)
    return terms


def _coverage(actual: np.ndarray, quantiles: np.ndarray, levels: Sequence[float]) -> Terms:
    found: Terms = {}
    for k, low in enumerate(levels):
        for j, high in enumerate(levels[k + 1 :], k + 1):
            if abs(low + high - 1) < 1e-9:
                inside = (quantiles[..., k] <= actual) & (actual <= quantiles[..., j])
                kept = np.where(np.isnan(actual), np.nan, inside)
                found[f"coverage_{round(100 * (high - low), 6):g}"] = (kept, 1.0)
    return found


def _summary(terms: Terms, rows: np.ndarray) -> dict[str, float | None]:
    return {name: _value(name, term, rows) for name, term in terms.items()}


def _value(name: str, term: tuple[np.ndarray, np.ndarray | float], rows: Any) -> float | None:
    """None where nothing is known, or nothing can be divided by."""
    values, by = term[0][rows], term[1]
    known = ~np.isnan(values)
    total = float(np.nansum(by[rows])) if isinstance(by, np.ndarray) else float(known.sum())
    if not total:
        return None
    value = float(np.nansum(values)) / total
    return float(np.sqrt(value)) if name == "rmse" else value


def _by_step(terms: Terms) -> dict[str, list[float | None]]:
    steps = next(iter(terms.values()))[0].shape[1]
    return {
        name: [_value(name, term, (slice(None), k)) for k in range(steps)]
        for name, term in terms.items()
    }
