# SPDX-License-Identifier: Apache-2.0
"""COPY: a string to be repeated, symbol by symbol, after a pause."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch.nn.functional as F
from torch import Tensor

from openlstm.memory_tasks.base import Batch, MemoryTask, require, tensors

__all__ = ["Copy"]


@dataclass(frozen=True)
class Copy(MemoryTask):
    """K symbols, lag − 1 blanks, a go sign, K blanks, over which the symbols are to be said again.

    Inputs: symbols 1 … A, the blank 0, the go sign A + 1, [lag + 2K, B]. Targets: 0 for lag + K
    steps, then the symbols. Loss: cross-entropy at every step; who knows all but the symbols has
    K ln A / (lag + 2K). Right: the whole string.

    Draws of a batch: `integers(1, A + 1, (K, B))`.

    Args:
        lag: steps from the last symbol to the go sign, lag ≥ 1 (default 100).
        symbols: K, the length of the string, K ≥ 1 (default 10).
        alphabet: A, kinds of symbols, A ≥ 2 (default 8).

    Raises:
        InputError: one of them is too small.

    Source: Hochreiter & Schmidhuber 1997, in the coding of Arjovsky, Shah & Bengio 2016.

    >>> batch = next(iter(Copy(lag=2, symbols=3).batches(1)))
    >>> batch.inputs[:, 0].tolist(), batch.targets[:, 0].tolist()
    ([7, 6, 5, 0, 9, 0, 0, 0], [0, 0, 0, 0, 0, 7, 6, 5])
    """

    name: ClassVar[str] = "copy"
    every_step: ClassVar[bool] = True
    lag: int = 100
    symbols: int = 10
    alphabet: int = 8

    def __post_init__(self) -> None:
        require("lag", self.lag, 1)
        require("symbols", self.symbols, 1)
        require("alphabet", self.alphabet, 2)

    @property
    def input_size(self) -> int:
        return self.alphabet + 2

    @property
    def outputs(self) -> int:
        return self.alphabet + 1  # the go sign is never an answer

    @property
    def length(self) -> int:
        return self.lag + 2 * self.symbols

    def draw(self, generator: np.random.Generator, batch_size: int) -> Batch:
        string = generator.integers(1, self.alphabet + 1, (self.symbols, batch_size))
        inputs, targets = (np.zeros((self.length, batch_size), np.int64) for _ in range(2))
        inputs[: self.symbols] = targets[-self.symbols :] = string
        inputs[-self.symbols - 1] = self.alphabet + 1
        return tensors(inputs, targets)

    def loss(self, output: Tensor, targets: Tensor) -> Tensor:
        return F.cross_entropy(output.flatten(0, 1), targets.flatten())

    def errors(self, output: Tensor, targets: Tensor) -> Tensor:
        said = output[-self.symbols :].argmax(-1)
        return (said != targets[-self.symbols :]).any(0).float()
