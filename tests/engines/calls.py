# SPDX-License-Identifier: Apache-2.0
"""Calls of one layer and direction, as the engines get them."""

from typing import Any

import pytest
import torch
from hypothesis import strategies as st

from native import needs_native
from openlstm.engines.kernel import Call, Keep, Kept, Layer
from openlstm.engines.kernels import GRADIENTS, KERNELS
from openlstm.weights import Weights


def make_call(
    T: int,
    B: int,
    I: int,
    H: int,
    proj_size: int = 0,
    bias: bool = True,
    lengths: list[int] | None = None,
    reset: list[list[bool]] | None = None,
    reverse: bool = False,
    dtype: torch.dtype = torch.float64,
    scale: float = 1.0,
) -> Call:
    """A random call; `scale` stretches the weights, large ones saturate the gates."""
    P = proj_size or H

    def draw(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, dtype=dtype)

    weights = Weights(
        scale * draw(4 * H, I) / I**0.5,
        scale * draw(4 * H, P) / P**0.5,
        scale * draw(4 * H) if bias else None,
        scale * draw(4 * H) if bias else None,
        draw(P, H) / H**0.5 if proj_size else None,
    )
    return Call(
        *(draw(T, B, I), draw(B, P), draw(B, H), weights),
        None if lengths is None else torch.tensor(lengths, dtype=torch.long),
        None if reset is None else torch.tensor(reset),
        reverse,
    )


def as_layer(call: Call) -> Layer:
    """A layer of the one direction of a call."""
    states = call.h_0[None], call.c_0[None]
    return Layer(call.x, *states, (call.weights,), call.lengths, call.reset, (call.reverse,))


def kept_by(engine: str, call: Call, keep: Keep) -> Kept:
    """What a call gives on an engine, without the axis of directions."""
    output, *rest = KERNELS[engine](as_layer(call), keep)
    return Kept(output, *(None if value is None else value[0] for value in rest))


def gradients_by(
    engine: str,
    call: Call,
    kept: Kept,
    d_results: tuple[torch.Tensor | None, ...],
    wanted: tuple[bool, ...] = (True,) * 8,
) -> list[torch.Tensor | None]:
    """dL by x, h_0, c_0 and five weights of a call, without the axis of directions."""
    lifted = Kept(kept.output, *(None if value is None else value[None] for value in kept[1:]))
    d_output, *d_last = d_results
    d_last = [None if d is None else d[None] for d in d_last]
    found = GRADIENTS[engine](as_layer(call), lifted, d_output, *d_last, wanted)
    states = [None if d is None else d[0] for d in found[1:3]]
    return [found[0], *states, *found[3:]]


@st.composite
def calls(draw: st.DrawFn, resets: bool = True) -> Call:
    """Calls of any size up to 6 steps, 4 rows and 5 units, with any lengths and resets."""
    T, B, H = draw(st.integers(1, 6)), draw(st.integers(1, 4)), draw(st.integers(1, 5))
    row = st.lists(st.booleans(), min_size=B, max_size=B)
    some_resets = st.none() | st.lists(row, min_size=T, max_size=T)
    return make_call(
        *(T, B, draw(st.integers(1, 4)), H),
        proj_size=draw(st.integers(0, H - 1)),
        bias=draw(st.booleans()),
        lengths=draw(st.none() | st.lists(st.integers(0, T), min_size=B, max_size=B)),
        reset=draw(some_resets) if resets else None,
        reverse=draw(st.booleans()),
    )


CASES: dict[str, dict[str, Any]] = {
    "plain": {"T": 4, "B": 3, "I": 2, "H": 5},
    "one of all": {"T": 1, "B": 1, "I": 1, "H": 1},
    "one step": {"T": 1, "B": 3, "I": 2, "H": 7},
    "one row, wide": {"T": 3, "B": 1, "I": 2, "H": 96},
    "a vector": {"T": 3, "B": 2, "I": 16, "H": 16},
    "a vector and one": {"T": 3, "B": 33, "I": 3, "H": 17},
    "odd tails": {"T": 3, "B": 7, "I": 5, "H": 50},
    "one short": {"T": 2, "B": 3, "I": 31, "H": 63},
    "one over": {"T": 2, "B": 13, "I": 33, "H": 65},
    "long": {"T": 63, "B": 3, "I": 2, "H": 7},
    "projected": {"T": 4, "B": 3, "I": 2, "H": 5, "proj_size": 2},
    "no bias": {"T": 4, "B": 3, "I": 2, "H": 5, "bias": False},
    "ragged": {"T": 6, "B": 4, "I": 2, "H": 5, "lengths": [3, 0, 6, 1]},
    "ragged, projected": {"T": 6, "B": 4, "I": 2, "H": 5, "lengths": [3, 0, 6, 1], "proj_size": 2},
    "all empty": {"T": 3, "B": 2, "I": 2, "H": 5, "lengths": [0, 0]},
    "saturated": {"T": 4, "B": 3, "I": 2, "H": 5, "scale": 60.0},
    "wide, ragged": {"T": 4, "B": 3, "I": 17, "H": 65, "lengths": [3, 4, 1]},
    "wide, projected": {"T": 3, "B": 3, "I": 17, "H": 65, "proj_size": 18},
    "no rows": {"T": 4, "B": 0, "I": 2, "H": 5},
}
RESET = [[False, True, True, False], [True, True, False, False], [False, True, False, True]]
RESETS: dict[str, dict[str, Any]] = {
    "reset": {"T": 3, "B": 4, "I": 2, "H": 5, "reset": RESET},
    "reset, ragged": {"T": 3, "B": 4, "I": 2, "H": 5, "reset": RESET, "lengths": [3, 2, 0, 1]},
    "reset, projected": {"T": 3, "B": 4, "I": 2, "H": 5, "reset": RESET, "proj_size": 2},
}

CASES |= RESETS
BY_ENGINE = [
    *(pytest.param("native", name, marks=needs_native) for name in CASES),
    *((engine, name) for engine in ("torch", "reference") for name in CASES),
]
