# SPDX-License-Identifier: Apache-2.0
"""The character language model: embedding, LSTM, linear head."""

from torch import Tensor, nn

from openlstm.layers import LSTM
from openlstm.models.starting import starting

__all__ = ["CharacterModel", "State"]

State = tuple[Tensor, Tensor]
"""(h, c), each [L, B, H]."""


class CharacterModel(nn.Module):
    """Scores of the next character after each character of a text, and the state to go on from.

        e_t = E[x_t]                    a row of the embedding
        h_t, c_t = LSTM(e_t, h_{t-1}, c_{t-1})
        logits_t = W h_t + b            ln p(x_{t+1} | x_1 … x_t) up to a constant

    Args:
        size: V, how many symbols the vocabulary has.
        hidden_size: H, units of each layer.
        num_layers: L, layers of the LSTM.
        embedding_size: I, numbers that stand for a character.
        dropout: share in [0, 1) of the numbers that are set to zero in training, before, between
            and after the layers.
        forget_bias: what the forget gates' bias begins at; 1 keeps about three quarters of the cell
            state at first.
        longest_lag: an eighth of the units begins with memories from 1 to so many steps; 0: none.

    >>> import torch
    >>> model = CharacterModel(size=30, hidden_size=8)
    >>> logits, (h_n, c_n) = model(torch.zeros(7, 3, dtype=torch.long))
    >>> logits.shape, h_n.shape
    (torch.Size([7, 3, 30]), torch.Size([2, 3, 8]))
    """

    def __init__(
        self,
        size: int,
        hidden_size: int = 256,
        num_layers: int = 2,
        *,
        embedding_size: int = 64,
        dropout: float = 0.0,
        forget_bias: float = 1.0,
        longest_lag: int = 0,
    ) -> None:
        super().__init__()
        self.embedding = nn.Embedding(size, embedding_size)
        self.lstm = LSTM(
            embedding_size,
            hidden_size,
            num_layers,
            dropout=dropout if num_layers > 1 else 0.0,  # PyTorch warns where there is no "between"
            **starting(forget_bias, longest_lag),
        )
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(hidden_size, size)

    def forward(self, ids: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """(logits [T, B, V], state): the state is (h_n, c_n), each [L, B, H].

        Args:
            ids: [T, B] int64, each in 0 … V − 1.
            state: (h_0, c_0) from the call before; zeros if not given.
        """
        output, state = self.lstm(self.dropout(self.embedding(ids)), state)
        return self.head(self.dropout(output)), state
