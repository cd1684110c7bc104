# SPDX-License-Identifier: Apache-2.0
"""`LSTMCell`: torch.nn.LSTMCell's face and numbers, on the step of `openlstm.cell`."""

from collections.abc import Iterable
from typing import Any

import torch
from torch import _VF, Tensor, nn

from openlstm.cell import lstm_step
from openlstm.engines import forced, under_transform
from openlstm.errors import expected
from openlstm.initialize import Initialization, initialize
from openlstm.layers.check import State, check_like, check_sizes
from openlstm.weights import Weights

__all__ = ["LSTMCell"]


class LSTMCell(nn.RNNCellBase):
    """One step of an LSTM: `torch.nn.LSTMCell`'s arguments, names and results; see `lstm_step`.

    Args:
        input_size: features of the input, I ≥ 1.
        hidden_size: units, H ≥ 1.
        bias: whether the two bias vectors exist (default True).
        device: where the parameters are made.
        dtype: their type.
        init: as in `LSTM`.
        forget_bias: as in `LSTM`.
        lags: as in `LSTM`.

    Raises:
        ValueError: a size or initialisation out of range, an input with too many axes.
        TypeError: an argument of the wrong type, an hx that is no pair.
        RuntimeError: an input or state of the wrong size, as torch.nn.LSTMCell raises it.

    >>> h, c = LSTMCell(5, 6)(torch.randn(3, 5))
    >>> h.shape, c.shape
    (torch.Size([3, 6]), torch.Size([3, 6]))
    """

    _init: Initialization

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        device: Any = None,
        dtype: torch.dtype | None = None,
        *,
        init: str | Iterable[str] = "torch",
        forget_bias: float | None = None,
        lags: tuple[float, float] | None = None,
    ) -> None:
        check_sizes(input_size, hidden_size)
        chosen = Initialization.checked(init, forget_bias, lags, bias)
        object.__setattr__(self, "_init", chosen)  # reset_parameters, called by the base, reads it
        super().__init__(input_size, hidden_size, bias, num_chunks=4, device=device, dtype=dtype)

    def reset_parameters(self) -> None:
        """Nothing; draws all parameters anew: PyTorch's numbers, then what `init` changes."""
        super().reset_parameters()
        initialize(self._weights(), self._init)

    def extra_repr(self) -> str:
        """The arguments that differ from their defaults, as torch.nn.LSTMCell prints them."""
        return super().extra_repr() + self._init.shown

    def forward(self, input: Tensor, hx: State | None = None) -> State:
        """(h_1, c_1), the state after the step.

        Args:
            input: [batch, I] or [I].
            hx: (h_0, c_0), each [batch, H] or [H]; zeros if None.
        """
        if input.dim() not in (1, 2):
            raise ValueError(
                f"LSTMCell: Expected input to be 1D or 2D, got {input.dim()}D instead; for whole "
                "sequences use LSTM."
            )
        batched = input.dim() == 2
        x = input if batched else input.unsqueeze(0)
        self._check_features(x)
        state = self._state(x, hx, batched)
        looped = torch.compiler.is_compiling() or under_transform() or forced() == "reference"
        weights = self._weights()
        h, c = lstm_step(x, state, weights) if looped else _VF.lstm_cell(x, state, *weights[:4])
        return (h, c) if batched else (h.squeeze(0), c.squeeze(0))

    def _check_features(self, x: Tensor) -> None:
        if x.shape[1] != self.input_size:
            raise RuntimeError(
                f"input has inconsistent input_size: got {x.shape[1]} expected {self.input_size}; "
                "select that many features."
            )
        check_like("input", x, self.weight_ih)

    def _state(self, x: Tensor, hx: State | None, batched: bool) -> State:
        if hx is None:
            zeros = x.new_zeros(x.shape[0], self.hidden_size)
            return zeros, zeros
        pair = tuple(hx) if isinstance(hx, (tuple, list)) else (hx,)
        if len(pair) != 2 or not all(isinstance(state, Tensor) for state in pair):
            kinds = ", ".join(type(state).__name__ for state in pair)
            raise TypeError(expected("hx", "the pair (h_0, c_0)", f"({kinds})", "pass both"))
        for place, state in enumerate(pair):
            if state.dim() not in (1, 2):
                raise ValueError(
                    f"LSTMCell: Expected hx[{place}] to be 1D or 2D, got {state.dim()}D instead; "
                    "its shape is [batch, hidden_size]."
                )
        h_0, c_0 = pair if batched else (pair[0].unsqueeze(0), pair[1].unsqueeze(0))
        for name, state in (("hidden0 (h_0)", h_0), ("hidden1 (c_0)", c_0)):
            if state.shape != (x.shape[0], self.hidden_size):
                raise RuntimeError(
                    f"{name} has shape {list(state.shape)}, expected "
                    f"{[x.shape[0], self.hidden_size]}: [batch, hidden_size] as the input's batch."
                )
            check_like(name, state, x)
        return h_0, c_0

    def _weights(self) -> Weights:
        return Weights(self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
