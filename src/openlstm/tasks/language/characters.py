# SPDX-License-Identifier: Apache-2.0
"""Language modelling as the loop sees it: batches of text, their cost, the cost of the rest."""

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from openlstm.data import TextStream
from openlstm.models import CharacterModel, State
from openlstm.tasks.language.settings import LanguageSettings
from openlstm.training.task import Outcome
from openlstm.training.truncated import detached

__all__ = ["Characters"]

VALIDATED = 50_000  # characters at most that are scored during the training: a second's work


class Characters:
    """The next character of a text, whose state is carried from batch to batch."""

    items = "characters"
    cost = "nats_per_char"

    def __init__(
        self, model: CharacterModel, train: Tensor, validation: Tensor, settings: LanguageSettings
    ) -> None:
        self.model = model
        part = validation[:VALIDATED]
        streams = max(1, min(16, len(part) // 200))  # side by side is faster, long is truer
        self.validation = TextStream(part, streams, steps=256)
        rare = torch.bincount(train)[train] == 1
        self.passes = [
            TextStream(ids, settings.batch_size, settings.window)
            for ids in (train, train.masked_fill(rare, 0))
        ]

    def batches(self, epoch: int) -> TextStream:
        """The text; in every other pass a character that comes only once stands as the unknown one.

        So the network learns how often to expect a character that it has never seen.
        """
        return self.passes[epoch % 2]

    def outcome(self, batch: tuple[Tensor, Tensor], state: State | None) -> Outcome:
        x, y = self._placed(batch)
        logits, state = self.model(x, state)
        loss = cross_entropy(logits.flatten(0, 1).float(), y.flatten())
        return Outcome(loss, detached(state), y.numel())

    def _placed(self, batch: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """The batch where the model is."""
        x, y = (each.to(self.model.head.weight.device) for each in batch)
        return x, y

    def share(
        self, batch: tuple[Tensor, Tensor], rank: int, count: int
    ) -> tuple[Tensor, Tensor] | None:
        """Every count-th stream."""
        x, y = (each[:, rank::count] for each in batch)
        return (x, y) if x.shape[1] else None

    def validate(self) -> float:
        state, total = None, 0.0
        for x, y in map(self._placed, self.validation):
            logits, state = self.model(x, state)
            total += cross_entropy(logits.flatten(0, 1), y.flatten(), reduction="sum").item()
        return total / self.validation.targets.numel()
