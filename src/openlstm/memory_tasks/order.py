# SPDX-License-Identifier: Apache-2.0
"""ORDER: in which order came two or three rare symbols, far apart among many others?"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from openlstm.memory_tasks.base import Batch, LastStepClass, require, tensors

__all__ = ["Order"]

_WINDOWS = {2: ((10, 20), (50, 60)), 3: ((10, 20), (33, 43), (66, 76))}
_X, _FIRST, _LAST = 4, 6, 7


@dataclass(frozen=True)
class Order(LastStepClass):
    """Temporal order: m times X or Y, one in each window, among symbols a to d.

    Symbols are a b c d = 0 … 3, X = 4, Y = 5, E = 6 at the first step, B = 7 at the last. Steps are
    counted from 0; windows, both ends included, are [10s, 20s], [50s, 60s] for m = 2 and
    [10s, 20s], [33s, 43s], [66s, 76s] for m = 3. Targets: the binary number of the choices, X 0 and
    Y 1, the first most significant, [B] int64. Right: all probabilities within 0.3.

    Draws of a batch: the length, `integers(100s, 110s + 1)`; a to d for all steps,
    `integers(0, 4, (length, B))`; then for each window its step,
    `integers(from, to + 1, (B,))`; the choices, `integers(0, 2, (m, B))`.

    Args:
        m: how many, 2 (experiment 6a, default) or 3 (6b).
        s: how many times as long as the original, s ≥ 1 (default 1).

    Raises:
        InputError: one of them is out of its range.

    Source: Hochreiter & Schmidhuber 1997, experiment 6.

    >>> batch = next(iter(Order().batches(4)))
    >>> ((batch.inputs == 4) | (batch.inputs == 5)).sum(0).tolist()
    [2, 2, 2, 2]
    """

    name: ClassVar[str] = "order"
    input_size: ClassVar[int] = 8
    tolerance: ClassVar[float] = 0.3
    m: int = 2
    s: int = 1

    def __post_init__(self) -> None:
        require("m", self.m, 2, 3)
        require("s", self.s, 1)

    @property
    def outputs(self) -> int:
        return 2**self.m

    @property
    def length(self) -> int:
        return 100 * self.s

    def draw(self, generator: np.random.Generator, batch_size: int) -> Batch:
        steps = generator.integers(100 * self.s, 110 * self.s + 1)
        symbols = generator.integers(0, 4, (steps, batch_size))
        places = [
            generator.integers(start * self.s, end * self.s + 1, (batch_size,))
            for start, end in _WINDOWS[self.m]
        ]
        choices = generator.integers(0, 2, (self.m, batch_size))
        symbols[0], symbols[-1] = _FIRST, _LAST
        symbols[places, np.arange(batch_size)] = _X + choices
        return tensors(symbols, 2 ** np.arange(self.m)[::-1] @ choices)
