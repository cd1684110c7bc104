# SPDX-License-Identifier: Apache-2.0
"""COUNT: strings aⁿbⁿ or aⁿbⁿcⁿ, where the next legal symbols are asked at each step."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from openlstm.memory_tasks.base import Batch, MemoryTask, require, tensors

__all__ = ["Count"]

_PADDING = -1.0


@dataclass(frozen=True)
class Count(MemoryTask):
    """Counting: S, then n times a, n times b (and n times c); which symbols may come next?

    Inputs: S = 0, a b (c) = 1 2 (3), [T, B]. Targets: the legal next symbols over a, b (, c), end
    as ones among zeros, [T, B, k + 1] float32: after S a; after any a both a and b; within a later
    block its own letter; at its last letter the next one, or the end. Loss: binary cross-entropy.
    Right: every output on its side of ½ at every step.

    Each row has a length of its own, because rows of one length would be equal; behind its end the
    inputs are 0 and the targets −1, which loss and errors leave out. (It is the only task with
    padding.)

    Draws of a batch: the rows' n, `integers(1, n + 1, (B,))`.

    Args:
        n: largest n, at least 1 (default 10).
        k: kinds of letters, 2 or 3 (default 3).

    Raises:
        InputError: one of them is out of its range.

    Source: Gers & Schmidhuber 2001.

    >>> batch = Count().strings([2])
    >>> batch.inputs[:, 0].tolist(), batch.targets[3, 0].tolist()
    ([0, 1, 1, 2, 2, 3, 3], [0.0, 1.0, 0.0, 0.0])
    """

    name: ClassVar[str] = "count"
    every_step: ClassVar[bool] = True
    n: int = 10
    k: int = 3

    def __post_init__(self) -> None:
        require("n", self.n, 1)
        require("k", self.k, 2, 3)

    @property
    def input_size(self) -> int:
        return self.k + 1

    @property
    def outputs(self) -> int:
        return self.k + 1

    @property
    def length(self) -> int:
        return 1 + self.k

    def draw(self, generator: np.random.Generator, batch_size: int) -> Batch:
        return self.strings(generator.integers(1, self.n + 1, (batch_size,)).tolist())

    def strings(self, counts: list[int]) -> Batch:
        """The batch of these n, whatever the task's own largest n is.

        Args:
            counts: n of each row, at least 1.

        Raises:
            InputError: one of them is too small.
        """
        for count in counts:
            require("counts", count, 1)
        steps = 1 + self.k * max(counts)
        inputs = np.zeros((steps, len(counts)), np.int64)
        targets = np.full((steps, len(counts), self.outputs), _PADDING, np.float32)
        for row, count in enumerate(counts):
            word = np.repeat(np.arange(1, self.k + 1), count)
            inputs[1 : len(word) + 1, row] = word
            targets[: len(word) + 1, row] = self._legal(word, count)
        return tensors(inputs, targets)

    def _legal(self, word: np.ndarray, count: int) -> np.ndarray:
        """[1 + k·count, k + 1]: a step's own next symbol, and b after any a."""
        legal = np.eye(self.outputs, dtype=np.float32)[[*(word - 1), self.k]]
        legal[1 : count + 1, :2] = 1
        return legal

    def loss(self, output: Tensor, targets: Tensor) -> Tensor:
        asked = targets != _PADDING
        return F.binary_cross_entropy_with_logits(output[asked], targets[asked])

    def errors(self, output: Tensor, targets: Tensor) -> Tensor:
        right = torch.where(targets > 0.5, output > 0, output < 0) | (targets == _PADDING)
        return (~right.all(-1).all(0)).float()
