# SPDX-License-Identifier: Apache-2.0
"""A search as files: config.yaml, trials.csv, tuning.md and rules.png."""

import csv
import io
from pathlib import Path
from typing import Any

from openlstm import plots
from openlstm.studies.search_space import SEARCHED
from openlstm.studies.tables import Table, markdown
from openlstm.studies.tuning import Trial, Tuning
from openlstm.studies.writing import png, write_files
from openlstm.training.settings import settings_yaml

__all__ = ["best_trials", "save_tuning", "summary"]

SHOWN = 10  # trials in the table


def save_tuning(found: Tuning, folder: Path) -> list[Path]:
    """The files now in `folder`; config.yaml is what `openlstm train --config` takes.

    Raises:
        InputError: the folder cannot be written.
    """
    contents: dict[str, str | bytes] = {
        "config.yaml": settings_yaml(found.best),
        "trials.csv": trials_csv(found),
        "tuning.md": tuning_markdown(found),
        "rules.png": _picture(found),
    }
    remedy = "make room, and repeat the command: the trials are kept"
    return write_files(folder, contents, remedy)


def trials_csv(found: Tuning) -> str:
    """A row for each trial: number, state, settings, loss, steps, seconds, process."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("number", "state", *SEARCHED, "loss", "steps", "seconds", "process"))
    for trial in found.trials:
        chosen = (trial.settings[name] for name in SEARCHED)
        cells = (trial.loss, trial.steps, trial.seconds, trial.process)
        writer.writerow((trial.number, trial.state, *chosen, *cells))
    return file.getvalue()


def summary(found: Tuning) -> list[str]:
    """What was found in words: the best trial, and each rule of the text-books."""
    states = [trial.state for trial in found.trials]
    told = ", ".join(f"{name} {_shown(value)}" for name, value in found.winner.settings.items())
    return [
        f"{states.count('complete')} trials were completed and {states.count('pruned')} cut off; "
        f"the best has a {found.loss_name} of {found.winner.loss:.4g} on the validation part: "
        f"{told}.",
        *(rule.sentence for rule in found.rules),
        "The rules are judged by the best trial on each side, trained once, from one seed: the "
        "side with more trials has more chances.",
    ]


def best_trials(found: Tuning) -> Table:
    """The complete trials with the lowest losses, best first."""
    done = [trial for trial in found.trials if trial.state == "complete"]
    best = sorted(done, key=lambda trial: trial.loss or 0.0)[:SHOWN]
    heads = ("trial", *SEARCHED, found.loss_name, "seconds")
    return Table("The best trials, on the validation part", heads, tuple(map(_row, best)))


def _row(trial: Trial) -> tuple[str, ...]:
    chosen = (_shown(trial.settings[name]) for name in SEARCHED)
    return (f"{trial.number}", *chosen, f"{trial.loss:.4g}", f"{trial.seconds:.1f}")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3g}" if isinstance(value, float) else f"{value}"


def tuning_markdown(found: Tuning) -> str:
    """The words, and the table of the best trials."""
    table = best_trials(found)
    words = "\n".join(f"- {sentence}" for sentence in summary(found))
    parts = (f"# A search for a {found.task} model", words, f"### {table.title}", markdown(table))
    return "\n\n".join(parts) + "\n"


def _picture(found: Tuning) -> bytes:
    from matplotlib.figure import Figure

    done = [trial for trial in found.trials if trial.loss is not None]
    figure = Figure(figsize=(11, 4), layout="constrained")
    panels = {
        "hidden_size": (f"units over the {found.inputs} of the input", found.inputs, (2, 4)),
        "num_layers": ("layers", 1, (3, 5)),
        "bidirectional": ("directions", 1, (2, 2)),
    }
    for ax, rule, name in zip(figure.subplots(1, 3, sharey=True), found.rules, panels, strict=True):
        label, unit, band = panels[name]
        values = [trial.settings[name] / unit + (name == "bidirectional") for trial in done]
        losses = [trial.loss or 0.0 for trial in done]
        plots.rule_of_thumb(values, losses, band, label, ax=ax)
        ax.set_title(f"{rule.name}: {rule.word}")
    figure.axes[0].set_ylabel(f"{found.loss_name} on the validation part")
    return png(figure)
