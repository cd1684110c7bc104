# SPDX-License-Identifier: Apache-2.0
"""`openlstm compare forecast` and `classify`: the architectures on data of the user's."""

from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field

from openlstm.cli import display
from openlstm.cli.classifying import SequenceFiles
from openlstm.cli.comparing import show_study, watching
from openlstm.studies.contest_settings import ContestSettings
from openlstm.tasks.classify.settings import ClassifySettings
from openlstm.tasks.forecast.settings import ForecastSettings
from openlstm.training.settings import TrainingSettings

__all__ = ["CompareClassify", "CompareForecast", "compare_classify", "compare_forecast"]


class Comparison(ContestSettings):
    """What is compared, and where it is kept."""

    out: Path | None = Field(
        None,
        description="Folder of the comparison; runs/compare- and the name of the file if not given",
    )


class CompareForecast(Comparison, ForecastSettings):
    """openlstm compare forecast"""

    panel: ClassVar[str | None] = None

    data: Path = Field(
        description="Table in a CSV or Parquet file, as for train forecast",
        json_schema_extra={"argument": "DATA"},
    )


class CompareClassify(SequenceFiles, Comparison, ClassifySettings):
    """openlstm compare classify"""

    panel: ClassVar[str | None] = None


def compare_forecast(settings: CompareForecast) -> None:
    """Put RNN, LSTM, bidirectional LSTM and GRU side by side on a table, and say which to take.

    Each is trained alone, without the straight line of train forecast beside it, from the same
    seeds, with one budget and the learning rate that suits it on the validation part. Ctrl-C stops;
    the same command goes on where it stopped.
    """
    _compare("forecast", ForecastSettings, settings)


def compare_classify(settings: CompareClassify) -> None:
    """Put RNN, LSTM, bidirectional LSTM and GRU side by side on labelled sequences.

    Each is trained as train classify does, several networks that classify together, from the same
    seeds, with one budget and the learning rate that suits it where weights are chosen; the test
    part then says what it is worth. Ctrl-C stops; the same command goes on where it stopped.
    """
    _compare("classify", ClassifySettings, settings, test=settings.test)


def _compare(
    task: str,
    kind: type[TrainingSettings],
    settings: CompareForecast | CompareClassify,
    **more: Any,
) -> None:
    """Compare, print and write; `more` is what `fit` is told beside the data."""
    from openlstm.studies import compare_on
    from openlstm.studies.contest_files import contest_table, save_contest
    from openlstm.studies.contest_words import words

    out = settings.out or Path("runs") / f"compare-{settings.data.stem}"
    plan = settings.model_dump(include=set(ContestSettings.model_fields))
    names = settings.model_fields_set & set(kind.model_fields) - plan.keys()
    told = settings.model_dump(include=names)
    with watching() as watch:
        found = compare_on(task, settings.data, out, watch=watch, **plan, **told, **more)
    with display.busy("drawing"):
        files = save_contest(found, out)
    show_study([contest_table(found)], words(found), files, out)
