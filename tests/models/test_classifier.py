# SPDX-License-Identifier: Apache-2.0
"""The step classifier with every recurrent layer."""

import pytest
import torch
from torch import nn

import openlstm as ol
from openlstm.models import StepClassifier


@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM, ol.LSTM])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_a_score_for_each_class_at_each_step(kind: type, bidirectional: bool) -> None:
    model = StepClassifier(9, 5, kind(4, 6, bidirectional=bidirectional))
    assert model(torch.zeros(7, 3, dtype=torch.long))[0].shape == (7, 3, 5)


@pytest.mark.parametrize("kind", [nn.RNN, ol.LSTM])
def test_the_state_goes_on(kind: type) -> None:
    model = StepClassifier(9, 5, kind(4, 6))
    symbols = torch.randint(9, (8, 2))
    first, state = model(symbols[:3])
    second, _ = model(symbols[3:], state)
    torch.testing.assert_close(torch.cat([first, second]), model(symbols)[0])
