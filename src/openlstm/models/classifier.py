# SPDX-License-Identifier: Apache-2.0
"""A class for each step of a sequence of symbols: embedding, any recurrent layer, linear head."""

from typing import Any

from torch import Tensor, nn

__all__ = ["StepClassifier"]


class StepClassifier(nn.Module):
    """Scores of the classes at each step, and the state to go on from.

        e_t = E[x_t]                            a row of the embedding
        h_t = what the recurrent layer gives    of one direction, or of two joined
        logits_t = W h_t + b                    ln p(class at t) up to a constant

    Args:
        size: how many symbols there are.
        classes: C, how many classes.
        recurrent: an `nn.RNN`, `nn.GRU`, `nn.LSTM` or `openlstm.LSTM`, time first.

    >>> import torch
    >>> model = StepClassifier(9, 2, nn.GRU(4, 6, bidirectional=True))
    >>> model(torch.zeros(7, 3, dtype=torch.long))[0].shape
    torch.Size([7, 3, 2])
    """

    def __init__(self, size: int, classes: int, recurrent: nn.RNNBase) -> None:
        super().__init__()
        self.embedding = nn.Embedding(size, recurrent.input_size)
        self.recurrent = recurrent
        directions = 2 if recurrent.bidirectional else 1
        self.head = nn.Linear(directions * recurrent.hidden_size, classes)

    def forward(self, symbols: Tensor, state: Any = None) -> tuple[Tensor, Any]:
        """(logits [T, B, C], state), the state as the recurrent layer gives it.

        Args:
            symbols: [T, B] int64.
            state: that of the call before; zeros if not given.
        """
        output, state = self.recurrent(self.embedding(symbols), state)
        return self.head(output), state
