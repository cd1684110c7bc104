# SPDX-License-Identifier: Apache-2.0
"""Forecasts that cost nothing: the newest value, the value a season ago, the trend so far."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from openlstm.data.windows import Windows

__all__ = ["drift", "guess_season", "persistence", "seasonal_naive"]

SHORTEST = 2  # steps: a season of one step is persistence
NEARLY = 1.02  # two seasons are as good a guess as one, but for chance: the shortest counts
PEAKS = 3  # of the autocorrelation, tried as seasons beside those of the calendar


def persistence(windows: Windows, rows: Tensor) -> Tensor:
    """[B, H]: the newest value, again and again."""
    return _newest(windows, rows).expand(-1, windows.horizon)


def drift(windows: Windows, rows: Tensor) -> Tensor:
    """[B, H]: the straight line through the first and the newest value of the series."""
    series, origins, target = rows.T
    newest = _newest(windows, rows)
    first = windows.values[windows.starts[series], target][:, None]
    slope = (newest - first) / (origins[:, None] - 1).clamp(min=1)
    return newest + slope * torch.arange(1, windows.horizon + 1)


def seasonal_naive(windows: Windows, rows: Tensor, season: int) -> Tensor:
    """[B, H]: the value of a season ago; the first of the series where it does not go so far back.

    Args:
        season: steps, at least 1.
    """
    series, origins, target = rows.T
    steps = torch.arange(windows.horizon)
    back = season * (steps // season + 1)
    row = (origins[:, None] + steps - back).clamp(min=0)
    return windows.values[windows.starts[series][:, None] + row, target[:, None]]


def _newest(windows: Windows, rows: Tensor) -> Tensor:
    series, origins, target = rows.T
    return windows.values[windows.starts[series] + origins - 1, target][:, None]


def guess_season(parts: Sequence[np.ndarray], usual: Sequence[float], horizon: int) -> int:
    """The season whose naive forecast misses least on the training part; 1 if none can be seen.

    Tried are the cycles of the calendar and the highest peaks of the autocorrelation.

    Args:
        parts: training rows of each series, [T, M], without holes.
        usual: cycles in steps, such as 24 and 168 for hours.
        horizon: steps of a forecast.

    >>> wave = np.sin(2 * np.pi * np.arange(100) / 12)[:, None]
    >>> guess_season([wave], [], horizon=6)
    12
    """
    longest = max(parts, key=len)
    tried = {round(steps) for steps in usual} | set(_peaks(longest))
    tried = {steps for steps in tried if SHORTEST <= steps <= len(longest) // 2}
    errors = {steps: _error(parts, steps, horizon) for steps in sorted(tried)}
    most = NEARLY * min(errors.values(), default=0.0) + 1e-9
    return next((steps for steps, error in errors.items() if error <= most), 1)


def _error(parts: Sequence[np.ndarray], season: int, horizon: int) -> float:
    """Mean error over all steps of the horizon; later steps go several seasons back."""
    lags = season * (np.arange(horizon) // season + 1)
    differences = [
        np.abs(part[lag:] - part[:-lag]).mean() for part in parts for lag in lags if len(part) > lag
    ]
    return float(np.mean(differences)) if differences else np.inf


def _peaks(part: np.ndarray) -> list[int]:
    """The lags of the highest local maxima of the autocorrelation around a straight line."""
    times = np.arange(len(part)) - (len(part) - 1) / 2
    slope = times @ part / max(float(times @ times), 1e-9)
    rest = part - part.mean(0) - times[:, None] * slope
    size = 2 ** int(np.ceil(np.log2(2 * len(rest) + 1)))
    power = np.abs(np.fft.rfft(rest, size, axis=0)) ** 2
    found = np.fft.irfft(power, axis=0)[: len(rest) // 2].mean(1)
    inner = found[1:-1]
    places = 1 + np.flatnonzero((inner > found[:-2]) & (inner >= found[2:]) & (inner > 0))
    return [int(k) for k in places[np.argsort(-found[places])][:PEAKS]]
