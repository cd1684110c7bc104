# SPDX-License-Identifier: Apache-2.0
"""The network: padding changes nothing, poolings are what they say, steps can come one by one."""

import pytest
import torch

from openlstm.models.sequence_classifier import Pooling, SequenceClassifier

POOLINGS: tuple[Pooling, ...] = ("mean", "last", "attention")


def made(pooling: Pooling, bidirectional: bool, **more: float) -> SequenceClassifier:
    torch.manual_seed(0)
    return SequenceClassifier(
        3, 4, 5, 2, pooling=pooling, bidirectional=bidirectional, **more
    ).eval()


@pytest.mark.parametrize("pooling", POOLINGS)
@pytest.mark.parametrize("bidirectional", [True, False])
def test_padding_changes_nothing(pooling: Pooling, bidirectional: bool) -> None:
    model, x = made(pooling, bidirectional), torch.randn(7, 3, 3)
    x[4:, 1], x[1:, 2] = 100.0, torch.nan
    together = model(x, torch.tensor([7, 4, 1]))
    alone = [model(x[:length, k : k + 1]) for k, length in enumerate((7, 4, 1))]
    torch.testing.assert_close(together, torch.cat(alone))


def test_poolings_are_what_they_say() -> None:
    x = torch.randn(6, 2, 3)
    for pooling in POOLINGS:
        model = made(pooling, True)
        output, (h, _) = model.lstm(x)
        if pooling == "mean":
            pooled = output.mean(0)
        elif pooling == "last":
            pooled = torch.cat([h[-2], h[-1]], 1)
        else:
            assert model.attention is not None
            pooled = (model.attention(output).softmax(0) * output).sum(0)
        torch.testing.assert_close(model(x), model.head(pooled))


@pytest.mark.parametrize("pooling", POOLINGS)
def test_step_by_step_is_the_same_as_all_at_once(pooling: Pooling) -> None:
    model, x = made(pooling, False), 5 * torch.randn(9, 2, 3)
    at = model.begin(2)
    for part in x.split([1, 3, 1, 4]):
        logits, at = model.advance(part, at)
    torch.testing.assert_close(logits, model(x))


def test_noise_and_dropout_are_for_training_only() -> None:
    model, x = made("mean", True, noise=0.5, dropout=0.5), torch.randn(6, 2, 3)
    assert torch.equal(model(x), model(x))
    model.train()
    assert not torch.equal(model(x), model(x))
