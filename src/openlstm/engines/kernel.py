# SPDX-License-Identifier: Apache-2.0
"""What an engine gives the seam: one run over one layer, and what it kept of it."""

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple, Protocol

import torch
from torch import Tensor

from openlstm.weights import Weights

__all__ = [
    "Call",
    "Gradients",
    "Inside",
    "Keep",
    "Kept",
    "Kernel",
    "Layer",
    "by_direction",
    "joined",
]


class Keep(IntEnum):
    """How much of its inside a run keeps."""

    NOTHING = 0
    BACKWARD = 1  # gates and cells, from which a backward run goes
    PRE = 2  # the pre-activations too


class Call(NamedTuple):
    """The inputs of one run over one layer and direction; shapes as in `reference.scan`."""

    x: Tensor
    h_0: Tensor
    c_0: Tensor
    weights: Weights
    lengths: Tensor | None
    reset: Tensor | None
    reverse: bool


class Kept(NamedTuple):
    """Outputs, last states and the inside of one run.

    Of a whole layer all but `output` have an axis of directions before the others.

    Attributes:
        output: h_t of every step, [T, B, P], in input time; of a layer [T, B, D·P].
        h_n: last hidden state, [B, P].
        c_n: last cell state, [B, H].
        gates: i f g o after the nonlinearity, [T, B, 4H]; None if not kept.
        cells: c_t of every step, [T, B, H]; None if not kept.
        pre: pre-activations in the same order, [T, B, 4H]; None if not kept.

    On padding all are zero.
    """

    output: Tensor
    h_n: Tensor
    c_n: Tensor
    gates: Tensor | None = None
    cells: Tensor | None = None
    pre: Tensor | None = None

    def of(self, direction: int) -> "Kept":
        """What a layer kept of one direction, all but the output, which has no axis for it."""
        rest = (None if part is None else part[direction] for part in self[1:])
        return Kept(self.output, *rest)  # type: ignore[arg-type]


class Inside(NamedTuple):
    """Where a run is to write its inside, if the caller wants it in one place with that of others.

    Attributes:
        gates: [D, T, B, 4H].
        cells: [D, T, B, H].
        pre: [D, T, B, 4H]; None if not wanted.
        read_soon: whether a backward run is likely to follow, which reads all of it.
    """

    gates: Tensor
    cells: Tensor
    pre: Tensor | None
    read_soon: bool

    def of(self, layer: int) -> "Inside":
        """The room of one layer, of that of several."""
        pre = None if self.pre is None else self.pre[layer]
        return Inside(self.gates[layer], self.cells[layer], pre, self.read_soon)


class Layer(NamedTuple):
    """The inputs of one run over one layer in all its directions.

    Attributes:
        x: inputs, [T, B, I].
        h_0: initial hidden states, [D, B, P].
        c_0: initial cell states, [D, B, H].
        weights: by direction.
        lengths: real steps of each row, [B], or None.
        reset: state set to zero before the step, [T, B], or None.
        reverses: by direction, whether it runs from the end to the start.
    """

    x: Tensor
    h_0: Tensor
    c_0: Tensor
    weights: tuple[Weights, ...]
    lengths: Tensor | None
    reset: Tensor | None
    reverses: tuple[bool, ...]

    def calls(self) -> Iterator[Call]:
        """The call of each direction."""
        for d, (weights, reverse) in enumerate(zip(self.weights, self.reverses, strict=True)):
            state = self.h_0[d], self.c_0[d]
            yield Call(self.x, *state, weights, self.lengths, self.reset, reverse)


class Kernel(Protocol):
    """Runs a layer without recording a graph; none of what it returns may share storage."""

    def __call__(self, layer: Layer, keep: Keep, into: Inside | None = None) -> Kept: ...


class Gradients(Protocol):
    """dL by x, h_0, c_0 and the five weights of each direction, None where it is not wanted.

    Args:
        layer: the inputs of the run.
        kept: what the run kept: outputs, gates and cells.
        d_output: dL/d output, [T, B, D·P], None for zero.
        d_h_n: dL/d h_n, [D, B, P], None for zero.
        d_c_n: dL/d c_n, [D, B, H], None for zero.
        wanted: in the order of the result, which are wanted.
    """

    def __call__(
        self,
        layer: Layer,
        kept: Kept,
        d_output: Tensor | None,
        d_h_n: Tensor | None,
        d_c_n: Tensor | None,
        wanted: Sequence[bool],
    ) -> list[Tensor | None]: ...


def by_direction(one: Callable[[Call, Keep], Kept]) -> Kernel:
    """The kernel that runs each direction by itself, and joins what comes out."""

    def kernel(layer: Layer, keep: Keep, into: Inside | None = None) -> Kept:
        found = [one(call, keep) for call in layer.calls()]
        return Kept(
            torch.cat([kept.output for kept in found], dim=-1),
            torch.stack([kept.h_n for kept in found]),
            torch.stack([kept.c_n for kept in found]),
            *(joined([kept[3:] for kept in found], into) if keep else ()),
        )

    return kernel


def joined(
    parts: Sequence[tuple[Tensor | None, ...]], into: Inside | None
) -> tuple[Tensor | None, ...]:
    """gates, cells and pre of all directions, from those of each.

    Args:
        parts: by direction, gates, cells and pre.
        into: where the caller wants them, or None.
    """
    if into is None:
        every = [
            [value for value in values if value is not None] for values in zip(*parts, strict=True)
        ]
        return tuple(torch.stack(values) if values else None for values in every)
    for d, part in enumerate(parts):
        for place, value in zip(into[:3], part, strict=True):
            if place is not None and value is not None:
                # .data: layers share one tensor, and writing one must not look like changing
                # another, which a backward run has saved
                place.data[d].copy_(value)
    return into[:3]
