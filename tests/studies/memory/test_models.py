# SPDX-License-Identifier: Apache-2.0
"""The scoreboard's LSTM is the exact one: nn.LSTM with the same weights gives the same numbers."""

import pytest
import torch
from torch import nn

from openlstm.studies.memory.board import BOARD
from openlstm.studies.memory.models import layer_named

STARTS = ("openlstm-multiscale", "openlstm-multiscale-echo", "openlstm-counters")


@torch.no_grad()
@pytest.mark.parametrize(  # over 10,000 steps float32's roundings add up to 8e-6
    ("dtype", "allowed"), [(torch.float32, 1e-5), (torch.float64, 1e-12)], ids=str
)
@pytest.mark.parametrize("name", STARTS)
@pytest.mark.parametrize("task", BOARD)
def test_the_cell_is_that_of_nn_lstm(task, name, dtype, allowed):
    entry = BOARD[task]
    batch = next(iter(entry.task.batches(4, seed=0)))
    x = entry.task.features(batch.inputs).to(dtype)
    ours = layer_named(name, x.shape[-1], entry.hidden_size, entry.span).to(dtype)
    theirs = nn.LSTM(x.shape[-1], entry.hidden_size, dtype=dtype)
    theirs.load_state_dict(ours.state_dict())
    assert (ours(x)[0] - theirs(x)[0]).abs().max() < allowed
