# SPDX-License-Identifier: Apache-2.0
"""Classification as the loop sees it: batches of whole sequences, and what a wrong class costs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

from openlstm.models.sequence_classifier import SequenceClassifier
from openlstm.training.task import Outcome

__all__ = ["Batch", "Labelled", "padded"]


@dataclass(frozen=True)
class Batch:
    """Sequences side by side.

    x: [T, B, F], zeros after the end of each; lengths: [B]; target: [B], the class.
    """

    x: Tensor
    lengths: Tensor
    target: Tensor


def padded(values: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """([T, B, F], [B]) of B encoded sequences [T_n, F]."""
    return pad_sequence(list(values)), torch.tensor([len(each) for each in values])


class Labelled:
    """The cross-entropy of the class, weighted by class if asked to.

    In training a share `smoothing` of each label belongs to all classes alike; validation scores
    the labels as they are.
    """

    items = "sequences"
    cost = "cross_entropy"

    def __init__(
        self,
        model: SequenceClassifier,
        train: tuple[Sequence[Tensor], Tensor],
        validation: tuple[Sequence[Tensor], Tensor],
        weight: Tensor | None,
        smoothing: float,
        batch_size: int,
        seed: int,
    ) -> None:
        self.model, self.train, self.validation = model, train, validation
        self.weight, self.smoothing = weight, smoothing
        self.batch_size, self.seed = batch_size, seed

    def batches(self, epoch: int) -> "_Pass":
        """All training sequences in an order of their own for each pass."""
        generator = torch.Generator().manual_seed(1_000_003 * (self.seed + 1) + epoch)
        order = torch.randperm(len(self.train[1]), generator=generator)
        return _Pass(*self.train, order.split(self.batch_size))

    def outcome(self, batch: Batch, state: None) -> Outcome:  # noqa: ARG002
        """The loss of a batch; nothing is carried from one to the next."""
        weight = None if self.weight is None else float(self.weight[batch.target].sum())
        return Outcome(self._loss(batch, self.smoothing), None, len(batch.target), weight)

    def share(self, batch: Batch, rank: int, count: int) -> Batch | None:
        """Every `count`-th sequence of a batch; None if there is none left for this process."""
        rows = torch.arange(len(batch.target))[rank::count]
        if not len(rows):
            return None
        return Batch(batch.x[:, rows], batch.lengths[rows], batch.target[rows])

    def _loss(self, batch: Batch, smoothing: float = 0.0) -> Tensor:
        device = next(self.model.parameters()).device
        logits = self.model(batch.x.to(device), batch.lengths)
        weight = None if self.weight is None else self.weight.to(device)
        return cross_entropy(logits, batch.target.to(device), weight, label_smoothing=smoothing)

    def validate(self) -> float:
        """The mean loss on the validation part."""
        values, target = self.validation
        parts = _Pass(values, target, torch.arange(len(target)).split(256))
        losses = [self._loss(batch).item() * len(batch.target) for batch in parts]
        return sum(losses) / len(target)


class _Pass:
    """Sequences padded when their batch comes."""

    def __init__(self, values: Sequence[Tensor], target: Tensor, rows: Sequence[Tensor]) -> None:
        self.values, self.target, self.rows = values, target, rows

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Batch]:
        for rows in self.rows:
            x, lengths = padded([self.values[k] for k in rows.tolist()])
            yield Batch(x, lengths, self.target[rows])
