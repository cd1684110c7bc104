# SPDX-License-Identifier: Apache-2.0
"""`Segmented`: one layer that goes backward in bounded memory, on any engine.

Forward, only the state before each segment is kept: T/steps states instead of the gates and cells
of T steps. Backward, from the last segment run to the first, each is run again from its state, kept
whole, and left. So a training step costs one forward run more, and the gradients are those of
`eager.Run` but for the order of sums over segments.
"""

from typing import Any, NamedTuple

import torch
from torch import Tensor

from openlstm import reference
from openlstm.engines.eager import OTHERS, again, goes_backward, layer_of, through_reference
from openlstm.engines.kernel import Keep, Layer
from openlstm.engines.kernels import KERNELS

__all__ = ["Segmented", "run"]

State = tuple[Tensor, Tensor]


def run(engine: str, layer: Layer, steps: int) -> tuple[Tensor, ...]:
    """output [T, B, D·P], h_n [D, B, P] and c_n [D, B, H] of one layer.

    Args:
        engine: the name of the engine.
        layer: the inputs.
        steps: of a segment, at least 1.
    """
    reference.require_steps(layer.x)
    if not goes_backward(layer):
        return KERNELS[engine](layer, Keep.NOTHING)[:3]
    weights = [w for direction in layer.weights for w in direction]
    others = engine, steps, layer.reverses, layer.lengths, layer.reset
    return Segmented.apply(*others, layer.x, layer.h_0, layer.c_0, *weights)


class Segmented(torch.autograd.Function):
    """One layer that goes backward segment by segment; see the module."""

    @staticmethod
    def forward(
        ctx: Any,
        engine: str,
        steps: int,
        reverses: tuple[bool, ...],
        lengths: Tensor | None,
        reset: Tensor | None,
        *inputs: Tensor | None,
    ) -> tuple[Tensor, ...]:
        layer = layer_of(inputs, lengths, reset, reverses)
        P = layer.h_0.shape[-1]
        output = layer.x.new_empty(*layer.x.shape[:2], len(reverses) * P)
        starts, lasts = [], []
        for d in range(len(reverses)):
            way = _Way(layer, d, steps)
            state = layer.h_0[d : d + 1], layer.c_0[d : d + 1]
            for part in way.parts():
                starts.append(state)
                found = KERNELS[engine](way.segment(part, state), Keep.NOTHING)
                output[part, :, d * P : (d + 1) * P] = found.output
                state = way.handed_on(part, (found.h_n, found.c_n))
            lasts.append((found.h_n, found.c_n))
        ctx.engine, ctx.steps, ctx.reverses = engine, steps, reverses
        h, c = (torch.cat(states) for states in zip(*starts, strict=True))
        ctx.save_for_backward(lengths, reset, h, c, *inputs)
        ctx.set_materialize_grads(False)
        h_n, c_n = (torch.cat(states) for states in zip(*lasts, strict=True))
        return output, h_n, c_n

    @staticmethod
    def backward(ctx: Any, *d_results: Tensor | None) -> tuple[Tensor | None, ...]:
        lengths, reset, h, c, *inputs = ctx.saved_tensors
        layer = layer_of(inputs, lengths, reset, ctx.reverses)
        wanted = ctx.needs_input_grad[OTHERS:]
        if torch.is_grad_enabled():  # create_graph: the result must itself be differentiable
            found = through_reference(layer, inputs, wanted, d_results)
        else:
            found = _gradients(ctx.engine, layer, ctx.steps, (h, c), d_results, wanted)
        return *(None,) * OTHERS, *found


class _Way(NamedTuple):
    """One direction of a layer, cut into segments."""

    layer: Layer
    direction: int
    steps: int

    def parts(self) -> list[slice]:
        """The segments in the order in which they are run."""
        T = self.layer.x.shape[0]
        parts = [slice(t, min(t + self.steps, T)) for t in range(0, T, self.steps)]
        return parts[::-1] if self.layer.reverses[self.direction] else parts

    def segment(self, part: slice, state: State) -> Layer:
        """The run over one segment."""
        lengths, reset = self.layer.lengths, self.layer.reset
        mine = slice(self.direction, self.direction + 1)
        return Layer(
            self.layer.x[part],
            *state,
            self.layer.weights[mine],
            None if lengths is None else (lengths - part.start).clamp(0, part.stop - part.start),
            None if reset is None else reset[part],
            self.layer.reverses[mine],
        )

    def handed_on(self, part: slice, state: State) -> State:
        """The state, or the gradient by it, across the border behind a segment.

        A reset before its first step cuts the reverse direction there, and no segment sees the cut.
        """
        reset, lengths = self.layer.reset, self.layer.lengths
        if reset is None or not self.layer.reverses[self.direction]:
            return state
        cut = reset[part.start] if lengths is None else reset[part.start] & (lengths > part.start)
        return state[0].masked_fill(cut[:, None], 0), state[1].masked_fill(cut[:, None], 0)

    def backward(
        self,
        engine: str,
        starts: State,
        d_output: Tensor | None,
        d_state: State,
        wanted: tuple[bool, ...],
        d_x: Tensor | None,
    ) -> tuple[State, list[Tensor | None]]:
        """dL by the initial state and by five weights; dL by the inputs is added to `d_x`.

        Args:
            engine: the name of the engine.
            starts: the states before the segments, each [segments, B, size].
            d_output: dL by this direction's outputs, [T, B, P].
            d_state: dL by its last states, each [1, B, size].
            wanted: by weight, whether its gradient is.
            d_x: [T, B, I], or None if not wanted.
        """
        parts = self.parts()
        total: list[Tensor | None] = [None] * 5
        for k in reversed(range(len(parts))):
            if k < len(parts) - 1:
                d_state = self.handed_on(parts[k], d_state)
            segment = self.segment(parts[k], (starts[0][k : k + 1], starts[1][k : k + 1]))
            d_out = None if d_output is None else d_output[parts[k]]
            needed = (d_x is not None, True, True, *wanted)
            by_x, d_h, d_c, *by_weights = again(engine, segment, (d_out, *d_state), needed)
            if d_x is not None and by_x is not None:
                d_x[parts[k]] += by_x
            assert d_h is not None
            assert d_c is not None
            d_state = d_h, d_c
            total = [_sum(a, b) for a, b in zip(total, by_weights, strict=True)]
        return d_state, total


def _gradients(
    engine: str,
    layer: Layer,
    steps: int,
    starts: State,
    d_results: tuple[Tensor | None, ...],
    wanted: tuple[bool, ...],
) -> list[Tensor | None]:
    """dL by x, h_0, c_0 and five weights for each direction, as `GRADIENTS` gives them."""
    d_output, d_h_n, d_c_n = d_results
    d_x = torch.zeros_like(layer.x) if wanted[0] else None
    P = layer.h_0.shape[-1]
    d_first: list[State] = []
    by_weights: list[Tensor | None] = []
    for d in range(len(layer.reverses)):
        way = _Way(layer, d, steps)
        mine = slice(d * len(way.parts()), (d + 1) * len(way.parts()))
        d_state, own = way.backward(
            engine,
            (starts[0][mine], starts[1][mine]),
            None if d_output is None else d_output[..., d * P : (d + 1) * P],
            (_at(d_h_n, d, layer.h_0), _at(d_c_n, d, layer.c_0)),
            wanted[3 + 5 * d : 8 + 5 * d],
            d_x,
        )
        d_first.append(d_state)
        by_weights += own
    d_h_0, d_c_0 = (torch.cat(parts) for parts in zip(*d_first, strict=True))
    return [d_x, d_h_0, d_c_0, *by_weights]


def _at(d_last: Tensor | None, direction: int, first: Tensor) -> Tensor:
    mine = slice(direction, direction + 1)
    return torch.zeros_like(first[mine]) if d_last is None else d_last[mine]


def _sum(total: Tensor | None, more: Tensor | None) -> Tensor | None:
    """Not in place: both biases share one tensor."""
    return more if total is None or more is None else total + more
