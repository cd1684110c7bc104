# SPDX-License-Identifier: Apache-2.0
"""LATCH: which of two symbols stood near the beginning, more than q distractors ago."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from openlstm.memory_tasks.base import Batch, LastStepClass, require, tensors

__all__ = ["Latch"]


@dataclass(frozen=True)
class Latch(LastStepClass):
    """The strict latch: b, then x or y, q + k distractors, e; was it x or y?

    Symbols are 0 … p−1 (distractors), p = e, p+1 = b, p+2 = x, p+3 = y. No sequence is shorter
    than q + 3, so nothing can be learned from near examples. Targets: the class, [B] int64, 0 for
    x. Right: both probabilities within 0.2.

    Draws of a batch: k by scalars `random()`, each ≥ 0.1 adds one and the first below ends it; the
    classes, `integers(0, 2, (B,))`; the distractors, `integers(0, p, (q + k, B))`.

    Args:
        q: distractors in each sequence at least, q ≥ 1 (default 1000); the lag is q + 1 or more.
        p: how many kinds of them, p ≥ 1 (default 100).

    Raises:
        InputError: one of them is too small.

    Source: Hochreiter & Schmidhuber 1997, experiment 2c.

    >>> batch = next(iter(Latch(q=5, p=3).batches(2)))
    >>> batch.inputs[:2, 0].tolist(), batch.targets.tolist()
    ([4, 5], [0, 0])
    """

    name: ClassVar[str] = "latch"
    outputs: ClassVar[int] = 2
    tolerance: ClassVar[float] = 0.2
    q: int = 1000
    p: int = 100

    def __post_init__(self) -> None:
        require("q", self.q, 1)
        require("p", self.p, 1)

    @property
    def input_size(self) -> int:
        return self.p + 4

    @property
    def length(self) -> int:
        return self.q + 3

    def draw(self, generator: np.random.Generator, batch_size: int) -> Batch:
        more = 0
        while generator.random() >= 0.1:
            more += 1
        classes = generator.integers(0, 2, (batch_size,))
        symbols = np.empty((self.q + more + 3, batch_size), np.int64)
        symbols[0] = self.p + 1
        symbols[1] = self.p + 2 + classes
        symbols[2:-1] = generator.integers(0, self.p, (self.q + more, batch_size))
        symbols[-1] = self.p
        return tensors(symbols, classes)
