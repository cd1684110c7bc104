# SPDX-License-Identifier: Apache-2.0
"""One step of the LSTM: the equations, and nothing else. Start reading here.

Textbooks put [h_{t-1}, x_t] through one dense layer: W [h, x] + b is W_hh h + W_ih x + b.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from openlstm.weights import Weights

__all__ = ["Visit", "lstm_step"]

Visit = Callable[[str, Tensor], Tensor]
"""Is shown each named value as it is computed, and gives back the value to go on with."""


def _unchanged(name: str, value: Tensor) -> Tensor:  # noqa: ARG001
    return value


def lstm_step(
    x: Tensor, state: tuple[Tensor, Tensor], weights: Weights, visit: Visit = _unchanged
) -> tuple[Tensor, Tensor]:
    """The new state (h_t, c_t) after one time step.

        pre_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh     the four pre-activations, order i f g o
        i_t = σ(pre_i)      input gate       how much of the candidate is written
        f_t = σ(pre_f)      forget gate      how much of the old cell state stays
        g_t = tanh(pre_g)   candidate        what could be written
        o_t = σ(pre_o)      output gate      how much of the memory is shown
        c_t = f_t ⊙ c_{t-1} + i_t ⊙ g_t      cell state: no dense layer, the carousel of memory
        h_t = o_t ⊙ tanh(c_t)                hidden state; with a projection W_hr (o_t ⊙ tanh(c_t))

    Args:
        x: input of this step, [B, I].
        state: (h_{t-1}, c_{t-1}), hidden [B, P] and cell state [B, H]; P = H without projection.
        weights: the parameters, see `Weights`.
        visit: is called with each of pre_i pre_f pre_g pre_o i f g o c h and its value, [B, H]
            (h: [B, P]), and returns the value to go on with; by default nothing changes.

    Source: Hochreiter & Schmidhuber 1997, with the forget gate of Gers, Schmidhuber & Cummins 2000.

    >>> weights = Weights(torch.zeros(8, 3), torch.zeros(8, 2))
    >>> h, c = lstm_step(torch.ones(1, 3), (torch.zeros(1, 2), torch.ones(1, 2)), weights)
    >>> c                                   # half of the old memory stays, nothing is written
    tensor([[0.5000, 0.5000]])
    """
    h_prev, c_prev = state
    pre = F.linear(x, weights.weight_ih, weights.bias_ih)
    pre = pre + F.linear(h_prev, weights.weight_hh, weights.bias_hh)
    pre_i, pre_f, pre_g, pre_o = pre.chunk(4, dim=-1)
    i = visit("i", torch.sigmoid(visit("pre_i", pre_i)))
    f = visit("f", torch.sigmoid(visit("pre_f", pre_f)))
    g = visit("g", torch.tanh(visit("pre_g", pre_g)))
    o = visit("o", torch.sigmoid(visit("pre_o", pre_o)))
    c = visit("c", f * c_prev + i * g)
    h = o * torch.tanh(c)
    if weights.weight_hr is not None:
        h = F.linear(h, weights.weight_hr)
    return visit("h", h), c
