# SPDX-License-Identifier: Apache-2.0
"""Long sequences side by side in windows, for truncated backpropagation with carried state."""

from collections.abc import Iterator

from torch import Tensor

from ..errors import InputError, expected

__all__ = ["Streams", "TextStream"]


class Streams:
    """Windows of T steps of B streams that run side by side, each where the one before ended.

    So the state after a window is the right one to begin the next with, see
    `openlstm.TruncatedBackpropagation`. The last window of a pass is shorter when T does not divide
    S. Windows are views.

    Args:
        sequences: tensors [S, …] with the same S ≥ 1, such as inputs [S, B, I] and targets [S, B].
        steps: T, the steps of a window, at least 1.

    Raises:
        InputError: `steps` below 1, no step at all, or sequences of different lengths.

    >>> import torch
    >>> for x, y in Streams(torch.arange(5), torch.arange(5) + 1, steps=3):
    ...     print(x.tolist(), y.tolist())
    [0, 1, 2] [1, 2, 3]
    [3, 4] [4, 5]
    """

    def __init__(self, *sequences: Tensor, steps: int) -> None:
        _require_positive("steps", steps)
        lengths = [len(each) for each in sequences]
        if len(set(lengths)) != 1 or not lengths[0]:
            remedy = "give each of them every step, time first"
            raise InputError(expected("sequences", "of one length, at least 1", lengths, remedy))
        self.sequences, self.steps = sequences, steps

    def __len__(self) -> int:
        """How many windows a pass has, the shorter last one included."""
        return -(-len(self.sequences[0]) // self.steps)

    def __iter__(self) -> Iterator[tuple[Tensor, ...]]:
        """One pass: the windows of the sequences, each [T, …]."""
        return zip(*(each.split(self.steps) for each in self.sequences), strict=True)


def _require_positive(argument: str, value: int) -> None:
    if value < 1:
        raise InputError(expected(argument, "at least 1", value, "pass a whole number such as 64"))


class TextStream(Streams):
    """Windows (x, y) of a text cut into B streams that run side by side; y is x one character on.

    The text is cut into B contiguous streams of S = (N − 1) // B steps, one per column; of its N
    characters the last (N − 1) mod B are left out (none if B = 1). Each window goes on where the
    one before it ended, so the state after a window is the right one to begin the next with. The
    last window of a pass is shorter when `steps` does not divide S. Stream b + 1 begins where
    stream b ends: the state of column b after a whole pass belongs before column b + 1.

    Args:
        ids: [N] int64, with N > batch_size.
        batch_size: B, the number of streams, at least 1.
        steps: T, the steps of a window, at least 1.

    Raises:
        InputError: `batch_size` or `steps` below 1, or too few ids for one step of each stream.

    >>> import torch
    >>> for x, y in TextStream(torch.arange(11), batch_size=2, steps=3):
    ...     print(x.T.tolist(), y.T.tolist())
    [[0, 1, 2], [5, 6, 7]] [[1, 2, 3], [6, 7, 8]]
    [[3, 4], [8, 9]] [[4, 5], [9, 10]]
    """

    inputs: Tensor
    """[S, B]: all the steps of a pass."""
    targets: Tensor
    """[S, B]: the characters that come next; `targets.numel()` of them are predicted in a pass."""

    def __init__(self, ids: Tensor, batch_size: int, steps: int) -> None:
        _require_positive("batch_size", batch_size)
        if len(ids) <= batch_size:
            raise InputError(
                expected(
                    "the text",
                    f"at least {batch_size + 1} characters long for batch_size={batch_size}",
                    f"{len(ids)} characters",
                    "give more text or a smaller batch_size",
                )
            )
        kept = (len(ids) - 1) // batch_size * batch_size
        self.inputs = ids[:kept].view(batch_size, -1).T.contiguous()
        self.targets = ids[1 : kept + 1].view(batch_size, -1).T.contiguous()
        super().__init__(self.inputs, self.targets, steps=steps)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        """One pass over the text: (x [T, B], y [T, B])."""
        return zip(self.inputs.split(self.steps), self.targets.split(self.steps), strict=True)
