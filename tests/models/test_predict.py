# SPDX-License-Identifier: Apache-2.0
"""Costs and texts of a character model."""

import pytest
import torch
from torch.nn.functional import cross_entropy

from openlstm.models import CharacterModel, character_nats, continue_text, one_thread


@pytest.fixture
def model() -> CharacterModel:
    torch.manual_seed(0)
    return CharacterModel(size=6, hidden_size=5).eval()


def test_costs_are_the_cross_entropy_whatever_the_pieces(model: CharacterModel) -> None:
    ids = torch.tensor([1, 5, 2, 0, 3, 3, 4])
    expected = cross_entropy(model(ids[:-1, None])[0][:, 0], ids[1:], reduction="none")
    for steps in (1, 4, 6, 100):
        torch.testing.assert_close(character_nats(model, ids, steps), expected)


@pytest.mark.parametrize("temperature", [0.0, 1e-6, 0.5, 1.0, 100.0])
def test_the_unknown_symbol_is_never_written(model: CharacterModel, temperature: float) -> None:
    with torch.no_grad():
        model.head.bias[0] = 50.0  # the network wants nothing else
    ids = continue_text(model, torch.tensor([0]), 50, temperature)
    assert ids.min() > 0


def test_zero_temperature_takes_the_likeliest(model: CharacterModel) -> None:
    with torch.no_grad():
        model.head.bias[3] = 50.0
    assert continue_text(model, torch.tensor([1]), 4, temperature=0).tolist() == [3, 3, 3, 3]


def test_the_generator_decides(model: CharacterModel) -> None:
    texts = [
        continue_text(model, torch.tensor([1]), 20, 1.0, torch.Generator().manual_seed(seed))
        for seed in (4, 4, 5)
    ]
    assert torch.equal(texts[0], texts[1])
    assert not torch.equal(texts[0], texts[2])


def test_the_first_character_follows_the_prompt(model: CharacterModel) -> None:
    prompt = torch.tensor([2, 4])
    likeliest = model(prompt[:, None])[0][-1, 0, 1:].argmax() + 1
    assert continue_text(model, prompt, 1, temperature=0)[0] == likeliest


def test_the_number_of_threads_is_given_back() -> None:
    before = torch.get_num_threads()
    with pytest.raises(KeyError), one_thread():
        raise KeyError
    assert torch.get_num_threads() == before
