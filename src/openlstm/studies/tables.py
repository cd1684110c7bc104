# SPDX-License-Identifier: Apache-2.0
"""A comparison as tables of text: what the terminal, the CSV file and Markdown show."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from openlstm.studies.comparison import Comparison, Score
from openlstm.studies.settings import ARCHITECTURES

__all__ = ["Table", "comparison_csv", "markdown", "tables"]

LAGS = (10, 50, 99)
COLUMNS = (
    "part",
    "task",
    "metric",
    "architecture",
    "init",
    "layers",
    "hidden_size",
    "seed",
    "value",
)
HIDDEN = "it would see the answer"


@dataclass(frozen=True)
class Table:
    """A title, the heads of the columns, and rows of text; the first column is the name."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(found: Comparison) -> list[Table]:
    """Costs, gradients, reach, scores and depth, as far as they were compared."""
    all_tables = [_costs(found), _decays(found), _reaches(found), _scores(found), _depths(found)]
    return [table for table in all_tables if table.rows]


def _costs(found: Comparison) -> Table:
    rows = tuple(
        (
            ARCHITECTURES[c.architecture],
            f"{c.hidden_size}",
            f"{c.parameters:,}",
            f"{c.multiply_adds:,}",
            f"{c.training_us:.1f}",
            f"{c.inference_us:.1f}",
            f"{c.streaming_us:.1f}" if c.streaming_us else "needs the end",
            f"{c.state_bytes:,}",
            f"{c.kept_bytes:,.0f}",
            "the past" + (" and the future" if c.sees_future else ""),
        )
        for c in found.costs
    )
    heads = (
        "", "units", "parameters", "multiply-adds a step", "training µs/step", "inference µs/step",
        "one by one µs/step", "state bytes", "kept bytes/step", "a position sees",
    )  # fmt: skip
    return Table("What they cost (one layer; times are for a batch of 32)", heads, rows)


def _decays(found: Comparison) -> Table:
    heads = ("", "initialisation", "gradient", *(f"lag {lag}" for lag in LAGS))
    rows = tuple(
        (ARCHITECTURES[d.architecture], d.init, d.quantity, *(f"{d.at(lag):.1e}" for lag in LAGS))
        for d in found.decays
    )
    return Table("Gradient before training, as a share of that at the loss", heads, rows)


def _reaches(found: Comparison) -> Table:
    heads = ("", "initialisation", "steps into the past", "steps into the future")
    rows = tuple(
        (
            ARCHITECTURES[r.architecture],
            r.init,
            *(_steps(r.steps(way), r.offsets) for way in (-1, 1)),
        )
        for r in found.reaches
    )
    return Table("How far a change of the input is felt (1 %), before training", heads, rows)


def _steps(steps: int, offsets: tuple[int, ...]) -> str:
    return f"{steps} or more" if steps == max(offsets) else f"{steps}"


def _scores(found: Comparison) -> Table:
    measures = found.measures()
    kinds = dict.fromkeys((s.architecture, s.init) for s in found.scores if s.layers == 1)
    # the usual initialisation differs by architecture: only chrono is a row of its own
    names = dict.fromkeys((name, "chrono" if init == "chrono" else "") for name, init in kinds)
    rows = [
        (
            ARCHITECTURES[name] + (", chrono" if init else ""),
            *(_cell(found, task, metric, name, init) for task, metric in measures),
        )
        for name, init in names
    ]
    rows += _baseline_rows(found, measures) if rows else []
    heads = ("", *(_head(task, metric) for task, metric in measures))
    return Table("Trained: mean of the seeds (lowest – highest)", heads, tuple(rows))


def _head(task: str, metric: str) -> str:
    return (
        "text, nats/character"
        if task == "language"
        else f"{task}: right"
        if metric == "kept"
        else f"{metric} brackets right"
    )


def _cell(found: Comparison, task: str, metric: str, architecture: str, init: str) -> str:
    if task == "language" and architecture == "bilstm":
        return HIDDEN
    scores = (s for s in found.of_task(task, metric) if s.architecture == architecture)
    score = next((s for s in scores if (s.init == "chrono") == bool(init)), None)
    return _spread(score) if score else "–"


def _spread(score: Score) -> str:
    low, high = min(score.values), max(score.values)
    if score.lower_is_better:
        return f"{score.mean:.3f} ({low:.3f} – {high:.3f})"
    return f"{score.mean:.1%} ({low:.1%} – {high:.1%})"


def _baseline_rows(found: Comparison, measures: list[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    yield ("chance", *(_chance(found, task, metric) for task, metric in measures))
    if "language" in found.baselines:
        for name, value in found.baselines["language"].items():
            yield (name, *(f"{value:.3f}" if task == "language" else "–" for task, _ in measures))


def _chance(found: Comparison, task: str, metric: str) -> str:
    return "–" if task == "language" else f"{found.baselines[task][metric]:.1%}"


def _depths(found: Comparison) -> Table:
    series = [
        found.depths("language", "nats_per_char", "lstm"),
        found.depths("brackets", "opening", "bilstm"),
    ]
    deep = [scores for scores in series if len(scores) > 1]
    rows = tuple(
        (
            f"{score.label}, {_head(score.task, score.metric)}",
            f"{score.layers}",
            f"{score.hidden_size}",
            f"{score.parameters:,}",
            _spread(score),
            f"{score.seconds:.1f}",
        )
        for scores in deep
        for score in scores
    )
    heads = ("", "layers", "units", "parameters", "score", "seconds of training")
    return Table("Depth", heads, rows)


def markdown(table: Table) -> str:
    """The table in Markdown.

    >>> print(markdown(Table("Sizes", ("", "units"), (("RNN", "64"),))))
    |  | units |
    |---|---|
    | RNN | 64 |
    """
    rows = (table.heads, tuple("---" for _ in table.heads), *table.rows)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(table.heads), *lines[2:]])


def comparison_csv(found: Comparison) -> str:
    """Every number on a line of its own: cost, gradient, reach, score of each seed, baseline."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_lines(found))
    return file.getvalue()


def _lines(found: Comparison) -> Iterator[dict[str, object]]:
    for cost in found.costs:
        values = asdict(cost)
        about = {"architecture": values.pop("architecture"), "hidden_size": cost.hidden_size}
        for metric, value in values.items():
            yield {"part": "cost", "layers": 1, **about, "metric": metric, "value": value}
    for decay in found.decays:
        about = {"architecture": decay.architecture, "init": decay.init}
        for lag, ratio in zip(decay.lags, decay.ratio, strict=True):
            metric = f"{decay.quantity} at lag {lag}"
            yield {"part": "gradient", **about, "metric": metric, "value": ratio}
    for reach in found.reaches:
        about = {"architecture": reach.architecture, "init": reach.init}
        for offset, effect in zip(reach.offsets, reach.effect, strict=True):
            metric = f"effect at offset {offset}"
            yield {"part": "reach", **about, "metric": metric, "value": effect}
    for score in (*found.scores, *found.moved):
        about = {name: getattr(score, name) for name in COLUMNS[1:7]}
        for seed, value in enumerate(score.values):
            yield {"part": "score", **about, "seed": seed, "value": value}
    for task, scores in found.baselines.items():
        for metric, value in scores.items():
            yield {"part": "baseline", "task": task, "metric": metric, "value": value}
