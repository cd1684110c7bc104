# SPDX-License-Identifier: Apache-2.0
"""What a task brings so that its models can be searched and compared on somebody's own data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from torch import nn

from openlstm.errors import InputError
from openlstm.training.loop import Watch

__all__ = ["Attempt", "Subject", "subject_of"]

SUBJECTS = {"classify": "classifications", "forecast": "forecasts"}
"""Task → the file here that holds its `subject` function."""


@dataclass(frozen=True)
class Attempt:
    """One training."""

    model: Any
    """With the best weights, in evaluation mode; what `score` takes."""
    loss: float
    """The lowest on the validation part."""
    steps: int
    seconds: float
    interrupted: bool
    """Whether Ctrl-C ended it."""


class Subject(Protocol):
    """Data and settings of one task, read and prepared once for many trainings."""

    task: str
    """Its name."""
    settings: Any
    """Where every training begins from; `changes` come on top."""
    loss_name: str
    """What the validation part is scored in, lower is better."""
    inputs: int
    """I, how many numbers the recurrent layer reads at a step."""
    metric: str
    """What the test part is scored in, in words."""
    lower_is_better: bool
    """Whether that is so of `metric`."""
    one_way: str
    """Why a second direction is not to be tried; empty if it may be."""
    fingerprint: str
    """Of the data."""

    def train(
        self,
        changes: Mapping[str, Any],
        watch: Watch,
        recurrent: Callable[..., nn.RNNBase] | None = None,
        alone: bool = False,
    ) -> Attempt:
        """A model of the settings with `changes`.

        Args:
            watch: called after every step.
            recurrent: makes the layer in the LSTM's place, from the size of its input.
            alone: without what the task sets beside its network, such as a straight line.

        Raises:
            InputError: the training broke down.
        """
        ...

    def score(self, model: Any) -> float:
        """The `metric` of a trained model on the test part."""
        ...

    def baselines(self) -> dict[str, float]:
        """The same of models without a network: name in words → score."""
        ...


def subject_of(task: str, data: Any, told: Mapping[str, Any]) -> Subject:
    """The subject of that task.

    Args:
        data: as the `fit` of the task's estimator takes it.
        told: settings of the task by name, and what else its `fit` takes.

    Raises:
        InputError: there is none for that task, a setting is wrong, or the data are not what the
            settings say.
    """
    if task not in SUBJECTS:
        raise InputError(f"task must be one of {', '.join(SUBJECTS)}, got {task!r}; name one.")
    found: Subject = import_module(f"openlstm.studies.{SUBJECTS[task]}").subject(data, told)
    return found
