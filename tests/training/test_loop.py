# SPDX-License-Identifier: Apache-2.0
"""The loop, with a task that has nothing to do with text."""

import math
import signal
import time
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from openlstm.errors import InputError
from openlstm.training.loop import Progress, train
from openlstm.training.settings import TrainingSettings
from openlstm.training.task import Outcome


class Line:
    """Fit y = 3 x; the state counts the batches of a pass."""

    items = "points"
    cost = "mse"

    def __init__(self, target: float = 3.0) -> None:
        torch.manual_seed(0)
        self.model = nn.Linear(1, 1)
        self.x = torch.linspace(-1, 1, 8)[:, None]
        self.y = target * self.x
        self.states: list[Any] = []
        self.epochs: list[int] = []
        self.validation_losses: Iterator[float] | None = None

    def batches(self, epoch: int) -> list[tuple[Tensor, Tensor]]:
        self.epochs.append(epoch)
        return list(zip(self.x.split(4), self.y.split(4), strict=True))

    def outcome(self, batch: tuple[Tensor, Tensor], state: int | None) -> Outcome:
        self.states.append(state)
        x, y = batch
        assert self.model.training
        return Outcome((self.model(x) - y).square().mean(), (state or 0) + 1, len(x))

    def validate(self) -> float:
        assert not self.model.training
        assert not torch.is_grad_enabled()
        if self.validation_losses:
            return next(self.validation_losses)
        return (self.model(self.x) - self.y).square().mean().item()


def settings(**values: Any) -> TrainingSettings:
    return TrainingSettings(**{"learning_rate": 0.1, "warmup": 0, "max_steps": 100, **values})


def test_it_learns_and_reports() -> None:
    task, seen = Line(), list[Progress]()
    result = train(task, settings(validations=4), seen.append)
    assert task.model.weight.item() == pytest.approx(3, abs=0.1)
    assert not task.model.training
    assert [progress.step for progress in seen] == list(range(1, 101))
    assert [progress.step for progress in seen if progress.validated] == [25, 50, 75, 100]
    assert [row["step"] for row in result.history] == [25, 50, 75, 100]
    assert list(result.history[0]) == [
        "step", "seconds", "points", "train_mse", "validation_mse", "learning_rate",
    ]  # fmt: skip
    assert result.history[-1]["points"] == 400
    assert result.last == seen[-1]
    assert not result.interrupted
    assert math.isnan(seen[0].validation_loss)


def test_the_state_is_carried_within_a_pass() -> None:
    task = Line()
    train(task, settings(max_steps=5))
    assert task.states == [None, 1, None, 1, None]
    assert task.epochs == [0, 1, 2]


def test_passes_are_a_limit() -> None:
    assert train(Line(), settings(max_steps=None, max_epochs=3)).last.step == 6


def test_minutes_are_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count()
    monkeypatch.setattr(time, "perf_counter", lambda: 0.01 * next(calls))
    last = train(Line(), settings(max_steps=None, max_minutes=0.005)).last
    assert last.step > 3
    assert 0.3 <= last.seconds < 0.4


def test_the_best_weights_are_kept() -> None:
    task = Line()
    weights = []
    task.validation_losses = iter([3.0, 1.0, 2.0, math.nan])
    result = train(
        task,
        settings(validations=4),
        lambda at: at.validated and weights.append(task.model.weight.item()),
    )
    assert task.model.weight.item() == weights[1]
    assert len(result.history) == 4


def test_the_same_seed_gives_the_same_weights() -> None:
    tasks = [Line(), Line()]
    for task in tasks:
        train(task, settings())
    assert torch.equal(tasks[0].model.weight, tasks[1].model.weight)


def test_a_loss_that_is_no_number_is_said_with_its_step() -> None:
    with pytest.raises(
        InputError, match=r"step 1: the loss is nan.*lower learning_rate \(now 0.1\)"
    ):
        train(Line(target=math.nan), settings())


def test_ctrl_c_ends_after_the_step_with_a_validation() -> None:
    def press(progress: Progress) -> None:
        if progress.step == 7:
            signal.raise_signal(signal.SIGINT)

    result = train(Line(), settings(validations=1), press)
    assert result.interrupted
    assert [row["step"] for row in result.history] == [8]
