# SPDX-License-Identifier: Apache-2.0
"""The report of a forecaster: scores beside simpler forecasts, errors by step, forecasts drawn."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from openlstm.report.explorer import explorer_section
from openlstm.report.learning import WINDOW_UNITS, learning
from openlstm.report.notes import data_section
from openlstm.report.packing import pack_float
from openlstm.report.page import Section, page
from openlstm.report.ranking import Ranked, ranking

__all__ = ["figure", "forecast_report", "model_label", "seeds_sentence"]

LABELS = {
    "lstm": "LSTM",
    "persistence": "persistence",
    "seasonal_naive": "seasonal naive",
    "drift": "drift",
    "ridge": "ridge regression",
    "linear_path": "linear path alone",
    "lstm_without_linear_path": "LSTM without linear path",
}
COLUMNS = {"mae": "MAE", "rmse": "RMSE", "smape": "sMAPE", "mase": "MASE"}
FOUND = (
    "What was found in the table, and what was chosen from it before the test part was looked at."
)
_SCRIPTS = ("learning", "forecast")
_SHOWN, _ROWS = 12, 1500  # series drawn at most, and the newest rows of each


def forecast_report(
    metrics: Mapping[str, Any],
    verdict: str,
    history: Sequence[Mapping[str, object]],
    predictions: pd.DataFrame,
    columns: Mapping[str, Any],
    notes: Sequence[str],
    title: str = "A forecast",
    explorer: str = "",
) -> str:
    """One self-contained HTML page about a trained forecaster.

    Args:
        metrics: as in metrics.json: test → model → metric, by_step, by_series.
        verdict: one sentence.
        history: rows with the columns of history.csv.
        predictions: as in predictions.csv.
        columns: names of the columns of `predictions` that hold "time" and, or None, "series".
        notes: what was found in the data.
        title: heading of the page.
        explorer: see `openlstm.report.language.language_report`.
    """
    test = metrics["test"]
    sections = (
        _scores(test),
        _by_step(test),
        _forecasts(predictions, columns),
        _intervals(test["lstm"]),
        learning(history, WINDOW_UNITS),
        *([explorer_section(explorer, "the context")] if explorer else []),
        data_section(notes, FOUND),
    )
    return page(title, verdict, sections, _SCRIPTS)


def model_label(name: str) -> str:
    """How a model is called on the page."""
    return LABELS.get(name, name)


def figure(value: float | None) -> str:
    """A score with four digits; – where there is none.

    >>> figure(0.123456), figure(None)
    ('0.1235', '–')
    """
    return "–" if value is None or np.isnan(value) else f"{value:.4g}"


def seeds_sentence(lstm: Mapping[str, Any]) -> str:
    """How much chance matters: the networks alone, and together; empty if there is one.

    >>> seeds_sentence({"mase": 0.5})
    ''
    """
    alone = lstm.get("across_seeds", {}).get("mase")
    if alone is None:
        return ""
    return (
        f"MASE of the {len(lstm['by_seed'])} networks alone: {alone['mean']:.4g} ± "
        f"{alone['deviation']:.2g} (standard deviation); together: {lstm['mase']:.4g}."
    )


def _drawn(test: Mapping[str, Any]) -> str:
    """What is drawn: MASE, or MAE where the seasonal naive forecast makes no error to divide by."""
    return "mae" if test["lstm"]["mase"] is None else "mase"


def _scores(test: Mapping[str, Any]) -> Section:
    drawn = _drawn(test)
    rows = sorted(test.items(), key=lambda item: -item[1][drawn])
    most = rows[0][1][drawn] or 1.0
    table = ranking(
        tuple(COLUMNS.values()),
        (
            Ranked(
                model_label(name),
                [figure(row[metric]) for metric in COLUMNS],
                row[drawn] / most,
                name == "lstm",
            )
            for name, row in rows
        ),
    )
    return Section(
        name="scores",
        title="Scores",
        look="Shorter is better. Nothing is claimed that a simpler forecast does as well: the "
        "linear path is a part of the model, and is shown alone.",
        body=f'{table}<p class="note">Test part, every origin, all steps. MAE and RMSE in the '
        "units of the data; sMAPE from 0 to 200; MASE over the seasonal naive error of the "
        f"training part. The bars show {COLUMNS[drawn]}. {seeds_sentence(test['lstm'])}</p>",
    )


def _by_step(test: Mapping[str, Any]) -> Section:
    drawn = _drawn(test)
    lines = [
        {"name": model_label(name), "key": name, "y": row["by_step"][drawn]}
        for name, row in test.items()
    ]
    return Section(
        name="steps",
        title="How far ahead",
        look="The error of each step of the horizon. Where the lines meet, looking further back "
        "or deeper gains nothing.",
        body='<div class="chart"></div>',
        data={"lines": lines, "metric": COLUMNS[drawn]},
    )


def _forecasts(predictions: pd.DataFrame, columns: Mapping[str, Any]) -> Section:
    keys = [name for name in (columns["series"], "target") if name in predictions]
    groups = list(predictions.groupby(keys, sort=False)) if keys else [((), predictions)]
    shown = [
        _group(" ".join(map(str, key)), part, columns["time"]) for key, part in groups[:_SHOWN]
    ]
    return Section(
        name="forecasts",
        title="Forecasts and what came",
        look="Each forecast begins where the one before ended, and knew nothing of what the dark "
        "line shows from there on.",
        body='<div class="controls"></div><div class="chart"></div>'
        f'<p class="note">{len(shown)} of {len(groups)} are shown.</p>',
        data={"groups": shown},
    )


def _group(name: str, part: pd.DataFrame, time: str) -> dict[str, object]:
    newest = part.iloc[-_ROWS:]
    bands = [column for column in newest if column.startswith("q")]
    return {
        "name": name,
        "times": newest[time].astype(str).tolist(),
        "steps": newest["step"].tolist(),
        "actual": pack_float(newest["actual"].to_numpy(np.float64)),
        "mean": pack_float(newest["mean"].to_numpy(np.float64)),
        "low": pack_float(newest[bands[0]].to_numpy(np.float64)),
        "high": pack_float(newest[bands[-1]].to_numpy(np.float64)),
        "band": f"{bands[0]} to {bands[-1]}",
    }


def _intervals(lstm: Mapping[str, Any]) -> Section:
    rows = "".join(
        f"<tr><th scope=row>{name.removeprefix('coverage_')} %<td>{value:.1%}"
        for name, value in lstm.items()
        if name.startswith("coverage_")
    )
    return Section(
        name="intervals",
        title="Intervals",
        look="How often the truth fell into the interval on the test part; it was widened or "
        "narrowed on the validation part (conformal prediction).",
        body='<table class="scores wide"><thead><tr><th>promised<th>measured</thead>'
        f"<tbody>{rows}</tbody></table>",
    )
