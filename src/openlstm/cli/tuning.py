# SPDX-License-Identifier: Apache-2.0
"""`openlstm tune`: a search for the settings that suit a table, what it prints and writes."""

from pathlib import Path
from typing import ClassVar

from pydantic import Field

from openlstm.cli import display
from openlstm.cli.comparing import show_study, watching
from openlstm.studies.tune_settings import TuneSettings
from openlstm.tasks.forecast.settings import ForecastSettings

__all__ = ["TuneForecast", "tune_forecast"]


class TuneForecast(ForecastSettings, TuneSettings):
    """openlstm tune forecast"""

    panel: ClassVar[str | None] = None

    data: Path = Field(
        description="Table in a CSV or Parquet file, as for train forecast",
        json_schema_extra={"argument": "DATA"},
    )
    out: Path | None = Field(
        None,
        description="Folder of the search; runs/tune- and the name of the file if not given. "
        "Other processes may be given the same: they share the work",
    )


def tune_forecast(settings: TuneForecast) -> None:
    """Search for the settings of a forecaster that miss least on the validation part.

    Layers, units, learning rate, dropout, and the direction where future covariates are named, are
    searched; those of them that are given are not. The test part is not looked at. The same command
    goes on with a search that was stopped, and may run in several processes at once. Then:
    openlstm train forecast DATA --config OUT/config.yaml
    """
    from openlstm.studies import tune
    from openlstm.studies.tuning_files import best_trials, save_tuning, summary

    out = settings.out or Path("runs") / f"tune-{settings.data.stem}"
    limits = settings.model_dump(include=set(TuneSettings.model_fields))
    told = settings.model_fields_set & set(ForecastSettings.model_fields)
    with watching() as watch:
        found = tune(
            "forecast", settings.data, out, watch=watch, **limits,
            **settings.model_dump(include=told),
        )  # fmt: skip
    with display.busy("drawing"):
        files = save_tuning(found, out)
    show_study([best_trials(found)], summary(found), files, out)
