# SPDX-License-Identifier: Apache-2.0
"""A class for a whole sequence: LSTM, pooling over its steps, linear head."""

from collections.abc import Callable
from typing import Literal, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from openlstm.layers import LSTM
from openlstm.models.starting import starting

__all__ = ["Pooled", "Pooling", "SequenceClassifier", "Unfinished"]

Pooling = Literal["mean", "last", "attention"]


class Pooled(NamedTuple):
    """What is kept of the steps so far."""

    total: Tensor
    """[B, D·H], the weighted sum of the hidden states."""
    weight: Tensor
    """[B, 1], the sum of the weights."""
    largest: Tensor
    """[B, 1], what is taken off every score so that no weight overflows."""


class Unfinished(NamedTuple):
    """Where a sequence that goes on has come to."""

    h: Tensor
    c: Tensor
    pooled: Pooled


class SequenceClassifier(nn.Module):
    """Scores of the classes for each of a batch of sequences.

        h_t = LSTM(x_t)                       of one direction, or of two joined
        p = Σ a_t h_t,  a_t over the steps of the sequence:
            mean        a_t = 1 / T
            last        p = h_T, joined with the first of the other direction
            attention   a_t = softmax(v h_t)
        logits = W p + b                      ln p(class) up to a constant

    Padding changes nothing: a sequence gives the same beside longer ones as alone.

    Args:
        size: F, numbers of a step.
        classes: C, how many classes.
        hidden_size: H, units of each LSTM layer and direction.
        num_layers: LSTM layers.
        pooling: see above.
        bidirectional: read from both ends.
        dropout: share in [0, 1) set to zero in training, between layers and before the head.
        noise: standard deviation of what is added to every input in training.
        step_dropout: share in [0, 1) of the steps that are left out in training, as if they had
            not been; a sequence always keeps one.
        forget_bias: what the forget gates' bias begins at.
        longest_lag: an eighth of the units begins with memories from 1 to so many steps; 0: none.
        recurrent: another layer in the LSTM's place, made from F: an `nn.RNN`, an `nn.GRU` or an
            `openlstm.LSTM`, time first.

    >>> model = SequenceClassifier(5, 3, 4).eval()
    >>> model(torch.randn(7, 2, 5), lengths=torch.tensor([7, 4])).shape
    torch.Size([2, 3])
    """

    def __init__(
        self,
        size: int,
        classes: int,
        hidden_size: int = 64,
        num_layers: int = 1,
        *,
        pooling: Pooling = "mean",
        bidirectional: bool = True,
        dropout: float = 0.0,
        noise: float = 0.0,
        step_dropout: float = 0.0,
        forget_bias: float = 1.0,
        longest_lag: int = 0,
        recurrent: Callable[[int], nn.RNNBase] | None = None,
    ) -> None:
        super().__init__()
        self.pooling, self.noise, self.step_dropout = pooling, noise, step_dropout
        self.lstm = (
            recurrent(size)
            if recurrent
            else LSTM(
                size,
                hidden_size,
                num_layers,
                bidirectional=bidirectional,
                dropout=dropout if num_layers > 1 else 0.0,
                **starting(forget_bias, longest_lag),
            )
        )
        width = self.lstm.hidden_size * self._directions
        self.attention = nn.Linear(width, 1, bias=False) if pooling == "attention" else None
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(width, classes)

    def forward(self, x: Tensor, lengths: Tensor | None = None) -> Tensor:
        """[B, C] for x [T, B, F]; `lengths` [B] int64, T for all if not given."""
        if self.training and self.noise:
            x = x + self.noise * torch.randn_like(x)
        if self.training and self.step_dropout:
            x, lengths = _thinned(x, lengths, self.step_dropout)
        output, h = _read(self.lstm, x, lengths)
        if self.pooling == "last":
            return self.head(self.dropout(torch.cat([*h[-self._directions :]], 1)))
        return self._answer(self._pool(output, _valid(x, lengths)))

    @property
    def _directions(self) -> int:
        return 2 if self.lstm.bidirectional else 1

    def begin(self, batch: int) -> Unfinished:
        """Where B sequences are before their first step."""
        like, width = self.head.weight, self.lstm.hidden_size
        state = like.new_zeros(self.lstm.num_layers, batch, width)
        none = like.new_zeros(batch, 1)
        pooled = Pooled(like.new_zeros(batch, width), none, torch.full_like(none, -torch.inf))
        return Unfinished(state, state, pooled)

    def advance(self, x: Tensor, at: Unfinished) -> tuple[Tensor, Unfinished]:
        """(logits [B, C], where they are now) after the steps x [T, B, F]; in one direction only.

        Step by step or all at once gives the same but for rounding.
        """
        output, (h, c) = self.lstm(x, (at.h, at.c))
        if self.pooling == "last":
            return self.head(self.dropout(h[-1])), Unfinished(h, c, at.pooled)
        pooled = self._pool(output, _valid(x, None), at.pooled)
        return self._answer(pooled), Unfinished(h, c, pooled)

    def _answer(self, pooled: Pooled) -> Tensor:
        return self.head(self.dropout(pooled.total / pooled.weight))

    def _pool(self, output: Tensor, valid: Tensor, before: Pooled | None = None) -> Pooled:
        """Sums over time [T, B, D·H]; a softmax goes on where the largest score so far is kept."""
        score = output.new_zeros(valid.shape) if self.attention is None else self.attention(output)
        score = score.masked_fill(~valid, -torch.inf)
        largest = score.amax(0)
        if before is not None:
            largest = torch.maximum(largest, before.largest)
        weights = (score - largest).exp()
        total, weight = (weights * output).sum(0), weights.sum(0)
        if before is not None:
            kept = (before.largest - largest).exp()
            total, weight = total + kept * before.total, weight + kept * before.weight
        return Pooled(total, weight, largest)


def _read(layer: nn.RNNBase, x: Tensor, lengths: Tensor | None) -> tuple[Tensor, Tensor]:
    """(output, h_n); PyTorch's own layers read unequal lengths only when they are packed."""
    if isinstance(layer, LSTM):
        output, (h_n, _) = layer(x, lengths=lengths)
    elif lengths is None:
        output, h_n = layer(x)
    else:
        packed = pack_padded_sequence(x, lengths.cpu(), enforce_sorted=False)
        steps, h_n = layer(packed)
        output, _ = pad_packed_sequence(steps, total_length=len(x))
    return output, h_n


def _thinned(x: Tensor, lengths: Tensor | None, share: float) -> tuple[Tensor, Tensor]:
    """(x, lengths) without about that share of the steps; the rest moves together."""
    kept = (torch.rand(x.shape[:2], device=x.device) >= share) & _valid(x, lengths)[..., 0]
    kept[0] |= ~kept.any(0)
    order = (~kept).to(torch.uint8).argsort(dim=0, stable=True)
    return x.gather(0, order[..., None].expand_as(x)), kept.sum(0)


def _valid(x: Tensor, lengths: Tensor | None) -> Tensor:
    """[T, B, 1], whether a step is no padding."""
    steps = torch.arange(x.shape[0], device=x.device)[:, None, None]
    most = x.shape[0] if lengths is None else lengths.to(x.device)[None, :, None]
    return (steps < most).expand(-1, x.shape[1], 1)
