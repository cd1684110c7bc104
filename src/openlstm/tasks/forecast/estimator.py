# SPDX-License-Identifier: Apache-2.0
"""Forecasting: the next steps of time series, beside everything that forecasts for less."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from torch import Tensor

from openlstm.data.encoding import Encoder
from openlstm.data.series import SeriesSet, read_series
from openlstm.data.tables import read_table
from openlstm.errors import InputError
from openlstm.explorer import Page
from openlstm.metrics.ridge import fit_ridge
from openlstm.models import one_thread
from openlstm.models.forecaster import ForecastModel
from openlstm.report.forecast import forecast_report
from openlstm.tasks.estimator import Estimator, Reader
from openlstm.tasks.forecast.backtest import Backtest, backtest
from openlstm.tasks.forecast.evaluation import Evaluation, compare_rows, evaluate, scales_in
from openlstm.tasks.forecast.explored import Explored, explored
from openlstm.tasks.forecast.fitting import calibrate, fit_networks
from openlstm.tasks.forecast.following import Following, followed
from openlstm.tasks.forecast.keeping import (
    kept_weights,
    read_metrics,
    read_pipeline,
    restored,
)
from openlstm.tasks.forecast.network import line_of
from openlstm.tasks.forecast.predicting import check_horizon, predict
from openlstm.tasks.forecast.prepare import Prepared, prepare, read_data
from openlstm.tasks.forecast.scoring import Rivals, verdict
from openlstm.tasks.forecast.settings import ForecastSettings
from openlstm.tasks.forecast.tables import csv_text, like, shown_forecasts, strangers
from openlstm.tasks.judgement import Judgement
from openlstm.training.loop import Watch

__all__ = ["Forecaster"]


class Forecaster(Estimator):
    """An LSTM with a straight line beside it, from tables to forecasts.

    Args:
        settings: the fields of `ForecastSettings` by name: horizon, and such as time="date",
            target="load", series="site", future_covariates=["holiday"], seeds=5.

    Raises:
        InputError: a name that is no setting, or a value out of its range.

    >>> import numpy as np
    >>> wave = np.sin(np.arange(200) / 3)
    >>> model = Forecaster(horizon=3, max_steps=5, hidden_size=4).fit(wave)
    >>> model.predict().columns.tolist()
    ['origin', 'time', 'step', 'mean', 'q0.1', 'q0.5', 'q0.9']
    """

    task: ClassVar[str] = "forecast"
    kind: ClassVar[type[ForecastSettings]] = ForecastSettings
    settings: ForecastSettings
    models: list[ForecastModel]
    """The networks, one for each seed, in evaluation mode; their forecasts are averaged."""
    encoder: Encoder
    rivals: Rivals
    offsets: Tensor
    """[targets, horizon, quantiles]: the conformal correction, over the scale of a window."""
    sizes: tuple[int, int, int]
    """How many numbers of past, known and static a window has."""
    notes: tuple[str, ...]
    """What was found in the data, and chosen from it."""
    judgement: Judgement
    """Whether the LSTM beats the best of the others on the test part, and by how much."""
    predictions: pd.DataFrame
    """Forecasts through the test part, one after another, beside what came."""
    explored: Explored
    """Contexts of the test part, as the first network's LSTM reads them."""
    _latest: Following | None = None

    @property
    def model(self) -> ForecastModel:
        """The first network; `openlstm.record(model.model)` shows its gates."""
        return self.models[0]

    def fit(
        self, table: Any, watch: Watch = lambda _: None, checkpoints: Path | None = None
    ) -> "Forecaster":
        """This forecaster, trained on the first part of `table` and scored on the two others.

        Training, validation (which chooses context, weights and intervals) and test follow each
        other in time. Ctrl-C ends the training with the best weights so far.

        Args:
            table: a pandas, polars or arrow frame, a NumPy array, or the path of a CSV or Parquet
                file.
            watch: called with a `Progress` after every step.
            checkpoints: a folder where the training is kept now and then, and taken up if it was
                kept there; see `openlstm.training.loop.train`.

        Raises:
            InputError: the table is not what the settings say, is too short, or the training broke
                down.
        """
        return self.fit_series(read_data(table, self.settings), watch, checkpoints)

    @one_thread()
    def fit_series(
        self, data: SeriesSet, watch: Watch = lambda _: None, checkpoints: Path | None = None
    ) -> "Forecaster":
        """The same from series that are already read."""
        prepared = prepare(data, self.settings)
        self.encoder, self.notes, self._latest = prepared.encoder, prepared.notes, Following(data)
        self.sizes = prepared.windows.sizes[:3]
        line = line_of(prepared)
        ridge = fit_ridge(prepared.windows, prepared.train, prepared.validation)
        self.rivals = Rivals(prepared.season, ridge, line)
        fitted = fit_networks(prepared, self.settings, line, watch, checkpoints)
        self.models, self.history = fitted.models, fitted.history
        self.interrupted = fitted.interrupted
        self.offsets = calibrate(self.models, prepared, self.settings)
        self.explored = explored(self.model, prepared)
        self._score(prepared, fitted.twin)
        return self

    def _score(self, prepared: Prepared, twin: ForecastModel | None) -> None:
        data, windows = prepared.data, prepared.windows
        scales = scales_in(self, data, windows, prepared.split.train)
        found = {
            name: compare_rows(self, data, windows, rows, scales, twin)
            for name, rows in (("validation", prepared.validation), ("test", prepared.test))
        }
        self.metrics = {name: each.scores for name, each in found.items()}
        self.judgement = verdict(found["test"].errors, self.settings.horizon, "On the test part")
        self.predictions = shown_forecasts(
            prepared, found["test"].forecast, scales, self.settings.levels
        )

    @one_thread()
    def evaluate(self, table: Any) -> Evaluation:
        """What forecasts from every moment of `table` miss, beside simpler ones.

        Raises:
            InputError: the table has other columns or another step, or no forecast fits in.
        """
        return evaluate(self, self._read(table))

    @one_thread()
    def predict(self, table: Any = None, horizon: int | None = None) -> Any:
        """The forecast of the steps after the last target of every series.

        Rows of the table after the last target hold what is known of the future: needed for future
        covariates, and only for them. The target's own future is never read.

        Args:
            table: the newest history, in any form that `fit` takes; if not given, that of `fit`
                and of every `update` since.
            horizon: steps, at most those that were trained, which is the default.

        Returns:
            A frame of the kind of `table` (pandas for files and arrays): the series if the model
            has several, origin, time, step, target if several, mean, q0.1 …

        Raises:
            InputError: the model was loaded and there is no table, the horizon is longer than
                trained, or the future of a future covariate is missing.
            sklearn.exceptions.NotFittedError: there was no training.
        """
        self.require_fitted()
        steps = check_horizon(self.settings.horizon, horizon)
        if table is not None:
            return like(table, predict(self, self._read(table), steps))
        if self._latest is None:
            raise InputError(
                "table is missing: a loaded model keeps no data; give it the newest rows."
            )
        return predict(self, self._latest.data, steps, self._latest.states)

    @one_thread()
    def update(self, rows: Any) -> "Forecaster":
        """This forecaster, having read new observations; `predict()` goes on from them.

        The weights stay as they are. The forecast afterwards equals that of `predict` with the
        whole history in one table: to the last bit where the LSTM reads windows, which are told
        from their newest value and so are read anew; to rounding with `stateful=True`, where each
        row is read once and the state carried on. Only as many rows are kept as a forecast reads.

        Args:
            rows: in any form that `fit` takes, with the columns of the training: for each series
                rows that follow its newest observation. A row with the target left empty is a
                reading that is missing if a later one comes, and until then tells what is known of
                the future. The rows of an array follow by themselves. A loaded model begins with
                the first rows it is given.

        Raises:
            InputError: rows are not newer than what was read, leave a gap, or are of a series that
                the training did not have. Nothing has been taken up then.

        >>> wave = np.sin(np.arange(200) / 3)
        >>> model = Forecaster(horizon=3, max_steps=5, hidden_size=4).fit(wave[:190])
        >>> one = model.update(wave[190:195]).update(wave[195:]).predict()
        >>> bool((one["mean"] == model.predict(wave)["mean"]).all())
        True
        """
        numbered = isinstance(rows, np.ndarray) and not rows.dtype.names
        self._latest = followed(self, self._latest, self._read(rows, unseen=True), numbered)
        return self

    def strangers(self, table: Any) -> tuple[str, ...]:
        """Notes on series and categories of `table` that the training part did not have."""
        return strangers(self._read(table), self.encoder)

    def _read(self, table: Any, unseen: bool = False) -> SeriesSet:
        """Other data, by the columns and the step of the training."""
        self.require_fitted()
        how = self.encoder.roles, self.settings.frequency, self.encoder.grid
        return read_series(read_table(table), *how, unseen)

    @one_thread()
    def backtest(
        self, table: Any, windows: int = 5, stride: int | None = None, refit_every: int = 0
    ) -> Backtest:
        """Forecasts from `windows` moments up to the end of `table`, beside simpler ones.

        Args:
            windows: how many moments, at least 2.
            stride: steps from one to the next; the horizon if not given.
            refit_every: train a new model, on what lies before, at every so many of them, from the
                first; 0 asks this model throughout.

        Raises:
            InputError: there are too few rows.
        """
        return backtest(self, self._read(table), windows, stride, refit_every)

    def verdict(self) -> str:
        """One sentence on whether the LSTM beats the best of the baselines, on the test part."""
        self.require_fitted()
        return self.judgement.sentence

    def report(self, title: str = "A forecast") -> str:
        """The page report.html: verdict, scores, errors by step, forecasts, the explorer."""
        self.require_fitted()
        roles = self.encoder.roles
        columns = {"time": roles.time, "series": roles.series}
        return forecast_report(
            self.metrics,
            self.verdict(),
            self.history,
            self.predictions,
            columns,
            self.notes,
            title,
            self.explore(title).fragment(("explore", "hold", "tour")),
        )

    def explore(self, title: str = "A forecast") -> Page:
        """The page on which one steps through the LSTM as it reads, and moves its gates.

        It shows the first network's LSTM with some contexts of the test part; what the head and the
        straight line make of the last state is not on it.
        """
        self.require_fitted()
        return self.explored.page(self.model, title)

    def weights(self) -> dict[str, Tensor]:
        """Of all networks, the line and the ridge regression."""
        kept = kept_weights(self.models, self.rivals, self.offsets)
        return {**kept, "explored": self.explored.inputs}

    def pipeline(self) -> dict[str, Any]:
        """The encoder, and what was chosen from the data."""
        return {
            "encoder": self.encoder.to_json(),
            "sizes": self.sizes,
            "season": self.rivals.season,
            "notes": self.notes,
            "explored": self.explored.names,
        }

    def files(self) -> dict[str, str]:
        """The forecasts of the test part, the verdict, and what was said about the training."""
        return {
            "predictions.csv": csv_text(self.predictions),
            "verdict.json": self.judgement.to_json(),
            "train.log": "".join(f"{line}\n" for line in (*self.notes, self.verdict())),
        }

    @classmethod
    def readers(cls) -> dict[str, Reader]:
        """How they are read."""
        return {
            "pipeline.json": read_pipeline,
            "metrics.json": read_metrics,
            "predictions.csv": pd.read_csv,
            "verdict.json": Judgement.read,
        }

    def restore(self, found: Mapping[str, Any]) -> None:
        """Take up what was read."""
        kept, weights = found["pipeline.json"], found["model.safetensors"]
        self.encoder, self.notes, self.sizes = kept.encoder, kept.notes, kept.sizes
        self.models, self.rivals, self.offsets = restored(self.settings, kept, weights)
        self.explored = Explored(kept.explored, weights["explored"])
        self.predictions, self.judgement = found["predictions.csv"], found["verdict.json"]
