# SPDX-License-Identifier: Apache-2.0
"""Commands for runs of any task: each task's module knows what its own look like."""

from types import ModuleType

from openlstm.cli import classifying, display, forecasting, language
from openlstm.cli.settings import Evaluate, Report
from openlstm.errors import InputError
from openlstm.files import check_file, write_atomic
from openlstm.tasks import load
from openlstm.training.folder import read_manifest

__all__ = ["evaluate", "predict", "report"]

TASKS: dict[str, ModuleType] = {
    "language": language,
    "forecast": forecasting,
    "classify": classifying,
}


def evaluate(settings: Evaluate) -> None:
    """Score a trained model on other data, beside models that know less."""
    model = load(settings.run)
    TASKS[model.task].evaluate(model, settings.files)


def predict(settings: forecasting.Predict) -> None:
    """Forecast the next steps of every series in a table, or name the class of every sequence.

    For a forecast, rows after the last target hold what is known of the future; a series that the
    model was not trained on is scaled by its own history.
    """
    if settings.out is not None:
        check_file(settings.out, settings.data)
    task = read_manifest(settings.run)["task"]
    if not hasattr(TASKS.get(task), "predict"):
        raise InputError(f"{settings.run} is a run of task {task}, which predicts no table.")
    TASKS[task].predict(settings)


def report(settings: Report) -> None:
    """Write report.html of a run anew."""
    with display.busy("writing the report"):
        page = load(settings.run).report(settings.run.resolve().name)
        path = write_atomic(settings.run / "report.html", page)
    display.sentence(f"Wrote {path}.")
