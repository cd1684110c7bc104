# SPDX-License-Identifier: Apache-2.0
"""`openlstm compare forecast`: the architectures on a table of the user's."""

from pathlib import Path
from typing import ClassVar

from pydantic import Field

from openlstm.cli import display
from openlstm.cli.comparing import show_study, watching
from openlstm.studies.contest_settings import ContestSettings
from openlstm.tasks.forecast.settings import ForecastSettings

__all__ = ["CompareForecast", "compare_forecast"]


class CompareForecast(ContestSettings, ForecastSettings):
    """openlstm compare forecast"""

    panel: ClassVar[str | None] = None

    data: Path = Field(
        description="Table in a CSV or Parquet file, as for train forecast",
        json_schema_extra={"argument": "DATA"},
    )
    out: Path | None = Field(
        None,
        description="Folder of the comparison; runs/compare- and the name of the file if not given",
    )


def compare_forecast(settings: CompareForecast) -> None:
    """Put RNN, LSTM, bidirectional LSTM and GRU side by side on a table, and say which to take.

    Each is trained alone, without the straight line of train forecast beside it, from the same
    seeds, with one budget and the learning rate that suits it on the validation part. Ctrl-C stops;
    the same command goes on where it stopped.
    """
    from openlstm.studies import compare_on
    from openlstm.studies.contest_files import contest_table, save_contest
    from openlstm.studies.contest_words import words

    out = settings.out or Path("runs") / f"compare-{settings.data.stem}"
    plan = settings.model_dump(include=set(ContestSettings.model_fields))
    told = set(ForecastSettings.model_fields) & settings.model_fields_set - plan.keys()
    with watching() as watch:
        found = compare_on(
            "forecast", settings.data, out, watch=watch, **plan,
            **settings.model_dump(include=told),
        )  # fmt: skip
    with display.busy("drawing"):
        files = save_contest(found, out)
    show_study([contest_table(found)], words(found), files, out)
