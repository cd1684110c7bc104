# SPDX-License-Identifier: Apache-2.0
"""The scoreboard: how many trainings of each model solved each task, and after how much."""

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scipy.stats import binomtest, fisher_exact

from openlstm.studies.memory.settings import MODELS, TASKS
from openlstm.studies.memory.training import Run, Trained

__all__ = ["FIRST_TRIAL", "Row", "best_of_ours", "fisher_p", "rank", "rows", "unusual"]

FIRST_TRIAL = 100
"""Seeds from here on choose learning rates and are not scored."""


def unusual(training: "Row | Run") -> list[str]:
    """What of it is not the protocol's: a limit of the gradient, short sequences first.

    >>> unusual(Run("add-200", "gru", 0, 0.01, 200_000, 10, curriculum=True, gradient_clip=0.1))
    ['clip 0.1', 'curriculum']
    """
    clip = f"clip {training.gradient_clip:g}"
    return [clip] * (training.gradient_clip != 1) + ["curriculum"] * training.curriculum


@dataclass(frozen=True)
class Row:
    """The trainings of one model on one task that differ in nothing but the seed."""

    task: str
    model: str
    rate: float
    budget: int
    minutes: float
    runs: tuple[Trained, ...]
    curriculum: bool = False
    gradient_clip: float = 1.0

    @property
    def track(self) -> str:
        """What the model is told, and how its training differs from the protocol's."""
        return ", ".join((MODELS[self.model].track, *unusual(self)))

    @property
    def solved(self) -> int:
        """How many of the trainings solved the task."""
        return sum(run.solved for run in self.runs)

    @property
    def diverged(self) -> int:
        """How many of the trainings ended because the model gave no numbers any more."""
        return sum(run.errors is None for run in self.runs)

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share that solves it."""
        found = binomtest(self.solved, len(self.runs)).proportion_ci(method="wilson")
        return float(found.low), float(found.high)

    @property
    def sequences(self) -> tuple[int, float, int]:
        """Fewest, median and most sequences; an unsolved training counts as the whole budget."""
        each = sorted(run.sequences if run.solved else self.budget for run in self.runs)
        return each[0], statistics.median(each), each[-1]

    @property
    def seconds(self) -> float:
        """Median processor time of a training."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def reached(self) -> float:
        """Median of the test sequences that were right before the first that was not."""
        return statistics.median(run.reached for run in self.runs)

    def fisher_p(self, other: "Row") -> float:
        """Fisher's exact p that both solve the task equally often, two-sided."""
        return fisher_p(*((row.solved, len(row.runs)) for row in (self, other)))


def fisher_p(*counts: tuple[int, int]) -> float:
    """Fisher's exact two-sided p that two shares are one, from (solved, of how many) of each.

    >>> round(fisher_p((10, 10), (0, 3)), 3)
    0.003
    """
    return float(fisher_exact([(solved, of - solved) for solved, of in counts]).pvalue)


def rows(done: Mapping[Run, Trained]) -> list[Row]:
    """The scored trainings by task and model, in the order of their tables."""
    kinds: dict[Run, list[Trained]] = {}
    for run in sorted((run for run in done if run.seed < FIRST_TRIAL), key=_order):
        kinds.setdefault(replace(run, seed=0), []).append(done[run])
    return [
        Row(
            kind.task, kind.model, kind.rate, kind.budget, kind.minutes, tuple(runs),
            kind.curriculum, kind.gradient_clip,
        )
        for kind, runs in kinds.items()
    ]  # fmt: skip


def _order(run: Run) -> tuple[int, int, int]:
    return list(TASKS).index(run.task), list(MODELS).index(run.model), run.seed


def rank(row: Row) -> tuple[float, float]:
    """Rows by it: the one that solves the task most often first, then with fewest sequences."""
    return -row.solved / len(row.runs), row.sequences[1]


def best_of_ours(of_task: Iterable[Row]) -> Row | None:
    """Our row that solves the task most often, then with fewest sequences; None without any."""
    ours = [row for row in of_task if row.model.startswith("openlstm")]
    return min(ours, key=rank, default=None)
