# SPDX-License-Identifier: Apache-2.0
"""The report of a classifier: scores beside simpler models, confusion, calibration, gates."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from openlstm.report.explorer import explorer_section
from openlstm.report.learning import SEQUENCE_UNITS, learning
from openlstm.report.notes import data_section
from openlstm.report.page import Section, page
from openlstm.report.ranking import Ranked, ranking
from openlstm.report.sequence_gates import sequence_gates
from openlstm.trace import Trace

__all__ = ["COLUMNS", "classify_report", "model_label"]

LABELS = {
    "lstm": "LSTM",
    "majority": "most frequent class",
    "dtw": "nearest neighbour, DTW",
    "linear": "linear on summary features",
}
COLUMNS = {"accuracy": "accuracy", "f1_macro": "macro F1", "log_loss": "log loss", "ece": "ECE"}
PARTS = {
    "test": "the test part, held apart from the training",
    "validation": "each sequence judged by the network whose weights it chose, as there is no test "
    "part: a little too good",
}
FOUND = "What was found in the data, and how they were parted before the test part was looked at."
_MOST = 30  # classes whose confusion is shown
_SCRIPTS = ("learning", "gates")


def classify_report(
    models: Mapping[str, Any],
    part: str,
    verdict: str,
    classes: Sequence[str],
    history: Sequence[Mapping[str, object]],
    traces: Mapping[str, Trace],
    notes: Sequence[str],
    title: str = "A classifier",
    explorer: str = "",
) -> str:
    """One self-contained HTML page about a trained classifier.

    Args:
        models: model → metric → value, as metrics.json has it for one part.
        part: which, "test" or "validation".
        verdict: one sentence.
        classes: their names.
        history: rows with the columns of history.csv.
        traces: name of a sequence → what the first network did with it.
        notes: what was found in the data.
        title: heading of the page.
        explorer: see `openlstm.report.language.language_report`.
    """
    lstm = models["lstm"]
    sections = (
        _scores(models, part),
        _confusion(lstm["confusion"], classes),
        _calibration(lstm),
        sequence_gates(traces),
        learning(history, SEQUENCE_UNITS),
        data_section(notes, FOUND),
        *([explorer_section(explorer, "a sequence")] if explorer else []),
    )
    return page(title, verdict, sections, _SCRIPTS)


def model_label(name: str) -> str:
    """How a model is called on the page."""
    return LABELS.get(name, name)


def _scores(models: Mapping[str, Any], part: str) -> Section:
    rows = sorted(models.items(), key=lambda item: item[1]["accuracy"])
    table = ranking(
        tuple(COLUMNS.values()),
        (
            Ranked(model_label(name), _figures(row), row["accuracy"], name == "lstm")
            for name, row in rows
        ),
    )
    return Section(
        name="scores",
        title="Scores",
        look="Longer is better: the share of the sequences whose class was found. Nothing is "
        "claimed that a simpler model does as well.",
        body=f'{table}<p class="note">On {PARTS[part]}. Macro F1 counts every class alike; log '
        "loss, in nats, and ECE, the gap between confidence and accuracy, are better when "
        "lower.</p>",
    )


def _figures(row: Mapping[str, Any]) -> list[str]:
    return [f"{row[key]:.4f}" if key in row else "–" for key in COLUMNS]


def _confusion(counts: Sequence[Sequence[int]], classes: Sequence[str]) -> Section:
    shown = range(min(len(classes), _MOST))
    head = "".join(f"<th>{escape(classes[k])}" for k in shown)
    body = "".join(
        f"<tr><th scope=row>{escape(classes[k])}"
        + "".join(_cell(counts[k][j], sum(counts[k]), k == j) for j in shown)
        for k in shown
    )
    more = f" The first {_MOST} of {len(classes)} classes." if len(classes) > _MOST else ""
    return Section(
        name="confusion",
        title="What is taken for what",
        look="Each row is a class, each column what the LSTM took it for; all but the diagonal are "
        "mistakes.",
        body=f'<div class="maps"><table class="confusion"><thead><tr><th>is \\ taken for{head}'
        f'</thead><tbody>{body}</tbody></table></div><p class="note">Sequences; darker is a larger '
        f"share of the row.{more}</p>",
    )


def _cell(count: int, total: int, right: bool) -> str:
    share = count / total if total else 0
    return f'<td class="{"right" if right else "wrong"}" style="--share:{share:.0%}">{count or "·"}'


def _calibration(lstm: Mapping[str, Any]) -> Section:
    rows = "".join(
        f"<tr><th scope=row>{row['low']:.0%} to {row['high']:.0%}<td>{row['count']:,}"
        f"<td>{row['confidence']:.1%}<td>{row['accuracy']:.1%}"
        f'<td><div class="bar" style="width:{row["accuracy"]:.1%}"></div>'
        for row in lstm["reliability"]
    )
    return Section(
        name="calibration",
        title="Does it know what it knows?",
        look="Of the sequences that it was 80 to 90 % sure of, it should find the class of 80 to "
        "90 %.",
        body='<table class="scores"><thead><tr><th>confidence<th>sequences<th>mean confidence'
        "<th>class found<th><span class=unseen>bar</span></thead>"
        f'<tbody>{rows}</tbody></table><p class="note">Expected calibration error (ECE), the mean '
        f"gap: {lstm['ece']:.3f}.</p>",
    )
