# SPDX-License-Identifier: Apache-2.0
"""The character network: shapes, the carried state, where dropout acts."""

import warnings

import torch

from openlstm.models import CharacterModel


def test_the_state_carries_a_text_over_a_cut() -> None:
    torch.manual_seed(0)
    model = CharacterModel(size=11, hidden_size=7, num_layers=2).eval()
    ids = torch.randint(11, (9, 3))
    whole, (h_n, c_n) = model(ids)
    first, state = model(ids[:4])
    second, (h_end, c_end) = model(ids[4:], state)
    torch.testing.assert_close(torch.cat([first, second]), whole)
    torch.testing.assert_close(h_end, h_n)
    torch.testing.assert_close(c_end, c_n)


def test_one_layer_with_dropout_gives_no_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CharacterModel(size=5, hidden_size=3, num_layers=1, dropout=0.5)


def test_dropout_acts_in_training_only() -> None:
    torch.manual_seed(0)
    model = CharacterModel(size=5, hidden_size=8, dropout=0.5)
    ids = torch.zeros(3, 1, dtype=torch.long)
    assert not torch.equal(model(ids)[0], model(ids)[0])
    model.eval()
    assert torch.equal(model(ids)[0], model(ids)[0])


def test_the_forget_gate_begins_open() -> None:
    model = CharacterModel(size=5, hidden_size=4, num_layers=1, forget_bias=2.0)
    bias = model.lstm.bias_ih_l0 + model.lstm.bias_hh_l0
    torch.testing.assert_close(bias[4:8].mean(), torch.tensor(2.0), atol=0.8, rtol=0)
