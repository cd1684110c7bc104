# SPDX-License-Identifier: Apache-2.0
"""The models of the scoreboard: a recurrent layer and a linear read-out."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from openlstm.layers import LSTM
from openlstm.memory_tasks import MemoryTask
from openlstm.studies.memory.settings import MODELS, Start

__all__ = ["MemoryModel", "build", "layer_named", "with_read_out"]


class MemoryModel(nn.Module):
    """y_t = W h_t + b, at every step or at the last, and the state to go on from.

    Args:
        recurrent: an `nn.RNN`, `nn.GRU`, `nn.LSTM` or `openlstm.LSTM`, time first, one layer.
        outputs: numbers that the read-out gives.
        every_step: whether it is asked at every step.
        start: "learned", of an LSTM: h_0 and c_0 are parameters, drawn from N(0, 0.1²) and zero;
            "marked": the last of the layer's inputs is 1 on the first step and 0 elsewhere, and
            is not the caller's. Either tells the first step from all others; "zero" does not.
    """

    def __init__(
        self, recurrent: nn.RNNBase, outputs: int, every_step: bool, start: Start = "zero"
    ) -> None:
        super().__init__()
        self.recurrent, self.every_step = recurrent, every_step
        self.marks = start == "marked"
        self.head = nn.Linear(recurrent.hidden_size, outputs)
        self.start = nn.ParameterList()
        if start == "learned":
            h_0 = 0.1 * torch.randn(1, 1, recurrent.hidden_size)
            self.start.extend((h_0, torch.zeros_like(h_0)))

    def forward(self, x: Tensor, state: Any = None) -> tuple[Tensor, Any]:
        """(y [T, B, outputs] or [B, outputs], state).

        Args:
            x: [T, B, I], one input less than the layer has if the start is marked.
            state: that of the call before; zeros, or the learned start, if None.
        """
        if self.marks:
            mark = x.new_zeros(*x.shape[:2], 1)
            mark[0] = state is None
            x = torch.cat([x, mark], dim=-1)
        if state is None and len(self.start):
            state = tuple(part.expand(-1, x.shape[1], -1).contiguous() for part in self.start)
        output, state = self.recurrent(x, state)
        return self.head(output if self.every_step else output[-1]), state


def _irnn(I: int, H: int, _span: int) -> nn.RNNBase:
    """Le, Jaitly & Hinton 2015: at first each unit adds up what it reads."""
    rnn = nn.RNN(I, H, nonlinearity="relu")
    nn.init.eye_(rnn.get_parameter("weight_hh_l0"))
    for name in ("bias_ih_l0", "bias_hh_l0"):
        nn.init.zeros_(rnn.get_parameter(name))
    nn.init.normal_(rnn.get_parameter("weight_ih_l0"), std=1e-3)
    return rnn


def _forget_bias_1(I: int, H: int, _span: int) -> nn.RNNBase:
    lstm = nn.LSTM(I, H)
    bias_ih, bias_hh = _biases(lstm)
    with torch.no_grad():
        bias_ih[H : 2 * H], bias_hh[H : 2 * H] = 1, 0
    return lstm


def _chrono(I: int, H: int, span: int) -> nn.RNNBase:
    return _slow(I, H, 1, span - 1)


def _chrono_beyond(I: int, H: int, span: int) -> nn.RNNBase:
    return _slow(I, H, span, 10 * span)


def _slow(I: int, H: int, shortest: int, longest: int) -> nn.RNNBase:
    """The lines that a user of nn.LSTM would write."""
    lstm = nn.LSTM(I, H)
    bias_ih, bias_hh = _biases(lstm)
    with torch.no_grad():
        bias_ih.zero_()
        bias_hh.zero_()
        bias_ih[H : 2 * H].uniform_(shortest, longest).log_()
        bias_ih[:H] = -bias_ih[H : 2 * H]
    return lstm


def _biases(lstm: nn.LSTM) -> tuple[Tensor, Tensor]:
    return lstm.get_parameter("bias_ih_l0"), lstm.get_parameter("bias_hh_l0")


def _multiscale(I: int, H: int, _span: int) -> nn.RNNBase:
    return LSTM(I, H, init="multiscale")


_LAYERS: dict[str, Callable[[int, int, int], nn.RNNBase]] = {
    "rnn": lambda I, H, _: nn.RNN(I, H),
    "irnn": _irnn,
    "gru": lambda I, H, _: nn.GRU(I, H),
    "lstm": lambda I, H, _: nn.LSTM(I, H),
    "lstm-forget-1": _forget_bias_1,
    "lstm-chrono": _chrono,
    "lstm-chrono-beyond": _chrono_beyond,
    "lstm-chrono-start": _chrono,
    "openlstm": lambda I, H, _: LSTM(I, H),
    "openlstm-chrono": lambda I, H, span: LSTM(I, H, init="chrono", lags=(1, span - 1)),
    "openlstm-chrono-beyond": lambda I, H, span: LSTM(I, H, init="chrono", lags=(span, 10 * span)),
    "openlstm-chrono-wide": lambda I, H, _: LSTM(I, H, init="chrono", lags=(1, 10_000)),
    "openlstm-counters": lambda I, H, _: LSTM(I, H, init="counters"),
    "openlstm-mixed": lambda I, H, _: LSTM(I, H, init="forget_bias+multiscale"),
    "openlstm-multiscale": _multiscale,
    "openlstm-multiscale-echo": lambda I, H, _: LSTM(I, H, init="multiscale+echo"),
    "openlstm-multiscale-start": _multiscale,
    "openlstm-multiscale-mark": _multiscale,
}


def layer_named(name: str, input_size: int, hidden_size: int, span: int) -> nn.RNNBase:
    """The recurrent layer of a model, freshly drawn.

    Args:
        name: one of `settings.MODELS`.
        span: T that a model which is told the lags is told, T ≥ 2.

    >>> layer_named("gru", 3, 4, span=10)
    GRU(3, 4)
    """
    return _LAYERS[name](input_size, hidden_size, span)


def build(name: str, task: MemoryTask, hidden_size: int, span: int) -> MemoryModel:
    """The model for a task, freshly drawn; see `layer_named`."""
    start = MODELS[name].start
    recurrent = layer_named(name, task.input_size + (start == "marked"), hidden_size, span)
    return with_read_out(recurrent, task, start)


def with_read_out(recurrent: nn.RNNBase, task: MemoryTask, start: Start = "zero") -> MemoryModel:
    """The layer with the read-out that the task asks for, freshly drawn; see `MemoryModel`."""
    return MemoryModel(recurrent, task.outputs, task.every_step, start)
