# SPDX-License-Identifier: Apache-2.0
"""The commands of forecasts: train forecast, demo forecast, predict, and their part of evaluate."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from openlstm.cli import display
from openlstm.cli.settings import RUN, RunSettings
from openlstm.cli.training import fingerprint, train
from openlstm.errors import InputError, expected
from openlstm.files import writable, write_atomic
from openlstm.tasks import load
from openlstm.tasks.forecast.settings import ForecastSettings, Names
from openlstm.training.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

    from openlstm.tasks import Forecaster

__all__ = ["COLUMNS", "DemoForecast", "Predict", "TrainForecast", "demo_forecast", "evaluate",
           "predict", "print_or_write", "train_forecast"]  # fmt: skip

COLUMNS = {"mae": "MAE", "rmse": "RMSE", "smape": "sMAPE", "mase": "MASE"}


class TrainForecast(ForecastSettings, RunSettings):
    """openlstm train forecast"""

    panel: ClassVar[str | None] = None

    data: Path = Field(
        description="Table in a CSV or Parquet file, one row for each time and series",
        json_schema_extra={"argument": "DATA"},
    )


class DemoForecast(ForecastSettings):
    """openlstm demo forecast"""

    panel: ClassVar[str | None] = None
    default_limit: ClassVar[tuple[str, float]] = ("max_steps", 300)

    time: str | None = Field("date", description="Column of dates")
    target: Names = Field(["temp_max"], description="Columns to forecast")
    max_steps: int | None = Field(
        None, ge=1, description="Updates of the weights at most; 300 if no limit is given"
    )
    horizon: int = Field(7, ge=1, description="Days to forecast")
    out: Path = Field(
        Path("runs/demo-forecast"), description="Folder of the run; an older demo there is replaced"
    )


class Predict(Settings):
    """openlstm predict"""

    run: Path = Field(
        description="Folder of a trained forecaster or classifier", json_schema_extra=RUN
    )
    data: Path = Field(
        description="Table with the newest history; rows after it may hold known covariates. For a "
        "classifier: sequences as in training, labels or not",
        json_schema_extra={"argument": "DATA"},
    )
    horizon: int | None = Field(
        None, ge=1, description="Steps to forecast; as many as were trained if not given"
    )
    out: Path | None = Field(
        None, description="CSV file for the result; it is printed if not given"
    )


def train_forecast(settings: TrainForecast) -> None:
    """Train a forecaster on a table and score it beside everything that is simpler.

    The first 70 % of the times are for training, the next 15 % choose context, weights and
    intervals, the last 15 % are the test. Columns unique_id, ds, y and item_id, timestamp, target
    are recognised. Ctrl-C ends the training early and keeps the best model so far.
    """
    out = settings.out or Path("runs") / settings.data.stem
    _train(
        settings,
        settings.data,
        out,
        "train forecast",
        "any" if settings.overwrite else "",
        settings.overwrite,
        settings.resume,
    )


def demo_forecast(settings: DemoForecast) -> None:
    """Forecast the highest temperature of the next seven days in Seattle, in under a minute."""
    import vega_datasets

    file = Path(vega_datasets.__file__).parent / "_data" / "seattle-weather.csv"
    _train(settings, file, settings.out, "demo forecast", "demo forecast", overwrite=True)


def _train(
    settings: ForecastSettings,
    file: Path,
    out: Path,
    command: str,
    replaces: str,
    overwrite: bool,
    resume: bool = False,
) -> None:
    from openlstm.tasks import Forecaster

    model = Forecaster(**settings.model_dump(include=set(ForecastSettings.model_fields)))
    train(
        model,
        file,
        settings,
        out,
        command,
        replaces,
        known_as=fingerprint(file),
        items="windows",
        resume=resume,
        overwrite=overwrite,
    )
    _show(model, out)


def _show(model: "Forecaster", out: Path) -> None:
    from openlstm.report.forecast import seeds_sentence

    for line in model.notes:
        display.sentence(f"- {line}")
    _scores(model.metrics["test"], "Test part, never seen in training")
    _coverage(model.metrics["test"]["lstm"])
    if seeds := seeds_sentence(model.metrics["test"]["lstm"]):
        display.sentence(seeds)
    display.sentence(model.verdict())
    display.sentence(f"The run is in {out}; its pictures are in {out / 'report.html'}.")


def _scores(models: dict[str, Any], title: str) -> None:
    from openlstm.report.forecast import figure, model_label

    rows = {
        name: (model_label(name), *(figure(metrics[key]) for key in COLUMNS))
        for name, metrics in models.items()
    }
    display.table(title, ("model", *COLUMNS.values()), rows, bold="lstm")


def _coverage(lstm: dict[str, Any]) -> None:
    found = [
        f"{value:.1%} of the values fell into the {name.removeprefix('coverage_')} % interval"
        for name, value in lstm.items()
        if name.startswith("coverage_")
    ]
    if found:
        display.sentence(f"{'; '.join(found)}.")


def evaluate(model: "Forecaster", files: list[Path]) -> None:
    """Print what forecasts from every moment of the table miss, beside simpler ones."""
    if len(files) > 1:
        raise InputError(expected("the table", "one file", len(files), "join them into one"))
    evaluation = model.evaluate(files[0])
    for line in evaluation.notes:
        display.note(line)
    _scores(evaluation.scores, str(files[0]))
    _coverage(evaluation.scores["lstm"])
    display.sentence(evaluation.verdict)


def predict(settings: Predict) -> None:
    """Forecast the steps after the last target of every series in a table.

    Rows after the last target hold what is known of the future, for future covariates. A series
    that the model was not trained on is scaled by its own history.
    """
    model = load(settings.run, "forecast")
    frame = model.predict(settings.data, settings.horizon)
    for line in model.strangers(settings.data):
        display.note(line)
    print_or_write(frame, settings.out)


def print_or_write(frame: "pd.DataFrame", path: Path | None) -> None:
    """A table as CSV: on the screen, or in a file that is there whole or not at all."""
    from openlstm.tasks.forecast.tables import csv_text

    text = csv_text(frame)
    if path is None:
        print(text, end="")
        return
    with writable(path, "choose another place"):
        write_atomic(path, text)
    display.sentence(f"Wrote {len(frame):,} rows in {path}.")
