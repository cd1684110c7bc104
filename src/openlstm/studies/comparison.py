# SPDX-License-Identifier: Apache-2.0
"""What a comparison found: numbers, by architecture, task and seed."""

import statistics
from dataclasses import dataclass
from typing import Any

from openlstm.studies.architectures import DEEP, ZOO
from openlstm.studies.costs import Cost
from openlstm.studies.gradients import Decay, Reach
from openlstm.studies.settings import ARCHITECTURES
from openlstm.studies.training import EMBEDDING

__all__ = ["Comparison", "Score"]


@dataclass(frozen=True)
class Score:
    """One number that a trained model is judged by, of every seed."""

    task: str
    """"language", "brackets" or "keep" and the lag."""
    metric: str
    """"nats_per_char" (lower is better); "opening", "closing", "kept": shares that are right."""
    architecture: str
    init: str
    layers: int
    hidden_size: int
    parameters: int
    """Of the recurrent layers."""
    learning_rate: float
    """Largest step size of AdamW: the one chosen, or the only one."""
    values: tuple[float, ...]
    """By seed."""
    updates: int
    """Of the weights, the fewest of all seeds."""
    seconds: float
    """Of training by the clock on the wall, median over the seeds."""

    @property
    def multiply_adds(self) -> int:
        """For a step of one sequence, in the recurrent layers."""
        architecture = ZOO[self.architecture]
        return architecture.multiply_adds(EMBEDDING, self.hidden_size, self.layers)

    @property
    def mean(self) -> float:
        return statistics.fmean(self.values)

    @property
    def lower_is_better(self) -> bool:
        return self.metric == "nats_per_char"

    @property
    def deep(self) -> bool:
        """Whether it belongs to the comparison of depths, which has its own initialisation."""
        return self.init == DEEP

    @property
    def label(self) -> str:
        """The architecture in words, with the initialisation where it is not the usual one."""
        return ARCHITECTURES[self.architecture] + (" (chrono)" if self.init == "chrono" else "")

    def beats(self, other: "Score") -> bool:
        """Whether the worst seed of this one is better than the best seed of the other."""
        if self.lower_is_better:
            return max(self.values) < min(other.values)
        return min(self.values) > max(other.values)


@dataclass(frozen=True)
class Comparison:
    """RNN, LSTM, bidirectional LSTM and GRU side by side."""

    settings: dict[str, Any]
    """The fields of `CompareSettings`."""
    machine: dict[str, Any]
    """Where it was measured: processor, torch, threads."""
    costs: tuple[Cost, ...]
    decays: tuple[Decay, ...]
    reaches: tuple[Reach, ...]
    scores: tuple[Score, ...]
    moved: tuple[Score, ...]
    """Of the language models: metric "moved k" is the share of probability that moves when the
    character k steps back is another one."""
    baselines: dict[str, dict[str, float]]
    """Task → name → score of what learns nothing, or only counts."""
    conclusions: tuple[str, ...] = ()
    """What follows, in words, each sentence computed from the numbers."""

    def cost(self, architecture: str) -> Cost | None:
        """The costs of one architecture; None if it was left out."""
        return next((each for each in self.costs if each.architecture == architecture), None)

    def decay(self, architecture: str, init: str, quantity: str) -> Decay | None:
        """One gradient curve; None if it was left out."""
        wanted = (architecture, init, quantity)
        found = (d for d in self.decays if (d.architecture, d.init, d.quantity) == wanted)
        return next(found, None)

    def of_task(self, task: str, metric: str) -> list[Score]:
        """The scores of all architectures on one task, one layer each."""
        return [s for s in self.scores if (s.task, s.metric) == (task, metric) and not s.deep]

    def score(
        self, task: str, metric: str, architecture: str, chrono: bool = False
    ) -> Score | None:
        """One score of one layer; None if it was left out."""
        wanted = (architecture, chrono)
        found = self.of_task(task, metric)
        return next((s for s in found if (s.architecture, s.init == "chrono") == wanted), None)

    def depths(self) -> list[Score]:
        """The scores of the LSTM with 1, 2, … layers on real text."""
        return sorted((s for s in self.scores if s.deep), key=lambda s: s.layers)

    def measures(self) -> list[tuple[str, str]]:
        """(task, metric) of everything that was trained, depth aside."""
        return list(dict.fromkeys((s.task, s.metric) for s in self.scores if not s.deep))

    def columns(self) -> list[tuple[str, bool]]:
        """(architecture, whether with chrono) of all that was trained, in the order asked for."""
        order = list(ARCHITECTURES)
        found = {(s.architecture, s.init == "chrono") for s in self.scores if not s.deep}
        return sorted(found, key=lambda each: (order.index(each[0]), each[1]))
