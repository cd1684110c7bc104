# SPDX-License-Identifier: Apache-2.0
"""A comparison as tables of text: what the terminal, the CSV file and Markdown show."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from openlstm.studies.comparison import Comparison, Score
from openlstm.studies.costs import Cost
from openlstm.studies.settings import ARCHITECTURES

__all__ = ["Table", "comparison_csv", "comparison_markdown", "markdown", "tables"]

LAGS = (10, 50, 99)
COLUMNS = (
    "part",
    "task",
    "metric",
    "architecture",
    "init",
    "layers",
    "hidden_size",
    "learning_rate",
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
    """Costs, gradients, reach, scores, rates and depth, as far as they were compared."""
    parts = (_costs, _decays, _reaches, _scores, _rates, _depths)
    all_tables = [part(found) for part in parts]
    return [table for table in all_tables if table.rows]


def _costs(found: Comparison) -> Table:
    tell_all: dict[str, Callable[[Cost], str]] = {
        "units": lambda c: f"{c.hidden_size}",
        "parameters": lambda c: f"{c.parameters:,}",
        "multiply-adds for a step": lambda c: f"{c.multiply_adds:,}",
        "training, µs for a step": lambda c: f"{c.training_us:.1f}",
        "inference, µs for a step": lambda c: f"{c.inference_us:.1f}",
        "one by one, µs for a step": lambda c: f"{c.streaming_us:.1f}" if c.streaming_us else "–",
        "bytes carried on": lambda c: f"{c.state_bytes:,}",
        "bytes kept for a training step": lambda c: f"{c.kept_bytes:,.0f}",
        "a position sees": lambda c: "past, future" if c.sees_future else "past",
    }
    heads = ("", *(ARCHITECTURES[c.architecture] for c in found.costs))
    return Table(
        "What one layer costs (training and inference: steps of a batch of 32)",
        heads,
        tuple((name, *map(tell, found.costs)) for name, tell in tell_all.items() if found.costs),
    )


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


def _labels(found: Comparison) -> list[str]:
    columns = found.columns()
    return [ARCHITECTURES[name] + (" (chrono)" if chrono else "") for name, chrono in columns]


def _scores(found: Comparison) -> Table:
    columns = found.columns()
    rows = tuple(
        (
            _row_name(task, metric),
            *(_cell(found, task, metric, *column) for column in columns),
            _baseline(found, task, metric),
        )
        for task, metric in found.measures()
    )
    title = "Trained: mean of the seeds (lowest – highest)"
    return Table(title, ("", *_labels(found), "without a network"), rows)


def _rates(found: Comparison) -> Table:
    """What was chosen; nothing where there was no choice."""
    tasks = dict(found.measures())
    rows = tuple(
        (_task_name(task), *(_rate(found.score(task, metric, *each)) for each in found.columns()))
        for task, metric in tasks.items()
    )
    tried = found.settings["learning_rates"]
    title = f"Learning rates chosen, of {', '.join(f'{rate:g}' for rate in tried)}"
    return Table(title, ("", *_labels(found)), rows if len(tried) > 1 else ())


def _rate(score: Score | None) -> str:
    return f"{score.learning_rate:g}" if score else "–"


def _task_name(task: str) -> str:
    if task == "language":
        return "real text"
    return f"{task} steps" if task.startswith("keep") else task


def _row_name(task: str, metric: str) -> str:
    if task == "language":
        return "real text, nats per character"
    return f"{task} steps, right" if metric == "kept" else f"{metric} brackets, right"


def _cell(found: Comparison, task: str, metric: str, architecture: str, chrono: bool) -> str:
    if task == "language" and architecture == "bilstm":
        return HIDDEN
    score = found.score(task, metric, architecture, chrono=chrono)
    return _spread(score) if score else "–"


def _spread(score: Score) -> str:
    form = "{:.3f}" if score.lower_is_better else "{:.1%}"
    mean, low, high = map(form.format, (score.mean, min(score.values), max(score.values)))
    return f"{mean} ({low} – {high})"


def _baseline(found: Comparison, task: str, metric: str) -> str:
    baselines = found.baselines[task]
    if task == "language":
        return ", ".join(f"{name} {value:.3f}" for name, value in baselines.items())
    return f"chance {baselines[metric]:.1%}"


def _depths(found: Comparison) -> Table:
    scores = found.depths()
    rows = tuple(
        (
            f"{score.layers}",
            f"{score.hidden_size}",
            f"{score.parameters:,}",
            f"{score.multiply_adds:,}",
            f"{score.learning_rate:g}",
            _spread(score),
        )
        for score in scores
    )
    counted = ("layers", "units", "parameters", "multiply-adds for a step")
    heads = (*counted, "learning rate", "nats per character")
    return Table("Depth: LSTM on real text", heads, rows if len(scores) > 1 else ())


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


def comparison_markdown(found: Comparison) -> str:
    """All tables and conclusions in Markdown, with the settings and the machine."""
    parts = [f"### {table.title}\n\n{markdown(table)}" for table in tables(found)]
    parts.append("\n".join(["### What follows", "", *(f"- {each}" for each in found.conclusions)]))
    for title, values in (("Settings", found.settings), ("Machine", found.machine)):
        told = (f"{name} {_plain(value)}" for name, value in values.items() if value is not None)
        parts.append(f"{title}: {'; '.join(told)}.")
    return "\n\n".join(parts) + "\n"


def _plain(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


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
        about = {name: getattr(score, name) for name in COLUMNS[1:8]}
        for seed, value in enumerate(score.values):
            yield {"part": "score", **about, "seed": seed, "value": value}
    for task, scores in found.baselines.items():
        for metric, value in scores.items():
            yield {"part": "baseline", "task": task, "metric": metric, "value": value}
