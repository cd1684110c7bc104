# SPDX-License-Identifier: Apache-2.0
"""One package per task: data, model, loss, decoding and scores of one kind of job.

`estimator` is what all have in common: settings, run folders. The `settings` of each stay free of
torch, so that `openlstm --help` answers at once; the rest is imported when it is asked for.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openlstm.errors import InputError

if TYPE_CHECKING:
    from openlstm.tasks.classify import Classifier as Classifier
    from openlstm.tasks.forecast import Forecaster as Forecaster
    from openlstm.tasks.language import LanguageModel as LanguageModel

__all__ = ["Classifier", "Forecaster", "LanguageModel", "class_of", "load"]

ESTIMATORS = {
    "language": "LanguageModel",
    "forecast": "Forecaster",
    "classify": "Classifier",
}  # task, which is also its package → class


def load(folder: str | Path, task: str | None = None) -> Any:
    """The model of a run folder, as it was when it was saved: a `LanguageModel`, a `Forecaster` or
    a `Classifier`.

    Only safetensors, JSON, YAML, CSV and text are read; nothing in the folder is ever run.

    Args:
        task: what it must be a run of, "language", "forecast" or "classify"; any task if not given.

    Raises:
        InputError: there is no such folder, it is no run or one of another task, is damaged (every
            missing or broken file is named) or was written by a newer version.
    """
    from openlstm.training.folder import read_manifest

    manifest = read_manifest(Path(folder))
    if task not in (None, manifest["task"]):
        raise InputError(f"{folder} is a run of task {manifest['task']}; this needs one of {task}.")
    if manifest["task"] not in ESTIMATORS:
        known = ", ".join(ESTIMATORS)
        raise InputError(
            f"{folder} is a run of task {manifest['task']}, which this openlstm does not know "
            f"(it knows {known}); update openlstm."
        )
    return class_of(manifest["task"]).load(folder)


def class_of(task: str) -> Any:
    """The class of a task's models, imported when it is asked for."""
    # first, because it warns of another OpenMP runtime: scikit-learn, which comes with estimators,
    # brings one, and does not run on it here
    import_module("openlstm.engines")
    return getattr(import_module(f"openlstm.tasks.{task}.estimator"), ESTIMATORS[task])


def __getattr__(name: str) -> Any:
    for task, estimator in ESTIMATORS.items():
        if name == estimator:
            return class_of(task)
    raise AttributeError(f"module {__name__} has no attribute {name}")
