# SPDX-License-Identifier: Apache-2.0
"""What each initialisation does to freshly drawn weights."""

import math

import torch
from torch import Tensor, nn

from openlstm.errors import expected
from openlstm.initialize.choice import Initialization
from openlstm.weights import GATES, Weights, gate_rows

__all__ = ["initialize"]

SATURATED = 20.0  # σ and tanh of it are 1 in float32, so that counts are exact and stay as they are
SLOW = 8  # beside "forget_bias" one unit in so many is "multiscale"
ECHOES = 2  # one unit in so many is an echo
OPEN = 6.0  # a gate that is nearly open, or shut, and can still learn: σ' = 0.0025
LOUD = 4.0  # an echo's inputs: one symbol alone makes its units say ±1


@torch.no_grad()
def initialize(weights: Weights, choice: Initialization) -> None:
    """Nothing; changes freshly drawn parameters of one layer and direction in place.

        forget_bias   b_f = forget_bias
        chrono        b_f = ln U[shortest, longest] per unit, b_i = -b_f, b_g = b_o = 0, so that a
                      unit's memory 1/(1-σ(b_f)) - 1 is spread evenly over the lags
        multiscale    τ = (√shortest + u (√longest - √shortest))², one u in each H-th of [0, 1);
                      b_f = ln τ, σ(b_i) = (1+τ)^(-3/4), b_g = b_o = 0; each gate's block of W_hh
                      orthogonal as below, its rows times (1+τ)^(-1/4). With forget_bias, which
                      is then of the others, the first eighth of the units alone, at least one
                      and never all: short tasks lose hardly anything by it
        counters      for symbols, as ones among zeros: unit j adds 1 for one, a, takes 1 for
                      another, b, skips the rest and forgets nothing; all pairs (a, b) in random
                      order, again if there are more units. W_ii = 20 at a and b, else -20;
                      W_ig = 20 at a, -20 at b; b_f = 20; all else 0 but the output gate as drawn
        orthogonal    each gate's block of W_hh has orthonormal columns (rows, with a projection)
        echo          the second half of the units, whatever else was chosen, repeats what it read,
                      h_t ≈ tanh tanh(U x_t + Q h_{t-1}): b_i = b_o = 6, b_f = -6, W_ig = U from
                      N(0, 4²), W_hg = Q / σ(6)² between these units with Q orthogonal; b_g and
                      the rest of their W_hh are 0. With multiscale these are the slower half: of
                      memories of 1 to 10,000 steps those up to 2,550 are left

    PyTorch adds two biases; the value goes into `bias_ih` and the other vector's rows become zero.

    Args:
        weights: the parameters, as PyTorch drew them.
        choice: what to change.

    Raises:
        ValueError: "counters" with an input size of 1, where there are no two symbols; "echo" with
            a single unit, or with a projection, which mixes them.

    Source: forget bias: Gers et al. 2000; chrono: Tallec & Ollivier 2018, section 3 (with
    lags=(1, T_max - 1)); orthogonal: Saxe et al. 2014; multiscale, counters, echo:
    docs/long-memory-evidence.md; on memory in orthogonal recurrent weights: White, Lee &
    Sompolinsky 2004.

    >>> w = Weights(torch.zeros(8, 3), torch.zeros(8, 2), torch.zeros(8), torch.ones(8))
    >>> initialize(w, Initialization(("forget_bias",), forget_bias=2.0))
    >>> (w.bias_ih + w.bias_hh)[gate_rows("f", 2)]
    tensor([2., 2.])
    """
    if "forget_bias" in choice.names:
        _set_bias(weights, "f", torch.tensor(choice.forget_bias))
    if "chrono" in choice.names:
        _chrono(weights, choice.lags)
    if "orthogonal" in choice.names:
        for block in weights.weight_hh.chunk(4):
            block.copy_(_orthogonal(block))
    if "multiscale" in choice.names:
        H = weights.weight_ih.shape[0] // 4
        slow = min(max(1, H // SLOW), H - 1) if "forget_bias" in choice.names else H
        _multiscale(weights, choice.lags, slow)
    if "counters" in choice.names:
        _counters(weights)
    if "echo" in choice.names:
        _echo(weights)


def _orthogonal(like: Tensor) -> Tensor:
    """Orthonormal columns, or rows; drawn in float32 at least, as QR knows no lower types."""
    dtype = torch.promote_types(like.dtype, torch.float32)
    return nn.init.orthogonal_(torch.empty_like(like, dtype=dtype))


def _chrono(weights: Weights, lags: tuple[float, float]) -> None:
    H = weights.weight_ih.shape[0] // 4
    memory_steps = torch.empty_like(weights.weight_ih[:H, 0]).uniform_(*lags)
    _set_bias(weights, "f", memory_steps.log())
    _set_bias(weights, "i", -memory_steps.log())
    for gate in ("g", "o"):
        _set_bias(weights, gate, torch.tensor(0.0))


def _multiscale(weights: Weights, lags: tuple[float, float], count: int) -> None:
    """Of the first `count` units."""
    units = slice(count)
    shortest, longest = (math.sqrt(lag) for lag in lags)
    blocks = weights.weight_hh.chunk(4)
    turned = [_orthogonal(block) for block in blocks]
    device = weights.weight_ih.device  # in float32: lower types cannot tell the places apart
    place = (torch.arange(count, device=device) + torch.rand(count, device=device)) / count
    memory_steps = (shortest + place * (longest - shortest)).square()
    _set_bias(weights, "f", memory_steps.log(), units)
    _set_bias(weights, "i", torch.logit((1 + memory_steps) ** -0.75), units)
    for gate in ("g", "o"):
        _set_bias(weights, gate, torch.tensor(0.0), units)
    for block, rows in zip(blocks, turned, strict=True):
        block[units] = (rows[units] * ((1 + memory_steps) ** -0.25)[:, None]).to(block)


def _counters(weights: Weights) -> None:
    rows, I = weights.weight_ih.shape
    H, others = rows // 4, I - 1
    if not others:
        raise ValueError(
            'input_size must be 2 or more for init="counters", which counts one symbol against '
            "another, got 1; choose another init."
        )
    pairs = torch.randperm(I * others, device=weights.weight_ih.device)
    added, taken = (part.repeat(-(-H // len(pairs)))[:H, None] for part in _pair(pairs, others))
    at_both = torch.full_like(weights.weight_ih[:H], -SATURATED)
    at_both.scatter_(1, added, SATURATED).scatter_(1, taken, SATURATED)
    signed = torch.zeros_like(at_both).scatter_(1, added, SATURATED).scatter_(1, taken, -SATURATED)
    weights.weight_ih[: 3 * H] = torch.cat((at_both, torch.zeros_like(at_both), signed))
    weights.weight_hh[: 3 * H] = 0
    for gate, bias in (("i", 0.0), ("f", SATURATED), ("g", 0.0)):
        _set_bias(weights, gate, torch.tensor(bias))


def _pair(number: Tensor, others: int) -> tuple[Tensor, Tensor]:
    """Two different features, of all I·(I − 1) such pairs the one of that number."""
    first, second = number // others, number % others
    return first, second + (second >= first)


def _echo(weights: Weights) -> None:
    H, P = weights.weight_ih.shape[0] // 4, weights.weight_hh.shape[1]
    _require_ring(H, P)
    units = H // ECHOES
    echo = slice(H - units, H)
    blocks = dict(zip(GATES, weights.weight_hh.chunk(4), strict=True))
    for gate, bias in (("i", OPEN), ("f", -OPEN), ("g", 0.0), ("o", OPEN)):
        blocks[gate][echo] = 0
        _set_bias(weights, gate, torch.tensor(bias), echo)
    through = torch.sigmoid(torch.tensor(OPEN)).square()  # of the input and the output gate
    ring = blocks["g"][echo, echo]
    ring.copy_(_orthogonal(ring) / through)
    weights.weight_ih[gate_rows("g", H)][echo].normal_(0, LOUD)


def _require_ring(H: int, P: int) -> None:
    if H < ECHOES:
        remedy = "take more units or another init"
        raise ValueError(expected("hidden_size", f'at least {ECHOES} for init="echo"', H, remedy))
    if P != H:
        remedy = "leave the projection or echo out"
        raise ValueError(expected("proj_size", '0 for init="echo"', P, remedy))


def _set_bias(weights: Weights, gate: str, value: Tensor, units: slice = slice(None)) -> None:
    rows = gate_rows(gate, weights.weight_ih.shape[0] // 4)
    assert weights.bias_ih is not None
    assert weights.bias_hh is not None  # `Initialization.checked` has refused bias=False
    weights.bias_ih[rows][units] = value.to(weights.bias_ih)
    weights.bias_hh[rows][units] = 0
