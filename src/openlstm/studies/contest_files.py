# SPDX-License-Identifier: Apache-2.0
"""A comparison on somebody's own data as files: comparison.json, .csv, .md and scores.png."""

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path
from statistics import fmean

from openlstm import plots
from openlstm.studies.contest import INSTEAD, Contest, Standing
from openlstm.studies.contest_words import words
from openlstm.studies.folder import COMPARISON
from openlstm.studies.tables import Table, markdown
from openlstm.studies.writing import png, write_files

__all__ = ["contest_table", "save_contest"]

COLUMNS = (
    "architecture", "hidden_size", "layers", "parameters", "multiply_adds", "learning_rate",
    "steps", "seconds",
)  # fmt: skip


def save_contest(found: Contest, folder: Path) -> list[Path]:
    """The files now in `folder`.

    Raises:
        InputError: it cannot be written.
    """
    contents: dict[str, str | bytes] = {
        COMPARISON: json.dumps(asdict(found), ensure_ascii=False),
        "comparison.csv": _csv(found),
        "comparison.md": _markdown(found),
        "scores.png": _picture(found),
    }
    remedy = "make room, and repeat the command: the trainings are kept"
    return write_files(folder, contents, remedy)


def contest_table(found: Contest) -> Table:
    """A row for each architecture, and one for each model without a network."""
    heads = (
        "", f"test {found.metric}", f"validation {found.loss_name}", "units", "parameters",
        "multiply-adds for a step", "seconds", "learning rate",
    )  # fmt: skip
    empty = ("",) * (len(heads) - 2)
    rows = [_row(each) for each in found.standings]
    rows += [(name, f"{score:.4g}", *empty) for name, score in found.baselines.items()]
    return Table("On your data: mean of the seeds (lowest – highest)", heads, tuple(rows))


def _row(each: Standing) -> tuple[str, ...]:
    return (
        each.label,
        _values(each.values),
        _values(each.losses),
        f"{each.hidden_size}",
        f"{each.parameters:,}",
        f"{each.multiply_adds:,}",
        f"{each.seconds:.1f}",
        f"{each.learning_rate:g}",
    )


def _values(values: tuple[float, ...]) -> str:
    return f"{fmean(values):.4g} ({min(values):.4g} – {max(values):.4g})"


def _markdown(found: Contest) -> str:
    table = contest_table(found)
    said = "\n".join(f"- {sentence}" for sentence in words(found))
    told = "; ".join(
        f"{name} {value}" for name, value in found.settings.items() if value and name not in INSTEAD
    )
    return f"### {table.title}\n\n{markdown(table)}\n\n{said}\n\nSettings: {told}.\n"


def _csv(found: Contest) -> str:
    """A line for each architecture and seed, and one for each model without a network."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((*COLUMNS, "seed", "validation_loss", "test_score"))
    for each in found.standings:
        about = [getattr(each, name) for name in COLUMNS]
        for seed, (loss, score) in enumerate(zip(each.losses, each.values, strict=True)):
            writer.writerow((*about, seed, loss, score))
    for name, score in found.baselines.items():
        writer.writerow((name, *[""] * (len(COLUMNS) + 1), score))
    return file.getvalue()


def _picture(found: Contest) -> bytes:
    from matplotlib.figure import Figure

    sign = 1 if found.lower_is_better else -1
    best = min(found.baselines, key=lambda name: sign * found.baselines[name])
    figure = Figure(figsize=(8, 3.5), layout="constrained")
    scores = {each.label: each.values for each in found.standings}
    which = "lower" if found.lower_is_better else "higher"
    ax = plots.comparison_bars(
        scores, f"{found.metric} ({which} is better)", found.baselines[best], figure.subplots()
    )
    ax.set_title(f"Networks alone; dashed: {best}")
    return png(figure)
