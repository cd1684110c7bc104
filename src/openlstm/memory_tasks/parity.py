# SPDX-License-Identifier: Apache-2.0
"""PARITY: is the number of ones odd? Every step matters, at every length."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from openlstm.errors import InputError, expected
from openlstm.memory_tasks.base import Batch, LastStepClass, require, tensors

__all__ = ["Parity"]


@dataclass(frozen=True)
class Parity(LastStepClass):
    """n fair bits; the target is their sum modulo 2, [B] int64, asked at the last step.

    Right: the likelier class. Trained on short sequences, it is scored on long ones, with a
    `Parity` of their lengths.

    Draws of a batch: n, `integers(shortest, longest + 1)`; the bits, `integers(0, 2, (n, B))`.

    Args:
        shortest: fewest bits, at least 1 (default 3).
        longest: most bits, not below `shortest` (default 40).

    Raises:
        InputError: one of them is out of its range.

    >>> batch = next(iter(Parity().batches(2)))
    >>> (batch.inputs.sum(0) % 2).tolist() == batch.targets.tolist()
    True
    """

    name: ClassVar[str] = "parity"
    input_size: ClassVar[int] = 2
    outputs: ClassVar[int] = 2
    tolerance: ClassVar[float] = 0.5
    shortest: int = 3
    longest: int = 40

    def __post_init__(self) -> None:
        require("shortest", self.shortest, 1)
        if self.longest < self.shortest:
            remedy = "give the longer length last"
            rule = f"at least shortest={self.shortest}"
            raise InputError(expected("longest", rule, self.longest, remedy))

    @property
    def length(self) -> int:
        return self.shortest

    def draw(self, generator: np.random.Generator, batch_size: int) -> Batch:
        steps = generator.integers(self.shortest, self.longest + 1)
        bits = generator.integers(0, 2, (steps, batch_size))
        return tensors(bits, bits.sum(0) % 2)
