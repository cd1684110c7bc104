# SPDX-License-Identifier: Apache-2.0
"""Surprise: what each symbol costs under a language model, and what was expected instead."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from openlstm.errors import InputError, expected

__all__ = ["Surprise", "surprise"]


@dataclass(frozen=True)
class Surprise:
    """The cost of each symbol, and the likeliest symbols in its place.

    nats: [time, batch], −ln p(symbol | all before), at least 0.
    top_ids: [time, batch, k], the k likeliest symbols, best first.
    top_probabilities: [time, batch, k], their probabilities, 0 to 1.
    """

    nats: Tensor
    top_ids: Tensor
    top_probabilities: Tensor

    @property
    def bits(self) -> Tensor:
        """[time, batch], −log2 p(symbol | all before)."""
        return self.nats / math.log(2)

    @property
    def probability(self) -> Tensor:
        """[time, batch], p(symbol | all before), 0 to 1."""
        return self.nats.neg().exp()


def surprise(logits: Tensor, targets: Tensor, top: int = 5) -> Surprise:
    """What each target cost, −ln softmax(logits)[target], and the `top` likeliest symbols.

    Args:
        logits: [time, batch, symbol], where step t predicts targets[t].
        targets: [time, batch] integers from 0 to symbol − 1.
        top: how many expectations to keep, at least 1; fewer where there are fewer symbols.

    Raises:
        InputError: shapes that do not fit each other.

    >>> import torch
    >>> cost = surprise(torch.zeros(1, 1, 4), torch.tensor([[2]]), top=2)
    >>> cost.bits.item()  # four symbols, all equally likely
    2.0
    """
    if targets.shape != logits.shape[:-1]:
        wanted = f"{list(logits.shape[:-1])} as logits are {list(logits.shape)}"
        remedy = "pass the symbol that follows each step"
        raise InputError(expected("targets", wanted, list(targets.shape), remedy))
    log_p = logits.detach().log_softmax(dim=-1)
    best = log_p.topk(min(top, log_p.shape[-1]), dim=-1)
    nats = -log_p.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    return Surprise(torch.clamp(nats, min=0), best.indices, best.values.exp())
