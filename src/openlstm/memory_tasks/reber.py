# SPDX-License-Identifier: Apache-2.0
"""CERG: embedded Reber strings one after another, without end, reset or marker."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch.nn.functional as F
from torch import Tensor

from openlstm.memory_tasks.base import Batch, MemoryTask, Stream, require, tensors

__all__ = ["SYMBOLS", "EmbeddedReber"]

SYMBOLS = "BEPSTVX"
"""What the ids 0 … 6 stand for."""
_REBER = {1: ("T2", "P3"), 2: ("S2", "X4"), 3: ("T3", "V5"), 4: ("X3", "S6"), 5: ("P4", "V6")}


def _automaton() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """By state and fair bit: the next symbol, the next state; by state: the legal next symbols.

    A state is a place in the string and, inside, the letter o that will have to come again.
    """
    edges: dict[str, tuple[str, ...]] = {
        "start": ("B choose",) * 2,
        "choose": ("T T0", "P P0"),
        "last": ("E start",) * 2,
    }
    for o in "TP":
        edges |= {f"{o}0": (f"B {o}1",) * 2, f"{o}6": (f"E {o}7",) * 2, f"{o}7": (f"{o} last",) * 2}
        edges |= {f"{o}{k}": tuple(f"{way[0]} {o}{way[1]}" for way in _REBER[k]) for k in _REBER}
    places = {name: place for place, name in enumerate(edges)}
    split = [[way.split() for way in ways] for ways in edges.values()]
    symbols = np.array([[SYMBOLS.index(symbol) for symbol, _ in ways] for ways in split])
    following = np.array([[places[name] for _, name in ways] for ways in split])
    legal = np.eye(len(SYMBOLS), dtype=np.float32)[symbols].max(1)
    return symbols, following, legal


_SYMBOLS, _NEXT, _LEGAL = _automaton()


@dataclass(frozen=True)
class EmbeddedReber(MemoryTask):
    """Continual embedded Reber: B streams of strings, in windows of T steps that go on.

        embedded string   B, o, a Reber string, o, E          o is T or P
        Reber string      B → 1;  1: T → 2 | P → 3;  2: S → 2 | X → 4;  3: T → 3 | V → 5;
                          4: X → 3 | S → 6;  5: P → 4 | V → 6;  6: E

    Inputs: ids of `SYMBOLS`, [T, B]. Targets: the legal next symbols, one or two, as ones among
    zeros, [T, B, 7] float32. Each stream begins at the start of a string, and a batch goes on
    where the one before ended: carry the state. Loss: binary cross-entropy. A step is right if the
    squared error of each output's sigmoid is below 0.49; `errors` gives wrong steps of each stream.
    The source trains on streams that end at the first wrong step: `stream` takes them by `send`.

    Draws of a batch: `integers(0, 2, (T, B))`: at a branch 0 takes the way named first above (T of
    the two letters o); where there is none, the step's bit is not used.

    Args:
        T: steps of a window, T ≥ 1 (default 100).

    Raises:
        InputError: T is too small.

    Source: Gers, Schmidhuber & Cummins 2000.

    >>> batch = next(iter(EmbeddedReber(T=12).batches(1)))
    >>> "".join(SYMBOLS[k] for k in batch.inputs[:, 0])
    'BPBTSSSSSXSE'
    """

    name: ClassVar[str] = "cerg"
    every_step: ClassVar[bool] = True
    carries: ClassVar[bool] = True
    input_size: ClassVar[int] = len(SYMBOLS)
    outputs: ClassVar[int] = len(SYMBOLS)
    T: int = 100

    def __post_init__(self) -> None:
        require("T", self.T, 1)

    @property
    def length(self) -> int:
        return self.T

    def draw(self, generator: np.random.Generator, batch_size: int) -> Batch:
        """The first window of new streams."""
        return next(self.stream(generator, batch_size))

    def stream(self, generator: np.random.Generator, batch_size: int) -> Stream:
        """One window after another; `send(ended)`, [B], begins these streams at a string's start.

        >>> import torch
        >>> stream = iter(EmbeddedReber(T=3).batches(2))
        >>> first, then = next(stream), stream.send(torch.tensor([True, False]))
        >>> [SYMBOLS[k] for k in then.inputs[0]]                    # B begins a string
        ['B', 'T']
        """
        state = np.zeros(batch_size, np.int64)
        while True:
            bits = generator.integers(0, 2, (self.T, batch_size))
            inputs = np.empty_like(bits)
            states = np.empty_like(bits)
            for step, bit in enumerate(bits):
                inputs[step], state = _SYMBOLS[state, bit], _NEXT[state, bit]
                states[step] = state
            ended = yield tensors(inputs, _LEGAL[states])
            state = state if ended is None else np.where(ended.numpy(), 0, state)

    def loss(self, output: Tensor, targets: Tensor) -> Tensor:
        return F.binary_cross_entropy_with_logits(output, targets)

    def errors(self, output: Tensor, targets: Tensor) -> Tensor:
        right = ((output.sigmoid() - targets).square() < 0.49).all(-1)  # NaN is wrong
        return (~right).sum(0).float()
