# SPDX-License-Identifier: Apache-2.0
"""What all memory tasks share: batches without end from a seed, a loss, what counts as right."""

import abc
import hashlib
from collections.abc import Generator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from openlstm.errors import InputError, expected

__all__ = ["Batch", "Batches", "LastStepClass", "MemoryTask", "Stream", "fingerprint", "require"]


@dataclass(frozen=True)
class Batch:
    """Sequences and what is asked of them.

    Attributes:
        inputs: symbols, [T, B] int64; or numbers, [T, B, I] float32.
        targets: see each task; [B] where one answer is asked, [T, B, …] where one at each step.
    """

    inputs: Tensor
    targets: Tensor


Stream = Generator[Batch, Tensor | None, None]
"""Batches one after another. Where one goes on where the last ended, `send` says which rows do not:
True, [B], where a stream begins anew."""


def fingerprint(batch: Batch) -> str:
    """The check value of a batch: 16 hex digits of SHA-256 over inputs, then targets.

    Two programs that draw the same tasks agree on that of the first batch from seed 0.

    >>> from openlstm.memory_tasks import Latch
    >>> fingerprint(next(iter(Latch(q=1000, p=100).batches(16))))
    '9298c650a35aa2b5'
    """
    digest = hashlib.sha256()
    for tensor in (batch.inputs, batch.targets):
        array = tensor.contiguous().numpy()
        digest.update(array.astype(array.dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()[:16]


@dataclass(frozen=True)
class Batches:
    """The batches of one seed, without end; each iteration begins at the first.

    Attributes:
        task: what is drawn.
        batch_size: B, sequences in a batch.
        seed: where all chance begins.
    """

    task: "MemoryTask"
    batch_size: int
    seed: int

    def __iter__(self) -> Stream:
        return self.task.stream(np.random.Generator(np.random.PCG64(self.seed)), self.batch_size)


class MemoryTask(abc.ABC):
    """Sequences whose answer needs what stood far back, drawn fresh without end.

    A network for it reads `features(batch.inputs)`, gives `outputs` numbers, at every step if
    `every_step`, else at the last one, and learns by `loss` of them.
    """

    name: ClassVar[str]
    every_step: ClassVar[bool] = False
    """Whether an answer is asked at every step, or only at the last."""
    carries: ClassVar[bool] = False
    """Whether a batch goes on where the one before ended, so that the state is to be carried."""

    @property
    @abc.abstractmethod
    def input_size(self) -> int:
        """I: numbers at each step, as a network reads them."""

    @property
    @abc.abstractmethod
    def outputs(self) -> int:
        """Numbers that the read-out gives."""

    @property
    @abc.abstractmethod
    def length(self) -> int:
        """Steps of its sequences; of the shortest, where they vary."""

    @abc.abstractmethod
    def draw(self, generator: np.random.Generator, batch_size: int) -> Batch:
        """The next batch, drawn in the order that the class states."""

    def stream(self, generator: np.random.Generator, batch_size: int) -> Stream:
        """One batch after another from the generator."""
        while True:
            yield self.draw(generator, batch_size)

    def batches(self, batch_size: int = 32, seed: int = 0) -> Batches:
        """The batches of one seed, without end: `for batch in task.batches(32, seed=1)`.

        Args:
            batch_size: B, at least 1 (default 32).
            seed: 0 or more (default 0); equal seeds give equal bits.

        Raises:
            InputError: one of them is too small.
        """
        require("batch_size", batch_size, 1)
        require("seed", seed, 0)
        return Batches(self, batch_size, seed)

    def features(self, inputs: Tensor) -> Tensor:
        """What a network reads, [T, B, I] float32: symbols as ones among zeros, numbers as is."""
        if inputs.is_floating_point():
            return inputs
        return F.one_hot(inputs, self.input_size).float()

    @abc.abstractmethod
    def loss(self, output: Tensor, targets: Tensor) -> Tensor:
        """What training lowers, a mean over the batch.

        Args:
            output: [B, outputs] of the last step; [T, B, outputs] if `every_step`.
            targets: of the batch.
        """

    @abc.abstractmethod
    def errors(self, output: Tensor, targets: Tensor) -> Tensor:
        """[B]: 1.0 for a sequence that is answered wrongly, 0.0 for one that is right.

        Args:
            output: [B, outputs] of the last step; [T, B, outputs] if `every_step`.
            targets: of the batch.
        """


class LastStepClass(MemoryTask):
    """One class at the last step: cross-entropy; right if each probability is near its target."""

    tolerance: ClassVar[float]
    """A probability as far as this from its target is wrong."""

    def loss(self, output: Tensor, targets: Tensor) -> Tensor:
        return F.cross_entropy(output, targets)

    def errors(self, output: Tensor, targets: Tensor) -> Tensor:
        away = output.softmax(-1) - F.one_hot(targets, self.outputs)
        return (~(away.abs() < self.tolerance).all(-1)).float()  # NaN is wrong


def require(argument: str, value: int, least: int, most: int | None = None) -> None:
    """Nothing, if the value is a whole number from `least` to `most`.

    Raises:
        InputError: it is not.
    """
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or value < least or (most is not None and value > most):
        span = f"of at least {least}" if most is None else f"from {least} to {most}"
        remedy = f"pass {argument}={least} or more" if most is None else "pass one of them"
        raise InputError(expected(argument, f"a whole number {span}", repr(value), remedy))


def tensors(inputs: np.ndarray, targets: np.ndarray) -> Batch:
    """The arrays as a batch."""
    return Batch(torch.from_numpy(inputs), torch.from_numpy(targets))
