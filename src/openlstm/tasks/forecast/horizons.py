# SPDX-License-Identifier: Apache-2.0
"""Forecasting as the loop sees it: batches of windows, and what missing the future costs."""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from openlstm.data.windows import Window, Windows
from openlstm.models.forecaster import ForecastModel, pinball
from openlstm.tasks.forecast.carrying import handed_over
from openlstm.training.task import Outcome

__all__ = ["Horizons"]

VALIDATED = 3000  # windows at most that are scored during the training


class Horizons:
    """The absolute error of the point plus the pinball loss of the quantiles, in scaled units."""

    items = "windows"
    cost = "scaled_loss"

    def __init__(
        self,
        model: ForecastModel,
        windows: Windows,
        train: Tensor,
        validation: Tensor,
        levels: Sequence[float],
        batch_size: int,
        seed: int,
    ) -> None:
        self.model, self.windows, self.train = model, windows, train
        self.validation = validation[:: -(-len(validation) // VALIDATED)]
        self.levels = torch.tensor(levels)
        self.batch_size, self.seed = batch_size, seed

    def batches(self, epoch: int) -> "_Pass":
        """All training windows in an order of their own for each pass."""
        generator = torch.Generator().manual_seed(1_000_003 * (self.seed + 1) + epoch)
        order = torch.randperm(len(self.train), generator=generator)
        return _Pass(self.windows, self.train[order].split(self.batch_size))

    def outcome(self, batch: Window, state: None) -> Outcome:  # noqa: ARG002
        """The loss of a batch; nothing is carried from one to the next."""
        weight = float(batch.seen.sum().clamp(min=1))
        return Outcome(self._loss(batch), None, len(batch.target), weight)

    def share(self, batch: Window, rank: int, count: int) -> Window | None:
        """Every count-th window."""
        part = Window(*(each[rank::count] for each in batch))
        return part if len(part.target) else None

    def _loss(self, window: Window, hidden: Tensor | None = None) -> Tensor:
        device = self.model.spread.device
        window = Window(*(each.to(device) for each in window))
        forecast = self.model(window, hidden)
        missed = (forecast.point - window.future).abs()
        quantiles = pinball(forecast.quantiles, self.levels.to(device), window.future).mean(-1)
        return ((missed + quantiles) * window.seen).sum() / window.seen.sum().clamp(min=1)

    def validate(self) -> float:
        """The mean loss on the validation part."""
        hidden = handed_over(self.model, self.windows, self.validation)
        total = 0.0
        for at in torch.arange(len(self.validation)).split(1024):
            window = self.windows[self.validation[at]]
            total += self._loss(window, None if hidden is None else hidden[at]).item() * len(at)
        return total / len(self.validation)


class _Pass:
    """Windows cut when their batch comes."""

    def __init__(self, windows: Windows, rows: Sequence[Tensor]) -> None:
        self.windows, self.rows = windows, rows

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Window]:
        return (self.windows[rows] for rows in self.rows)
