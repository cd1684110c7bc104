# SPDX-License-Identifier: Apache-2.0
"""A trained model with nn.LSTM inside becomes open: same parameters, same numbers, every gate."""

import torch
from torch import nn

import openlstm as ol


class Tagger(nn.Module):
    """Somebody's model, written for torch.nn.LSTM."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.LSTM(8, 16, num_layers=2, bidirectional=True)
        self.head = nn.Linear(32, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.rnn(x)[0])


model, x = Tagger().eval(), torch.randn(12, 4, 8)
before = model(x)

ol.replace_lstms(model)
print("largest change of any output:", (model(x) - before).abs().max().item())

with ol.record(model) as trace:
    model(x)
print("forget gate [layer, direction, time, batch, unit]:", tuple(trace.forget_gate.shape))
print("engine:", ol.which_engine(model.rnn, x))
