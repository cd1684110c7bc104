# SPDX-License-Identifier: Apache-2.0
"""`openlstm backtest`: a trained forecaster at moments of the past, beside what is simpler."""

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field

from openlstm.cli import display
from openlstm.cli.forecasting import COLUMNS, print_or_write
from openlstm.cli.settings import RUN
from openlstm.files import check_file
from openlstm.tasks import load
from openlstm.training.settings import Settings

if TYPE_CHECKING:
    from openlstm.tasks.forecast.backtest import Backtest

__all__ = ["BacktestRun", "backtest"]


class BacktestRun(Settings):
    """openlstm backtest"""

    run: Path = Field(description="Folder of a trained forecaster", json_schema_extra=RUN)
    data: Path = Field(
        description="Table of the past, as in training", json_schema_extra={"argument": "DATA"}
    )
    windows: int = Field(5, ge=2, description="Moments of the past to forecast from")
    stride: int | None = Field(
        None, ge=1, description="Steps from one moment to the next; the horizon if not given"
    )
    refit_every: int = Field(
        0,
        ge=0,
        description="Train a new model, on what lay before, at every so many moments from the "
        "first on; 0 asks the trained one throughout",
    )
    out: Path | None = Field(None, description="CSV file for the scores of every moment and model")


def backtest(settings: BacktestRun) -> None:
    """Forecast from several moments of a table, the last of them just before its end.

    Every model knows only what lay before a moment; without --refit-every the weights may have been
    trained on it: then give rows that came after the training.
    """
    if settings.out is not None:
        check_file(settings.out, settings.data)
    model = load(settings.run, "forecast")
    with display.busy("forecasting from the past"):
        found = model.backtest(
            settings.data, settings.windows, settings.stride, settings.refit_every
        )
    _show(found)
    if settings.out is not None:
        print_or_write(found.frame(), settings.out)


def _show(found: "Backtest") -> None:
    from openlstm.report.forecast import figure, model_label

    frame = found.frame()
    means = frame.groupby("model", sort=False)[list(COLUMNS)].mean()
    rows = {
        str(name): (model_label(str(name)), *map(figure, row))
        for name, row in zip(means.index, means.to_numpy(), strict=True)
    }
    refits = f", {found.refits} models trained anew" if found.refits else ""
    display.table(
        f"Mean over {len(found.origins)} moments{refits}", ("model", *COLUMNS.values()), rows,
        bold="lstm",
    )  # fmt: skip
    lstm = frame[frame["model"] == "lstm"]
    drawn = "mae" if lstm["mase"].isna().any() else "mase"
    told = ", ".join(
        f"{value:.3g} from {origin}"
        for value, origin in zip(lstm[drawn], lstm["origin"], strict=True)
    )
    display.sentence(f"{COLUMNS[drawn]} of the LSTM: {told}.")
    display.sentence(found.verdict)
