# SPDX-License-Identifier: Apache-2.0
"""Time scales of units, in steps: after how long is 1/e left of what a cell held?"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from openlstm.diagnostics._valid import Traced, valid_values

__all__ = ["BiasTimeScales", "TimeScales", "bias_time_scales", "time_scales"]


@dataclass(frozen=True)
class TimeScales:
    """Time scales measured on data, each [layer, direction, unit], in steps, above 0 up to inf.

    arithmetic: −1 / ln(mean f), Mahto et al. 2021.
    geometric:  −1 / mean(ln f), the rate at which products of f shrink; never above arithmetic.

    Both are lower bounds on memory: the path through h adds to what the cell keeps.
    """

    arithmetic: Tensor
    geometric: Tensor


@dataclass(frozen=True)
class BiasTimeScales:
    """Time scales the forget bias sets at zero input, each [layer, direction, unit], in steps.

    bias: −1 / ln σ(b_f), the T in c_t = exp(−t/T) c_0; above 0.
    leak: 1 / (1 − σ(b_f)); above 1. For long memories it exceeds `bias` by about one half.
    """

    bias: Tensor
    leak: Tensor


def time_scales(trace: Traced) -> TimeScales:
    """How long each unit keeps its cell, measured from the forget gates of a trace.

        arithmetic  T_u = −1 / ln(mean_t f_t,u)
        geometric   T_u = −1 / mean_t(ln f_t,u)

    A unit whose gate is 1 in every step (to the trace's own rounding) has T = inf.

    Args:
        trace: holds `forget_gate`; padding is left out.

    Source: Mahto, Vo, Turek, Huth, ICLR 2021 (arithmetic).

    >>> import torch, openlstm as ol
    >>> lstm = ol.LSTM(3, 4, forget_bias=3.0, init="forget_bias")
    >>> with ol.record(lstm, what="forget_gate") as trace:
    ...     _ = lstm(torch.zeros(20, 1, 3))
    >>> time_scales(trace).geometric.shape
    torch.Size([1, 1, 4])
    """
    f = valid_values(trace, "forget_gate")
    return TimeScales(
        arithmetic=-1 / f.mean(dim=2).log(),
        geometric=-1 / f.log().mean(dim=2),
    )


def bias_time_scales(lstm: nn.RNNBase) -> BiasTimeScales:
    """How long each unit keeps its cell at zero input, from b_f = b_if + b_hf alone.

        bias  T = 1 / ln(1 + e^(−b_f))
        leak  T = 1 + e^(b_f)

    Args:
        lstm: an openlstm.LSTM or torch.nn.LSTM; without biases, b_f = 0.

    Source: Mahto et al., ICLR 2021 (bias); Tallec and Ollivier, ICLR 2018 (leak).

    >>> import torch
    >>> lstm = torch.nn.LSTM(3, 1)
    >>> _ = torch.nn.init.constant_(lstm.bias_ih_l0, 1), torch.nn.init.zeros_(lstm.bias_hh_l0)
    >>> scales = bias_time_scales(lstm)
    >>> print(f"{scales.bias.item():.2f} {scales.leak.item():.2f}")
    3.19 3.72
    """
    b_f = _forget_bias(lstm)
    return BiasTimeScales(bias=1 / nn.functional.softplus(-b_f), leak=1 + b_f.exp())


def _forget_bias(lstm: nn.RNNBase) -> Tensor:
    """b_if + b_hf as [layer, direction, unit], float64 on the CPU."""
    directions = ("", "_reverse") if lstm.bidirectional else ("",)
    shape = (lstm.num_layers, len(directions), lstm.hidden_size)
    if not lstm.bias:
        return torch.zeros(shape, dtype=torch.float64)
    forget = slice(lstm.hidden_size, 2 * lstm.hidden_size)  # gate order i, f, g, o
    rows = [
        (getattr(lstm, f"bias_ih_l{k}{d}") + getattr(lstm, f"bias_hh_l{k}{d}"))[forget]
        for k in range(lstm.num_layers)
        for d in directions
    ]
    return torch.stack(rows).detach().cpu().double().view(shape)
