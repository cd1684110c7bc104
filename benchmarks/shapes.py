# SPDX-License-Identifier: Apache-2.0
"""Sizes, the two LSTMs of a size with the same parameters, their calls, and whether they agree."""

from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from typing import Any

import torch
from pairs import Pair, time_pair
from torch import Tensor, nn

import openlstm as ol

__all__ = [
    "Call",
    "Shape",
    "engine",
    "inference",
    "measure_plain",
    "plain_calls",
    "require_same",
    "training",
]

Call = Callable[[], list[Tensor]]
"""Runs an LSTM; gives the output, and after it the gradients, if there are any."""

# Largest difference as a share of the largest magnitude. What a wrong engine gives is far outside;
# the right tolerances are those of tests/tolerances.py. A gradient sums up to 64,000 products.
_OUTPUT, _GRADIENT = 1e-5, 1e-4


@dataclass(frozen=True)
class Shape:
    """One size: time, batch, input, hidden, layers, directions."""

    T: int
    B: int
    I: int
    H: int
    layers: int = 1
    directions: int = 1

    @classmethod
    def parse(cls, text: str) -> "Shape":
        """The shape written as `str` writes it."""
        return cls(*map(int, text.split(",")))

    def __str__(self) -> str:
        return ",".join(map(str, astuple(self)))

    @property
    def flops(self) -> int:
        """Of the products of one forward call; training counts as three of them."""
        inputs = [self.I, *[self.H * self.directions] * (self.layers - 1)]
        per_step = sum(2 * self.B * 4 * self.H * (size + self.H) for size in inputs)
        return self.T * per_step * self.directions

    def twins(self) -> tuple[ol.LSTM, nn.LSTM]:
        """openlstm.LSTM and nn.LSTM with the same parameters, the same for every call."""
        torch.manual_seed(0)
        arguments = self.I, self.H, self.layers
        ours = ol.LSTM(*arguments, bidirectional=self.directions == 2)
        theirs = nn.LSTM(*arguments, bidirectional=self.directions == 2)
        theirs.load_state_dict(ours.state_dict())
        return ours, theirs

    def tensors(self) -> tuple[Tensor, Tensor]:
        """An input and a gradient by the output."""
        torch.manual_seed(1)
        x = torch.randn(self.T, self.B, self.I)
        return x, torch.randn(self.T, self.B, self.H * self.directions)


def inference(lstm: nn.Module, x: Any, **options: Any) -> Call:
    """A forward call without a graph."""

    def call() -> list[Tensor]:
        with torch.no_grad():
            return [_data(lstm(x, **options)[0])]

    return call


def training(lstm: nn.Module, x: Any, d_output: Tensor, **options: Any) -> Call:
    """A forward and a backward call, gradients by input and parameters.

    The gradient by the output is dense, as a loss gives it; that of a sum is one number repeated.
    """
    leaf = _data(x).requires_grad_()

    def call() -> list[Tensor]:
        lstm.zero_grad()
        leaf.grad = None
        output = _data(lstm(x, **options)[0])
        output.backward(d_output)
        return [output, *(t.grad for t in (leaf, *lstm.parameters()) if t.grad is not None)]

    return call


def _data(x: Any) -> Tensor:
    return x if isinstance(x, Tensor) else x.data  # a PackedSequence


def require_same(ours: Iterable[Tensor], theirs: Iterable[Tensor]) -> None:
    """Nothing; a case is timed only after this.

    Args:
        ours: output, then gradients if there are any.
        theirs: the same of the peer, in the same order.

    Raises:
        AssertionError: the two differ by more than roundings, or one is not finite.
    """
    for place, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        allowed = (_GRADIENT if place else _OUTPUT) * max(float(b.detach().abs().max()), 1e-3)
        off = float((a.detach() - b.detach()).abs().max())
        name = f"gradient {place}" if place else "output"
        assert off <= allowed, f"{name} differs by {off:.3g}, {allowed:.3g} is allowed"  # NaN too


def engine(lstm: ol.LSTM, x: Tensor, mode: str, **options: Any) -> str:
    """What runs this call of ours, in a word or two."""
    with torch.set_grad_enabled(mode == "training"):
        choice = ol.which_engine(lstm, x, **options)
    return f"{choice.name} ({choice.detail})" if choice.detail else choice.name


def plain_calls(case: str) -> tuple[Call, Call, str]:
    """The plain call of ours and of nn.LSTM, which agree, and what runs ours.

    Args:
        case: a shape and the mode.
    """
    name, mode = case.split()
    shape = Shape.parse(name)
    ours, theirs = shape.twins()
    x, d_output = shape.tensors()
    a, b = (
        training(lstm, x, d_output) if mode == "training" else inference(lstm, x)
        for lstm in (ours, theirs)
    )
    require_same(a(), b())
    return a, b, engine(ours, x, mode)


def measure_plain(case: str, seconds: float) -> Pair:
    """The plain call, ours against nn.LSTM's: a case is a shape and the mode."""
    ours, theirs, ran = plain_calls(case)
    return time_pair(ours, theirs, seconds).but(engine=ran)
