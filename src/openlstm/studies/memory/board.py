# SPDX-License-Identifier: Apache-2.0
"""The rows of the scoreboard: a task, its network's size, its criterion, what is published."""

from collections.abc import Iterator
from dataclasses import dataclass

from openlstm.memory_tasks import (
    Add,
    AddHS,
    Batch,
    Copy,
    Count,
    EmbeddedReber,
    Latch,
    MemoryTask,
    MultHS,
    Order,
    Parity,
)
from openlstm.studies.memory.criteria import Criterion

__all__ = ["BOARD", "Entry"]


@dataclass(frozen=True)
class Entry:
    """A row of the scoreboard.

    Attributes:
        task: what is trained on.
        solved: the criterion.
        tuned_on: the row whose learning rates are taken, the shortest of its kind.
        span: T that a model which is told the lags is told: chrono takes lags 1 to T − 1.
        hidden_size: H of every model.
        seeds: trainings by the protocol.
        published: the best published result of the exact LSTM, in sequences or in words.
        goal: ours.
    """

    task: MemoryTask
    solved: Criterion
    tuned_on: str
    span: int
    hidden_size: int = 32
    seeds: int = 5
    published: str = "none"
    goal: str = ""


def _latch(q: int, published: str, goal: str) -> Entry:
    task = Latch(q=q, p=100)
    return Entry(
        task,
        Criterion(task, 10_000, fresh=True),
        "latch-100",
        span=q,
        seeds=10,
        published=published,
        goal=goal,
    )


def _strict(task: AddHS, wrong: int, tuned_on: str, seeds: int, published: str, goal: str) -> Entry:
    criterion = Criterion(task, limit=wrong)
    return Entry(task, criterion, tuned_on, task.T, seeds=seeds, published=published, goal=goal)


def _add(T: int, published: str, goal: str) -> Entry:
    task = Add(T=T)
    criterion = Criterion(task, limit=2560 * 1e-3)
    return Entry(task, criterion, "add-200", T, seeds=10, published=published, goal=goal)


def _order(m: int, s: int, published: str, goal: str) -> Entry:
    task = Order(m=m, s=s)
    return Entry(
        task, Criterion(task, limit=3), "order-6a", 100 * s, published=published, goal=goal
    )


def _copy(lag: int, published: str, goal: str) -> Entry:
    task = Copy(lag=lag)
    return Entry(
        task,
        Criterion(task, limit=25),
        "copy-100",
        task.length,
        hidden_size=128,
        published=published,
        goal=goal,
    )


def _counted() -> Iterator[Batch]:
    """Strings of n = 1, 2, … 1000."""
    for first in range(1, 1001, 20):
        yield Count().strings(list(range(first, first + 20)))


_PARITY, _COUNT, _CERG = Parity(), Count(), EmbeddedReber()

BOARD = {
    "latch-100": _latch(100, "31,000", ""),
    "latch-1000": _latch(1000, "135,000", "10/10 within 10,000"),
    "latch-10000": _latch(10_000, "none", "7/10 or more in 60 minutes"),
    "add-hs-100": _strict(AddHS(T=100), 3, "add-hs-100", 10, "74,000", "30,000"),
    "add-hs-1000": _strict(AddHS(T=1000), 3, "add-hs-100", 10, "853,000", "10/10, 40,000"),
    "add-200": _add(200, "none", ""),
    "add-1000": _add(1000, "solved at 2000", "10/10"),
    "add-5000": _add(5000, "none", "8/10 or more in 60 minutes"),
    "mult-hs-100": _strict(MultHS(T=100), 15, "mult-hs-100", 5, "482,000", "100,000"),
    "mult-hs-1000": _strict(MultHS(T=1000), 15, "mult-hs-100", 5, "none", "solved"),
    "order-6a": _order(2, 1, "31,390", "6,000"),
    "order-6b": _order(3, 1, "571,100", "15,000"),
    "order-6a-long": _order(2, 10, "none", "all seeds"),
    "parity": Entry(
        _PARITY,
        Criterion(Parity(10_000, 10_000), 1000, batch_size=50),
        "parity",
        span=40,
        published="right at 2048 (sLSTM)",
        goal="8/10 or more",
    ),
    "count": Entry(
        _COUNT,
        Criterion(_COUNT, 1000, batches=_counted),
        "count",
        span=31,
        published="about 50",
        goal="median 1000",
    ),
    "cerg": Entry(
        _CERG,
        Criterion(EmbeddedReber(T=1000), 10_000, batch_size=10),
        "cerg",
        span=100,
        published="62 % of networks",
        goal="all seeds",
    ),
    "copy-100": _copy(100, "none", "all seeds"),
    "copy-1000": _copy(1000, "unsolved", "any seed"),
}
"""By the names of `settings.TASKS`."""
