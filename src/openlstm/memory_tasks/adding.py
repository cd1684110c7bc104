# SPDX-License-Identifier: Apache-2.0
"""ADD-HS, MULT-HS and ADD: two marked numbers among many, to be added or multiplied."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch.nn.functional as F
from torch import Tensor

from openlstm.memory_tasks.base import Batch, MemoryTask, require, tensors

__all__ = ["Add", "AddHS", "MultHS"]


class _LastStepNumber(MemoryTask):
    """One number at the last step: mean squared error; right if within 0.04."""

    input_size: ClassVar[int] = 2
    outputs: ClassVar[int] = 1
    T: int

    @property
    def length(self) -> int:
        return self.T

    def loss(self, output: Tensor, targets: Tensor) -> Tensor:
        return F.mse_loss(output[:, 0], targets)

    def errors(self, output: Tensor, targets: Tensor) -> Tensor:
        return (~((output[:, 0] - targets).abs() < 0.04)).float()  # NaN is wrong


@dataclass(frozen=True)
class AddHS(_LastStepNumber):
    """The strict adding problem: two marked numbers, both at least T/2 steps before the end.

    Inputs: channel 0 the numbers, uniform in [−1, 1); channel 1 −1 at both ends of the sequence,
    1 at the two marked steps, else 0. A mark on the first step stands for the number 0. Targets:
    0.5 + (a + b) / 4, [B] float32. Right: within 0.04.

    Draws of a batch: the length n, `integers(T, T + T//10 + 1)`; the numbers v, `random((n, B))`,
    as 2v − 1; the first mark i, `integers(0, 10, (B,))`; r, `integers(0, T//2 − 1, (B,))`, which
    gives the second mark: r + 1 if r ≥ i, else r.

    Args:
        T: steps of a sequence at least, T ≥ 22, so that both marks fit (default 1000).

    Raises:
        InputError: T is too small.

    Source: Hochreiter & Schmidhuber 1997, experiment 4.

    >>> batch = next(iter(AddHS(T=50).batches(3)))
    >>> batch.inputs.shape, (batch.inputs[..., 1] == 1).sum(0).tolist()
    (torch.Size([55, 3, 2]), [2, 2, 2])
    """

    name: ClassVar[str] = "add-hs"
    neutral: ClassVar[float] = 0.0
    T: int = 1000

    def __post_init__(self) -> None:
        require("T", self.T, 22)

    def draw(self, generator: np.random.Generator, batch_size: int) -> Batch:
        numbers, first, second = self._draw(generator, batch_size)
        return self._marked(2 * numbers - 1, first, second)

    def _draw(self, generator: np.random.Generator, batch_size: int) -> tuple[np.ndarray, ...]:
        steps = generator.integers(self.T, self.T + self.T // 10 + 1)
        numbers = generator.random((steps, batch_size))
        first = generator.integers(0, 10, (batch_size,))
        second = generator.integers(0, self.T // 2 - 1, (batch_size,))
        return numbers, first, np.where(second >= first, second + 1, second)

    def _marked(self, numbers: np.ndarray, first: np.ndarray, second: np.ndarray) -> Batch:
        rows = np.arange(len(first))
        inputs = np.zeros((*numbers.shape, 2), np.float32)
        inputs[..., 0] = numbers
        inputs[[0, -1], :, 1] = -1
        inputs[first, rows, 1] = inputs[second, rows, 1] = 1
        a, b = (self._read(inputs, step, rows) for step in (first, second))
        return tensors(inputs, self._answer(a, b))

    def _read(self, inputs: np.ndarray, step: np.ndarray, rows: np.ndarray) -> np.ndarray:
        return np.where(step == 0, np.float32(self.neutral), inputs[step, rows, 0])

    def _answer(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return np.float32(0.5) + (a + b) / np.float32(4)


@dataclass(frozen=True)
class MultHS(AddHS):
    """The strict multiplication problem: as `AddHS`, with a product of numbers in [0, 1).

    Inputs and draws are those of `AddHS`, but for the numbers, v themselves; a mark on the first
    step stands for the number 1. Targets: a · b, [B] float32. Right: within 0.04.

    Args:
        T: steps of a sequence at least, T ≥ 22 (default 100).

    Raises:
        InputError: T is too small.

    Source: Hochreiter & Schmidhuber 1997, experiment 5.

    >>> batch = next(iter(MultHS(T=50).batches(3)))
    >>> bool(((batch.targets >= 0) & (batch.targets < 1)).all())
    True
    """

    name: ClassVar[str] = "mult-hs"
    neutral: ClassVar[float] = 1.0
    T: int = 100

    def draw(self, generator: np.random.Generator, batch_size: int) -> Batch:
        return self._marked(*self._draw(generator, batch_size))

    def _answer(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return a * b


@dataclass(frozen=True)
class Add(_LastStepNumber):
    """The adding problem as it is posed today: one mark in each half; short lags occur.

    Inputs: channel 0 the numbers, uniform in [0, 1); channel 1 one at the two marked steps, else 0.
    Targets: the sum of the marked numbers, [B] float32; a constant answer errs by 1/6 in the mean
    square. `errors` gives the squared error itself, since this task is judged by its mean.

    Draws of a batch: the numbers, `random((T, B))`; the first mark, `integers(0, T//2, (B,))`; the
    second, `integers(T//2, T, (B,))`.

    Args:
        T: steps of a sequence, T ≥ 2 (default 1000).

    Raises:
        InputError: T is too small.

    Source: Le, Jaitly & Hinton 2015.

    >>> batch = next(iter(Add(T=50).batches(3)))
    >>> (batch.inputs[..., 0] * batch.inputs[..., 1]).sum(0).equal(batch.targets)
    True
    """

    name: ClassVar[str] = "add"
    T: int = 1000

    def __post_init__(self) -> None:
        require("T", self.T, 2)

    def draw(self, generator: np.random.Generator, batch_size: int) -> Batch:
        inputs = np.zeros((self.T, batch_size, 2), np.float32)
        inputs[..., 0] = generator.random((self.T, batch_size))
        rows = np.arange(batch_size)
        first = generator.integers(0, self.T // 2, (batch_size,))
        second = generator.integers(self.T // 2, self.T, (batch_size,))
        inputs[first, rows, 1] = inputs[second, rows, 1] = 1
        return tensors(inputs, inputs[first, rows, 0] + inputs[second, rows, 0])

    def errors(self, output: Tensor, targets: Tensor) -> Tensor:
        return (output[:, 0] - targets).square()
