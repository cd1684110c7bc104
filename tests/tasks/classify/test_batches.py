# SPDX-License-Identifier: Apache-2.0
"""Batches of sequences: all of them in each pass, and shares that make up the whole."""

import pytest
import torch

from openlstm.models.sequence_classifier import SequenceClassifier
from openlstm.tasks.classify.batches import Labelled


def made(weight: torch.Tensor | None = None) -> Labelled:
    torch.manual_seed(0)
    model = SequenceClassifier(2, 3, 4)
    values = [torch.randn(3 + k % 4, 2) for k in range(11)]
    part = values, torch.arange(11) % 3
    return Labelled(model, part, part, weight, smoothing=0.1, batch_size=4, seed=0)


def test_every_pass_has_every_sequence_in_another_order() -> None:
    task = made()
    passes = [torch.cat([batch.target for batch in task.batches(k)]) for k in (0, 0, 1)]
    assert len(task.batches(0)) == 3
    assert torch.equal(passes[0], passes[1])
    assert not torch.equal(passes[0], passes[2])
    assert passes[2].bincount().tolist() == [4, 4, 3]


@pytest.mark.parametrize("weight", [None, torch.tensor([0.5, 1.0, 3.0])])
def test_shares_make_up_the_whole(weight: torch.Tensor | None) -> None:
    task = made(weight)
    batch = next(iter(task.batches(0)))
    whole = task.outcome(batch, None)
    shares = [task.share(batch, rank, 3) for rank in range(3)]
    parts = [task.outcome(share, None) for share in shares if share is not None]
    weights = [part.items if part.weight is None else part.weight for part in parts]
    total = sum(w * part.loss for w, part in zip(weights, parts, strict=True)) / sum(weights)
    torch.testing.assert_close(total, whole.loss)
    assert sum(part.items for part in parts) == whole.items == 4
    assert task.share(batch, 4, 5) is None


def test_validation_scores_the_labels_as_they_are() -> None:
    task = made()
    task.smoothing = 0.9
    smooth = task.validate()
    task.smoothing = 0.0
    assert task.validate() == smooth
