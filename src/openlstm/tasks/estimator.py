# SPDX-License-Identifier: Apache-2.0
"""What the model of every task can do: be told settings, be saved as a run, be loaded from one."""

import json
import platform
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import torch
from safetensors.torch import load_file
from safetensors.torch import save as save_tensors
from torch import Tensor

from openlstm import __version__
from openlstm.errors import InputError
from openlstm.files import write_atomic
from openlstm.training.folder import VERSION, new_run, read_json, read_run, read_yaml
from openlstm.training.history import history_csv, read_history
from openlstm.training.settings import Settings, TrainingSettings, checked, settings_yaml

__all__ = ["Estimator", "Reader"]

Self = TypeVar("Self", bound="Estimator")
Reader = Callable[[Path], Any]


class Estimator(ABC):
    """A trained model of one task, and its run folder.

    A task brings its settings, and says what its weights and its pipeline are, how they are read
    back, which files of its own a run has, and what its report shows. The rest is the same for all.
    """

    task: ClassVar[str]
    """The name of the task, which is also the name of its package."""
    kind: ClassVar[type[TrainingSettings]]
    """The class of its settings."""

    settings: Any
    metrics: dict[str, Any]
    """Split (validation, test) → model → metric."""
    history: list[dict[str, float]]
    """A row for each validation during the training."""
    interrupted: bool = False
    """Whether Ctrl-C ended the training."""

    def __init__(self, **settings: Any) -> None:
        self.settings = checked(self.kind, settings)

    @abstractmethod
    def verdict(self) -> str:
        """One sentence on whether the network beats the models that count, on the test part."""

    @abstractmethod
    def report(self, title: str) -> str:
        """The page report.html, one self-contained file."""

    @abstractmethod
    def weights(self) -> dict[str, Tensor]:
        """What model.safetensors holds."""

    @abstractmethod
    def pipeline(self) -> dict[str, Any]:
        """What pipeline.json says beside the names of task and version."""

    @abstractmethod
    def files(self) -> dict[str, str]:
        """The task's own files of a run: name → text."""

    @classmethod
    @abstractmethod
    def readers(cls) -> dict[str, Reader]:
        """How pipeline.json and the task's own files are read; broken ones raise any error."""

    @abstractmethod
    def restore(self, found: Mapping[str, Any]) -> None:
        """Take up what the readers found; weights that do not fit raise RuntimeError."""

    def require_fitted(self) -> None:
        """Nothing, if there was a training, here or before the run was saved.

        Raises:
            sklearn.exceptions.NotFittedError: there was none; it is an AttributeError too.
        """
        if "metrics" not in vars(self):
            from sklearn.exceptions import NotFittedError

            raise NotFittedError(
                f"this {type(self).__name__} is not fitted; call fit first, or take a trained one "
                "from its run with openlstm.load."
            )

    def save(self, folder: str | Path, overwrite: bool = False) -> Path:
        """The run folder, written whole: weights, settings, pipeline, scores, history, report.

        Args:
            folder: where; it must be empty or not there yet.
            overwrite: replace a run that is there.

        Raises:
            InputError: the folder holds something else or cannot be written.
            sklearn.exceptions.NotFittedError: there was no training.
        """
        self.require_fitted()
        path = Path(folder)
        with new_run(path, "any" if overwrite else "") as partial:
            self.write(partial, "save", self.settings, path.name)
        return path

    def write(self, folder: Path, command: str, settings: Settings, title: str) -> None:
        """Write the files of a run into `folder`; `command` made it, told `settings`."""
        manifest = {
            "task": self.task,
            "version": VERSION,
            "openlstm": __version__,
            "command": command,
            **self.pipeline(),
        }
        files: dict[str, str | bytes] = {
            "model.safetensors": save_tensors(self.weights()),
            "config.yaml": settings_yaml(settings),
            "pipeline.json": json.dumps(manifest, ensure_ascii=False),
            "history.csv": history_csv(self.history),
            "metrics.json": json.dumps(self.metrics, indent=2),
            "environment.json": json.dumps(environment(), indent=2),
            **self.files(),
            "report.html": self.report(title),
        }
        for name, data in files.items():
            write_atomic(folder / name, data)

    @classmethod
    def load(cls: type[Self], folder: str | Path) -> Self:
        """The model of a run folder; see `openlstm.load`."""
        common: dict[str, Reader] = {
            "config.yaml": cls._read_settings,
            "model.safetensors": load_file,
            "metrics.json": read_json,
            "history.csv": read_history,
        }
        found = read_run(Path(folder), {**common, **cls.readers()})
        self = cls(**found["config.yaml"])
        self.metrics, self.history = found["metrics.json"], found["history.csv"]
        try:
            self.restore(found)
        except (RuntimeError, KeyError):
            raise InputError(
                f"the run {folder} is damaged: model.safetensors has other weights than "
                "config.yaml and pipeline.json describe; restore it or train again."
            ) from None
        return self

    @classmethod
    def _read_settings(cls, path: Path) -> dict[str, Any]:
        """The settings of the model, without those of the command that made the run."""
        values = read_yaml(path)
        settings = {name: values[name] for name in cls.kind.model_fields if name in values}
        return checked(cls.kind, settings).model_dump()


def environment() -> dict[str, Any]:
    """What a run was made with, so that its numbers can be made again."""
    return {
        "openlstm": __version__,
        "python": platform.python_version(),
        "torch": torch.__version__,
        "platform": platform.platform(),
        "threads": torch.get_num_threads(),
    }
