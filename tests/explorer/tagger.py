# SPDX-License-Identifier: Apache-2.0
"""A small model whose gates move, and what the library says of it."""

from typing import Any

import torch
from torch import Tensor, nn

import openlstm as ol

T, D, H, K = 9, 3, 5, 4


class Tagger(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.lstm = ol.LSTM(D, H, num_layers=2, bidirectional=True)
        self.head = nn.Linear(2 * H, K)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.lstm(x)[0])


def run(model: Tagger, x: Tensor, row: int = 0, **edit: Any) -> tuple[ol.Trace, Tensor]:
    with torch.no_grad(), ol.record(model) as recording:
        if edit:
            with ol.edit(model, **edit):
                y = model(x)
        else:
            y = model(x)
    return recording.trace, y[:, row].softmax(-1)
