# SPDX-License-Identifier: Apache-2.0
"""`openlstm tune`: a search for the settings that suit one's data, what it prints and writes."""

from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field

from openlstm.cli import display
from openlstm.cli.classifying import SequenceFiles
from openlstm.cli.comparing import show_study, watching
from openlstm.studies.tune_settings import TuneSettings
from openlstm.tasks.classify.settings import ClassifySettings
from openlstm.tasks.forecast.settings import ForecastSettings
from openlstm.training.settings import TrainingSettings

__all__ = ["TuneClassify", "TuneForecast", "tune_classify", "tune_forecast"]


class Search(TuneSettings):
    """How long is searched, and where it is kept."""

    out: Path | None = Field(
        None,
        description="Folder of the search; runs/tune- and the name of the file if not given. "
        "Other processes may be given the same: they share the work",
    )


class TuneForecast(ForecastSettings, Search):
    """openlstm tune forecast"""

    panel: ClassVar[str | None] = None

    data: Path = Field(
        description="Table in a CSV or Parquet file, as for train forecast",
        json_schema_extra={"argument": "DATA"},
    )


class TuneClassify(SequenceFiles, ClassifySettings, Search):
    """openlstm tune classify"""

    panel: ClassVar[str | None] = None


def tune_forecast(settings: TuneForecast) -> None:
    """Search for the settings of a forecaster that miss least on the validation part.

    Layers, units, learning rate, dropout, and the direction where future covariates are named, are
    searched; those of them that are given are not. The test part is not looked at. The same command
    goes on with a search that was stopped, and may run in several processes at once. Then:
    openlstm train forecast DATA --config OUT/config.yaml
    """
    _tune("forecast", ForecastSettings, settings)


def tune_classify(settings: TuneClassify) -> None:
    """Search for the settings of a classifier that are best where its weights are chosen.

    Layers, units, learning rate, dropout and the direction are searched; those of them that are
    given are not. A trial trains all networks of train classify, and each sequence judges one that
    did not learn from it; --folds says how many. The test part is not looked at. The same command
    goes on with a search that was stopped, and may run in several processes at once. Then:
    openlstm train classify DATA [TEST] --config OUT/config.yaml
    """
    _tune("classify", ClassifySettings, settings, test=settings.test)


def _tune(
    task: str,
    kind: type[TrainingSettings],
    settings: TuneForecast | TuneClassify,
    **more: Any,
) -> None:
    """Search, print and write; `more` is what `fit` is told beside the data."""
    from openlstm.studies import tune
    from openlstm.studies.tuning_files import best_trials, save_tuning, summary

    out = settings.out or Path("runs") / f"tune-{settings.data.stem}"
    limits = settings.model_dump(include=set(TuneSettings.model_fields))
    told = settings.model_dump(include=settings.model_fields_set & set(kind.model_fields))
    with watching() as watch:
        found = tune(task, settings.data, out, watch=watch, **limits, **told, **more)
    with display.busy("drawing"):
        files = save_tuning(found, out)
    show_study([best_trials(found)], summary(found), files, out)
