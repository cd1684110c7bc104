# SPDX-License-Identifier: Apache-2.0
"""The model beside everything that is simpler, on the same windows, and what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from statistics import fmean, stdev
from typing import Any

import numpy as np
import torch
from torch import Tensor

from openlstm.data.encoding import Scale
from openlstm.data.windows import Windows
from openlstm.metrics.forecast import Truth, forecast_scores, summary
from openlstm.metrics.naive import drift, persistence, seasonal_naive
from openlstm.metrics.paired import Paired, paired
from openlstm.metrics.ridge import RidgeForecast
from openlstm.models.forecaster import Forecast
from openlstm.models.linear_path import LinearPath
from openlstm.tasks.forecast.network import ask
from openlstm.tasks.judgement import Judgement

__all__ = ["BASELINES", "Compared", "Rivals", "Scales", "compare", "verdict"]

BASELINES = ("persistence", "seasonal_naive", "drift", "ridge", "linear_path")
"""What the model must beat to be worth its while; `linear_path` is a part of the model itself."""
GRAIN = 1e-6
"""Of scaled values in float32: smaller errors of the naive forecast are none."""
NAMES = {
    "lstm": "LSTM",
    "seasonal_naive": "seasonal naive",
    "ridge": "ridge regression",
    "linear_path": "its own linear path",
    "lstm_without_linear_path": "LSTM without linear path",
}


@dataclass(frozen=True)
class Scales:
    """Means and deviations of every series and target, and their seasonal naive errors.

    names: [series][target], how scores are filed.
    mean, deviation, naive_error: [series, target], in the units of the data.
    """

    names: Sequence[Sequence[str]]
    mean: Tensor
    deviation: Tensor
    naive_error: Tensor

    @classmethod
    def of(
        cls,
        windows: Windows,
        series: Sequence[str],
        scales: Sequence[Mapping[str, Scale]],
        rows: Sequence[int],
        season: int,
    ) -> "Scales":
        """From the first `rows` rows of each series."""
        targets = list(scales[0])
        names = [[_name(one, target, targets) for target in targets] for one in series]
        mean = torch.tensor([[scale.mean for scale in each.values()] for each in scales])
        deviation = torch.tensor([[scale.deviation for scale in each.values()] for each in scales])
        starts = windows.starts.tolist()
        moves = [
            _naive_error(windows.values[start : start + length], season)
            for start, length in zip(starts, rows, strict=True)
        ]
        return cls(names, mean, deviation, torch.stack(moves) * deviation)

    def units(self, values: Tensor, rows: Tensor) -> np.ndarray:
        """Scaled values [N, H] or [N, H, Q] in the units of the data."""
        shape = (-1,) + (1,) * (values.dim() - 1)
        mean, deviation = (each[rows[:, 0], rows[:, 2]] for each in (self.mean, self.deviation))
        return (values.double() * deviation.view(shape) + mean.view(shape)).numpy()

    def truth(self, windows: Windows, rows: Tensor) -> Truth:
        """What came after each window."""
        window = windows[rows]
        actual = np.where(window.seen.numpy() > 0, self.units(window.future, rows), np.nan)
        names = np.array([self.names[s][m] for s, _, m in rows.tolist()])
        at = (rows[:, 0], rows[:, 2])
        return Truth(actual, names, self.deviation[at].numpy(), self.naive_error[at].numpy())


def _name(series: str, target: str, targets: Sequence[str]) -> str:
    if not series:
        return target
    return series if len(targets) == 1 else f"{series}/{target}"


def _naive_error(values: Tensor, season: int) -> Tensor:
    """[M]; of one step where the training part is shorter than a season; NaN where it is none."""
    lag = season if len(values) > season else 1
    moves = (values[lag:] - values[:-lag]).abs().double()
    if not len(moves):
        return torch.ones(values.shape[1]).double()
    error = moves.mean(0)
    return error.where(error > GRAIN, torch.nan)


@dataclass(frozen=True)
class Rivals:
    """What the model is held to."""

    season: int
    ridge: RidgeForecast
    line: LinearPath

    def forecasts(self, windows: Windows, rows: Tensor) -> dict[str, Tensor]:
        """Name → [N, H], scaled, in the order of BASELINES."""
        straight = [self.line(windows[some]) for some in rows.split(1024)]
        return {
            "persistence": persistence(windows, rows),
            "seasonal_naive": seasonal_naive(windows, rows, self.season),
            "drift": drift(windows, rows),
            "ridge": self.ridge(windows, rows),
            "linear_path": torch.cat(straight),
        }


@dataclass(frozen=True)
class Compared:
    """Scores of all models on the same windows, and the errors that they come from."""

    scores: dict[str, Any]
    """Model → metric → value, as metrics.json keeps it."""
    forecast: Forecast
    """The model's own, scaled."""
    errors: dict[str, np.ndarray]
    """Model → [origins], mean absolute scaled error of the forecasts from each moment."""


def compare(
    models: Sequence[Any],
    twin: Any | None,
    rivals: Rivals,
    windows: Windows,
    rows: Tensor,
    scales: Scales,
    offsets: Tensor,
    levels: Sequence[float],
    moments: np.ndarray,
) -> Compared:
    """Every model on `rows`.

    Args:
        twin: the LSTM without linear path, if one was trained.
        moments: [N], the time of each origin; forecasts of one time are one origin.
    """
    truth = scales.truth(windows, rows)
    forecast = ask(models, windows, rows, offsets)
    quantiles = scales.units(forecast.quantiles, rows)
    points = {"lstm": forecast.point, **rivals.forecasts(windows, rows)}
    if twin is not None:
        points["lstm_without_linear_path"] = ask([twin], windows, rows).point
    scores, errors = {}, {}
    for name, point in points.items():
        shown = scales.units(point, rows)
        bands = (quantiles, levels) if name == "lstm" else ()
        scores[name] = forecast_scores(truth, shown, *bands)
        errors[name] = _by_origin(truth, shown, moments)
    if len(models) > 1:
        scores["lstm"]["by_seed"] = [
            summary(truth, scales.units(ask([model], windows, rows).point, rows))
            for model in models
        ]
        scores["lstm"]["across_seeds"] = _spread(scores["lstm"]["by_seed"])
    return Compared(scores, forecast, errors)


def _spread(by_seed: Sequence[Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Metric → mean and standard deviation of the networks alone."""
    found = {name: [scores[name] for scores in by_seed] for name in by_seed[0]}
    return {
        name: {"mean": fmean(values), "deviation": stdev(values)}
        for name, values in found.items()
        if None not in values
    }


def _by_origin(truth: Truth, point: np.ndarray, moments: np.ndarray) -> np.ndarray:
    """[origins], by time."""
    scaled = np.abs(truth.actual - point) / truth.deviation[:, None]
    which = np.unique(moments, return_inverse=True)[1]
    known = ~np.isnan(scaled)
    total = np.bincount(which, np.where(known, scaled, 0).sum(1))
    return total / np.maximum(np.bincount(which, known.sum(1)), 1)


def verdict(errors: Mapping[str, np.ndarray], horizon: int, where: str) -> Judgement:
    """Whether the LSTM beats the best of the baselines, and persistence.

    Args:
        errors: see `Compared`.
        horizon: origins whose forecasts overlap.
        where: beginning of the sentence.
    """
    rivals = {name: errors[name].mean() for name in BASELINES}
    best = min(rivals, key=rivals.__getitem__)
    found = paired(errors["lstm"], errors[best], block=horizon)
    sentence = f"{where} the LSTM is {_said(found)} {_than(found, NAMES.get(best, best))}"
    if best != "persistence":
        other = paired(errors["lstm"], errors["persistence"], block=horizon)
        sentence += f", and {_said(other)} {_than(other, 'persistence')}"
    return Judgement.of(f"{sentence}.", best, found)


def _said(found: Paired) -> str:
    if found.high == inf:
        return "not known to be better"
    return found.word if found.word != "not distinguishable" else "not better"


def _than(found: Paired, name: str) -> str:
    if found.gain == -inf:
        return f"than {name} (which makes no error, {_origins(found)})"
    size = f"than {name} ({_less(found.gain)} mean absolute error"
    if found.high == inf:
        return f"{size}; {_origins(found)}, too few for an interval)"
    return f"{size}, 95 % interval {_between(found.low, found.high)}, {_origins(found)})"


def _origins(found: Paired) -> str:
    return f"{found.origins} rolling origin{'' if found.origins == 1 else 's'}"


def _less(gain: float) -> str:
    """A gain in words: 12.5% less, 3.9% more, 14 times as much"""
    if gain < -9:
        return f"{1 - gain:.3g} times as much"
    return f"{abs(gain):.1%} {'less' if gain >= 0 else 'more'}"


def _between(low: float, high: float) -> str:
    """An interval in words, the smaller number first where both ends are on one side."""
    first, second = (low, high) if high >= 0 else (high, low)
    (one, _, word), other = _less(first).partition(" "), _less(second)
    return f"{one} to {other}" if other.endswith(f" {word}") else f"{one} {word} to {other}"
