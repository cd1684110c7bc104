# SPDX-License-Identifier: Apache-2.0
"""The network: padding changes nothing, poolings are what they say, steps can come one by one."""

import pytest
import torch
from torch import nn

from openlstm.layers import LSTM
from openlstm.models.sequence_classifier import Pooling, SequenceClassifier, _thinned

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


@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, LSTM])
def test_another_layer_reads_unequal_lengths_alike(kind: type[nn.RNNBase]) -> None:
    torch.manual_seed(0)
    for pooling in POOLINGS:
        model = SequenceClassifier(
            3, 4, pooling=pooling, recurrent=lambda size: kind(size, 5, 2, bidirectional=True)
        ).eval()
        assert model.head.in_features == 10
        x = torch.randn(7, 3, 3)
        together = model(x, torch.tensor([4, 6, 1]))
        alone = [model(x[:length, k : k + 1]) for k, length in enumerate((4, 6, 1))]
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


def test_steps_left_out_in_training_leave_the_rest_in_order() -> None:
    x = torch.arange(1.0, 9.0)[:, None, None].repeat(1, 200, 1)
    lengths = torch.arange(200) % 8 + 1
    x = x * (torch.arange(8)[:, None, None] < lengths[None, :, None])
    torch.manual_seed(0)
    found, left = _thinned(x, lengths, 0.3)
    assert (left >= 1).all()
    assert (left <= lengths).all()
    assert left.sum() / lengths.sum() == pytest.approx(0.7, abs=0.04)
    for k, length in enumerate(left.tolist()):
        steps = found[:length, k, 0]
        assert (steps.diff() > 0).all()
        assert steps[0] >= 1
        assert steps[-1] <= lengths[k]


def test_noise_and_dropout_are_for_training_only() -> None:
    model, x = made("mean", True, noise=0.5, dropout=0.5), torch.randn(6, 2, 3)
    assert torch.equal(model(x), model(x))
    model.train()
    assert not torch.equal(model(x), model(x))
