# SPDX-License-Identifier: Apache-2.0
"""Surprise: equal to the cross entropy, its guesses in order."""

import pytest
import torch

from openlstm.diagnostics import surprise
from openlstm.errors import InputError


def test_the_cost_is_the_cross_entropy() -> None:
    logits, targets = torch.randn(7, 3, 11), torch.randint(11, (7, 3))
    cost = surprise(logits, targets)
    expected = torch.nn.functional.cross_entropy(logits.movedim(-1, 1), targets, reduction="none")
    torch.testing.assert_close(cost.nats, expected)
    torch.testing.assert_close(cost.bits, expected / torch.tensor(2.0).log())
    torch.testing.assert_close(cost.probability, (-expected).exp())


def test_the_likeliest_symbols_come_best_first() -> None:
    logits = torch.tensor([[[0.0, 3.0, 1.0, 2.0]]])
    cost = surprise(logits, torch.tensor([[0]]), top=3)
    assert cost.top_ids.tolist() == [[[1, 3, 2]]]
    torch.testing.assert_close(cost.top_probabilities[0, 0], logits.softmax(-1)[0, 0, [1, 3, 2]])


def test_fewer_symbols_than_guesses_give_them_all() -> None:
    assert (
        surprise(torch.zeros(1, 1, 2), torch.zeros(1, 1, dtype=torch.long)).top_ids.shape[-1] == 2
    )


def test_targets_of_another_shape_are_refused() -> None:
    with pytest.raises(InputError, match=r"targets must be \[4, 2\]"):
        surprise(torch.zeros(4, 2, 5), torch.zeros(4, dtype=torch.long))
