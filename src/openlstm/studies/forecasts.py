# SPDX-License-Identifier: Apache-2.0
"""Forecasters as the subject of a search or a comparison."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from torch import Tensor, nn

from openlstm.metrics.forecast import summary
from openlstm.metrics.ridge import fit_ridge
from openlstm.models import one_thread
from openlstm.report.forecast import model_label
from openlstm.studies.subject import Attempt
from openlstm.tasks.forecast.network import ask, line_of, train_network
from openlstm.tasks.forecast.prepare import prepare, read_data, scales_of
from openlstm.tasks.forecast.scoring import Rivals, Scales
from openlstm.tasks.forecast.settings import ForecastSettings
from openlstm.training.loop import Watch
from openlstm.training.settings import checked

__all__ = ["Forecasts", "subject"]


class Forecasts:
    """One table; context and line are chosen once, as `Forecaster.fit` does."""

    task = "forecast"
    loss_name = "scaled loss"
    metric = "MASE"
    lower_is_better = True

    def __init__(self, data: Any, settings: ForecastSettings) -> None:
        self.settings = settings
        self.prepared = prepare(read_data(data, settings), settings)
        self.line = line_of(self.prepared)
        past, known, static, targets = self.prepared.windows.sizes
        known -= self.prepared.encoder.line_only
        several = targets if targets > 1 else 0
        self.inputs = (3 if settings.stateful else 2) + past + known + static + several
        self.one_way = self._one_way()
        self.scales = self._scales()
        if self.scales.naive_error.isnan().all():  # the seasonal naive forecast makes none
            self.metric = "MAE"
        windows = self.prepared.windows
        parts = [windows.values, windows.observed, windows.past, windows.known, windows.static]
        told = b"".join(part.numpy().tobytes() for part in parts)
        self.fingerprint = hashlib.sha256(told).hexdigest()

    def _one_way(self) -> str:
        if self.settings.stateful:
            return "a state cannot be carried backward"
        if not self.prepared.encoder.roles.future:
            return "nothing of the future is known: no future_covariates were named"
        return ""

    @one_thread()
    def train(
        self,
        changes: Mapping[str, Any],
        watch: Watch,
        recurrent: Callable[..., nn.RNNBase] | None = None,
        alone: bool = False,
    ) -> Attempt:
        """See `Subject.train`; the network learns what the line misses, or all if it is alone."""
        settings = checked(ForecastSettings, {**self.settings.model_dump(), **changes})
        model, training = train_network(
            self.prepared,
            settings,
            None if alone else self.line,
            settings.seed,
            watch,
            None,
            recurrent,
        )
        if alone:
            model.trust.fill_(1.0)  # the network as it is, and not what validation leaves of it
        loss = min(row["validation_scaled_loss"] for row in training.history)
        last = training.last
        return Attempt(model, loss, last.step, last.seconds, training.interrupted)

    @one_thread()
    def score(self, model: nn.Module) -> float:
        """`metric` of the point forecasts from every moment of the test part."""
        rows = self.prepared.test
        return self._error(ask([model], self.prepared.windows, rows).point)

    @one_thread()
    def baselines(self) -> dict[str, float]:
        """`metric` of persistence, seasonal naive, drift, ridge regression and the line."""
        windows, rows = self.prepared.windows, self.prepared.test
        ridge = fit_ridge(windows, self.prepared.train, self.prepared.validation)
        rivals = Rivals(self.prepared.season, ridge, self.line)
        points = rivals.forecasts(windows, rows)
        return {model_label(name): self._error(point) for name, point in points.items()}

    def _scales(self) -> Scales:
        prepared = self.prepared
        names = [series.name for series in prepared.data.series]
        own = [scales_of(prepared.encoder, series) for series in prepared.data.series]
        return Scales.of(prepared.windows, names, own, prepared.split.train, prepared.season)

    def _error(self, point: Tensor) -> float:
        rows = self.prepared.test
        truth = self.scales.truth(self.prepared.windows, rows)
        return summary(truth, self.scales.units(point, rows))[self.metric.lower()] or 0.0


def subject(data: Any, told: Mapping[str, Any]) -> Forecasts:
    """Of whatever `Forecaster.fit` reads."""
    return Forecasts(data, checked(ForecastSettings, told))
