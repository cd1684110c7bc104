# SPDX-License-Identifier: Apache-2.0
"""Commands for runs of any task: each task's module knows what its own look like."""

from types import ModuleType

from openlstm.cli import display, forecasting, language
from openlstm.cli.settings import Evaluate, Report
from openlstm.files import write_atomic
from openlstm.tasks import load

__all__ = ["evaluate", "report"]

TASKS: dict[str, ModuleType] = {"language": language, "forecast": forecasting}


def evaluate(settings: Evaluate) -> None:
    """Score a trained model on other data, beside models that know less."""
    model = load(settings.run)
    TASKS[model.task].evaluate(model, settings.files)


def report(settings: Report) -> None:
    """Write report.html of a run anew."""
    with display.busy("writing the report"):
        page = load(settings.run).report(settings.run.resolve().name)
        path = write_atomic(settings.run / "report.html", page)
    display.sentence(f"Wrote {path}.")
