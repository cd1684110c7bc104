# SPDX-License-Identifier: Apache-2.0
"""What lengths and resets mean, told by torch.nn.LSTM alone: every piece is run by itself."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

State = tuple[Tensor, Tensor]


class ByPieces:
    """Called as openlstm.LSTM, time first; cuts each row at its resets and its length.

    Each piece goes through the whole stack of a torch.nn.LSTM on its own. A forward run begins a
    piece from zeros, the first one from the caller's state unless step 0 is a reset; a reverse run
    begins the last piece from the caller's state, the others from zeros.
    """

    def __init__(self, lstm: nn.LSTM) -> None:
        self.lstm = lstm

    def named_parameters(self) -> Iterator[tuple[str, Tensor]]:
        return self.lstm.named_parameters()

    def __call__(
        self,
        x: Tensor,
        hx: State | None = None,
        *,
        lengths: Sequence[int] | None = None,
        reset: Tensor | None = None,
    ) -> tuple[Tensor, State]:
        T, B = x.shape[:2]
        lengths = [T] * B if lengths is None else [int(n) for n in lengths]
        reset = torch.zeros(T, B, dtype=torch.bool) if reset is None else reset
        state = self._zeros(x, B) if hx is None else hx
        rows = [
            self._row(x[: lengths[b], b], (state[0][:, b], state[1][:, b]), reset[:, b].tolist(), T)
            for b in range(B)
        ]
        output, h_n, c_n = (torch.stack(part, dim=1) for part in zip(*rows, strict=True))
        # where no row uses them, their gradients are zero, not missing
        nothing = 0 * sum(leaf.sum() for leaf in (x, *state, *self.lstm.parameters()))
        return output + nothing, (h_n, c_n)

    def _row(
        self, x: Tensor, state: State, reset: list[bool], T: int
    ) -> tuple[Tensor, Tensor, Tensor]:
        n = len(x)
        if n == 0:
            return x.new_zeros(T, self._width()), *state
        zeros = self._zeros(x)
        cuts = [0, *(t for t in range(1, n) if reset[t]), n]
        outputs, lasts = [], []
        for begin, end in pairwise(cuts):
            forward = zeros if begin > 0 or reset[0] else state
            reverse = state if end == n else zeros
            first = tuple(self._woven(f, r) for f, r in zip(forward, reverse, strict=True))
            output, last = self.lstm(x[begin:end], first)
            outputs.append(output)
            lasts.append(last)
        h_n, c_n = (self._woven(f, r) for f, r in zip(lasts[-1], lasts[0], strict=True))
        return torch.cat([*outputs, x.new_zeros(T - n, self._width())]), h_n, c_n

    def _woven(self, forward: Tensor, reverse: Tensor) -> Tensor:
        """The rows of the forward runs from one, those of the reverse runs from the other."""
        if not self.lstm.bidirectional:
            return forward
        return torch.stack([forward[0::2], reverse[1::2]], dim=1).flatten(0, 1)

    def _width(self) -> int:
        size = self.lstm.proj_size or self.lstm.hidden_size
        return size * (2 if self.lstm.bidirectional else 1)

    def _zeros(self, x: Tensor, *batch: int) -> State:
        rows = self.lstm.num_layers * (2 if self.lstm.bidirectional else 1)
        h_size = self.lstm.proj_size or self.lstm.hidden_size
        return x.new_zeros(rows, *batch, h_size), x.new_zeros(rows, *batch, self.lstm.hidden_size)


class ByPacking:
    """Called as openlstm.LSTM with lengths ≥ 1: torch.nn.LSTM on a PackedSequence, padded again."""

    def __init__(self, lstm: nn.LSTM) -> None:
        self.lstm = lstm

    def named_parameters(self) -> Iterator[tuple[str, Tensor]]:
        return self.lstm.named_parameters()

    def __call__(
        self, x: Tensor, hx: State | None = None, *, lengths: Sequence[int]
    ) -> tuple[Tensor, State]:
        batch_first = self.lstm.batch_first
        packed = pack_padded_sequence(x, lengths, batch_first, enforce_sorted=False)
        output, last = self.lstm(packed, hx)
        T = x.shape[1 if batch_first else 0]
        return pad_packed_sequence(output, batch_first, total_length=T)[0], last
