# SPDX-License-Identifier: Apache-2.0
"""The recurrent layers that are compared, and what is counted of them before anything runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import torch
from torch import nn

from openlstm.errors import InputError, expected
from openlstm.layers import LSTM
from openlstm.studies.settings import ARCHITECTURES

__all__ = ["DEEP", "INITS", "ZOO", "Architecture", "matching_width"]

INITS = ("default", "forget bias 1", "forget bias 3", "chrono")
"""Of the LSTM: PyTorch's; the forget gate's bias set; set unit by unit for many spans of memory."""
DEEP = "forget bias 1, orthogonal"
"""Where depth is compared, at every depth: each gate's blocks of W_ih and of W_hh are orthonormal,
so that a signal keeps its size from layer to layer. With PyTorch's own draws each layer halves it,
and deep stacks stay for long where they began."""
_NO_OPTIONS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Architecture:
    """One kind of recurrent layer."""

    name: str
    kind: Callable[..., nn.RNNBase]
    blocks: int
    """Dense layers on [h_{t-1}, x_t] in each direction: gates and candidate."""
    products: int
    """Elementwise multiplications for each unit and step."""
    states: int
    """Vectors carried from step to step: h, or h and c."""
    directions: int = 1

    @property
    def label(self) -> str:
        return ARCHITECTURES[self.name]

    def build(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        init: str = "default",
        longest: int = 100,
        **others: Any,
    ) -> nn.RNNBase:
        """The layer, freshly drawn.

        Args:
            init: one of `INITS`, or `DEEP`; the RNN and the GRU know only "default".
            longest: the longest lag in steps, for "chrono".
            others: arguments of every recurrent layer, such as batch_first and dropout.
        """
        options: Mapping[str, Any] = _NO_OPTIONS
        if init == "chrono":
            options = {"init": "chrono", "lags": (1, max(1, longest - 1))}
        elif init != "default":
            options = {"init": "forget_bias", "forget_bias": float(init.split()[2].strip(","))}
        layers = self.layers(input_size, hidden_size, num_layers, **options, **others)
        if init == DEEP:
            _orthogonal(layers)
        return layers

    def layers(
        self, input_size: int, hidden_size: int, num_layers: int, **options: Any
    ) -> nn.RNNBase:
        """The layer, freshly drawn; `options` are further arguments of its class."""
        both = self.directions == 2
        return self.kind(input_size, hidden_size, num_layers, bidirectional=both, **options)

    def parameters(self, input_size: int, hidden_size: int, num_layers: int = 1) -> int:
        """How many numbers are learned: D · blocks · (H·I + H·H + 2H) for each layer.

        I of a layer above the first is D·H: it reads both directions of the layer below.

        >>> ZOO["bilstm"].parameters(16, 64) == 2 * ZOO["lstm"].parameters(16, 64)
        True
        >>> ZOO["bilstm"].parameters(16, 64, 3) / ZOO["lstm"].parameters(16, 64, 3)
        2.7485...
        """
        D, H = self.directions, hidden_size
        sizes = [input_size] + [D * H] * (num_layers - 1)
        return sum(D * self.blocks * (H * I + H * H + 2 * H) for I in sizes)

    def multiply_adds(self, input_size: int, hidden_size: int, num_layers: int = 1) -> int:
        """Multiply-adds for a step of one sequence: D · (blocks · H·(I + H) + products · H) each.

        >>> ZOO["lstm"].multiply_adds(input_size=2, hidden_size=3)
        69
        """
        D, H = self.directions, hidden_size
        sizes = [input_size] + [D * H] * (num_layers - 1)
        return sum(D * (self.blocks * H * (I + H) + self.products * H) for I in sizes)


@torch.no_grad()
def _orthogonal(lstm: nn.RNNBase) -> None:
    for name, weight in lstm.named_parameters():
        if name.startswith("weight_"):
            for block in weight.chunk(4):
                nn.init.orthogonal_(block)


ZOO = {
    each.name: each
    for each in (
        Architecture("rnn", nn.RNN, blocks=1, products=0, states=1),
        Architecture("lstm", LSTM, blocks=4, products=3, states=2),
        Architecture("bilstm", LSTM, blocks=4, products=3, states=2, directions=2),
        Architecture("gru", nn.GRU, blocks=3, products=3, states=1),
    )
}


def matching_width(
    architecture: Architecture, input_size: int, parameters: int, layers: int
) -> int:
    """The hidden size that brings the layers nearest to that many parameters.

    >>> lstm = ZOO["lstm"].parameters(16, 64)
    >>> [matching_width(each, 16, lstm, layers=1) for each in ZOO.values()]
    [136, 64, 43, 75]

    Raises:
        InputError: a layer of one unit is far larger than that.
    """
    width = 1
    while architecture.parameters(input_size, width, layers) < parameters:
        width += 1
    sizes = {
        near: abs(architecture.parameters(input_size, near, layers) - parameters)
        for near in (max(1, width - 1), width)
    }
    best = min(sizes, key=sizes.__getitem__)
    if sizes[best] > parameters / 2:
        got = f"too few for {layers} layers of {architecture.label}"
        remedy = "raise hidden_size, or pass match=width"
        raise InputError(expected("hidden_size", "large enough to be shared out", got, remedy))
    return best
