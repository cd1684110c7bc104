# SPDX-License-Identifier: Apache-2.0
"""Initialisation by name: what is changed after PyTorch's own draws, which stay the same."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from openlstm.errors import expected, nearest
from openlstm.weights import Weights, gate_rows

__all__ = ["INITS", "Initialization", "initialize"]

INITS = ("torch", "forget_bias", "chrono", "multiscale", "counters", "orthogonal")
LAGS = (1.0, 10_000.0)  # of "multiscale", for users who do not know theirs
SATURATED = 20.0  # σ and tanh of it are 1 in float32, so that counts are exact and stay as they are


@dataclass(frozen=True)
class Initialization:
    """A checked choice of initialisations, and their options.

    Attributes:
        names: which of `INITS`, in that order; empty or ("torch",) leaves PyTorch's numbers.
        forget_bias: the forget gate's bias, for "forget_bias".
        lags: (shortest, longest) lag in steps, for "chrono" and "multiscale".
    """

    names: tuple[str, ...] = ("torch",)
    forget_bias: float = 1.0
    lags: tuple[float, float] = LAGS

    @classmethod
    def checked(
        cls,
        init: str | Iterable[str] = "torch",
        forget_bias: float | None = None,
        lags: tuple[float, float] | None = None,
        bias: bool = True,
    ) -> "Initialization":
        """The choice that the arguments of a layer mean.

        Args:
            init: one name, several, or several joined by "+"; see `initialize`.
            forget_bias: bias of the forget gate, any number; 1.0 if "forget_bias" is chosen.
            lags: shortest and longest lag in steps, 0 < shortest ≤ longest; needed by "chrono",
                (1, 10000) if not given to "multiscale".
            bias: whether the layer has biases at all.

        Raises:
            ValueError: an unknown name, two that exclude each other, an option without its name,
                lags out of range, or a bias that the layer does not have.

        >>> Initialization.checked("chrono+orthogonal", lags=(1, 300)).names
        ('chrono', 'orthogonal')
        """
        names = tuple(init.split("+")) if isinstance(init, str) else tuple(init)
        for name in names:
            if name not in INITS:
                remedy = f"choose from them{nearest(name, INITS)}, or join several by +"
                raise ValueError(
                    expected("init", f"made of {', '.join(INITS)}", repr(name), remedy)
                )
        _check_options(names, forget_bias, lags, bias)
        return cls(
            tuple(name for name in INITS if name in names),
            cls.forget_bias if forget_bias is None else float(forget_bias),
            cls.lags if lags is None else (float(lags[0]), float(lags[1])),
        )


def _check_options(
    names: tuple[str, ...],
    forget_bias: float | None,
    lags: tuple[float, float] | None,
    bias: bool,
) -> None:
    setting = [n for n in ("chrono", "multiscale", "counters", "forget_bias") if n in names]
    if len(setting) > 1:
        raise ValueError(
            f"init must choose one forget bias, got {' and '.join(setting)}; leave one of them out."
        )
    own = [name for name in ("multiscale", "counters") if name in names]
    if own and "orthogonal" in names:
        raise ValueError(
            f"init must not join orthogonal to {own[0]}, which has recurrent weights of its own; "
            "leave orthogonal out."
        )
    if forget_bias is not None and "forget_bias" not in names:
        raise ValueError(f'forget_bias={forget_bias} needs init="forget_bias", got init={names}.')
    if ("chrono" in names) != (lags is not None) and "multiscale" not in names:
        raise ValueError(
            f'init="chrono" and lags=(shortest, longest) need each other, got init={names} and '
            f"lags={lags}."
        )
    if lags is not None and not (len(lags) == 2 and 0 < lags[0] <= lags[1] < math.inf):
        remedy = "give the shortest and the longest lag in steps"
        raise ValueError(
            expected("lags", "(shortest, longest), 0 < shortest ≤ longest", lags, remedy)
        )
    if not bias and setting:
        raise ValueError(f"init={names} sets biases, got bias=False; leave bias at True.")


@torch.no_grad()
def initialize(weights: Weights, choice: Initialization) -> None:
    """Nothing; changes freshly drawn parameters of one layer and direction in place.

        forget_bias   b_f = forget_bias
        chrono        b_f = ln U[shortest, longest] per unit, b_i = -b_f, b_g = b_o = 0, so that a
                      unit's memory 1/(1-σ(b_f)) - 1 is spread evenly over the lags
        multiscale    τ = (√shortest + u (√longest - √shortest))², one u in each H-th of [0, 1);
                      b_f = ln τ, σ(b_i) = (1+τ)^(-3/4), b_g = b_o = 0; each gate's block of W_hh
                      orthogonal as below, its rows times (1+τ)^(-1/4): see docs/long-memory.md
        counters      for symbols, as ones among zeros: unit j adds 1 for one, a, takes 1 for
                      another, b, skips the rest and forgets nothing; all pairs (a, b) in random
                      order, again if there are more units. W_ii = 20 at a and b, else -20;
                      W_ig = 20 at a, -20 at b; b_f = 20; all else 0 but the output gate as drawn
        orthogonal    each gate's block of W_hh has orthonormal columns (rows, with a projection)

    PyTorch adds two biases; the value goes into `bias_ih` and the other vector's rows become zero.

    Args:
        weights: the parameters, as PyTorch drew them.
        choice: what to change.

    Raises:
        ValueError: "counters" with an input size of 1, where there are no two symbols.

    Source: forget bias: Gers et al. 2000; chrono: Tallec & Ollivier 2018, section 3 (with
    lags=(1, T_max - 1)); orthogonal: Saxe et al. 2014; multiscale, counters:
    docs/long-memory.md.

    >>> w = Weights(torch.zeros(8, 3), torch.zeros(8, 2), torch.zeros(8), torch.ones(8))
    >>> initialize(w, Initialization(("forget_bias",), forget_bias=2.0))
    >>> (w.bias_ih + w.bias_hh)[gate_rows("f", 2)]
    tensor([2., 2.])
    """
    if "forget_bias" in choice.names:
        _set_bias(weights, "f", torch.tensor(choice.forget_bias))
    if "chrono" in choice.names:
        _chrono(weights, choice.lags)
    if "orthogonal" in choice.names or "multiscale" in choice.names:
        for block in weights.weight_hh.chunk(4):
            nn.init.orthogonal_(block)
    if "multiscale" in choice.names:
        _multiscale(weights, choice.lags)
    if "counters" in choice.names:
        _counters(weights)


def _chrono(weights: Weights, lags: tuple[float, float]) -> None:
    H = weights.weight_ih.shape[0] // 4
    memory_steps = torch.empty_like(weights.weight_ih[:H, 0]).uniform_(*lags)
    _set_bias(weights, "f", memory_steps.log())
    _set_bias(weights, "i", -memory_steps.log())
    for gate in ("g", "o"):
        _set_bias(weights, gate, torch.tensor(0.0))


def _multiscale(weights: Weights, lags: tuple[float, float]) -> None:
    H = weights.weight_ih.shape[0] // 4
    shortest, longest = (math.sqrt(lag) for lag in lags)
    device = weights.weight_ih.device  # in float32: lower types cannot tell the places apart
    place = (torch.arange(H, device=device) + torch.rand(H, device=device)) / H
    memory_steps = (shortest + place * (longest - shortest)).square()
    _set_bias(weights, "f", memory_steps.log())
    _set_bias(weights, "i", torch.logit((1 + memory_steps) ** -0.75))
    for gate in ("g", "o"):
        _set_bias(weights, gate, torch.tensor(0.0))
    for block in weights.weight_hh.chunk(4):
        block *= ((1 + memory_steps) ** -0.25)[:, None]


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


def _set_bias(weights: Weights, gate: str, value: Tensor) -> None:
    rows = gate_rows(gate, weights.weight_ih.shape[0] // 4)
    assert weights.bias_ih is not None
    assert weights.bias_hh is not None  # `Initialization.checked` has refused bias=False
    weights.bias_ih[rows] = value.to(weights.bias_ih)
    weights.bias_hh[rows] = 0
