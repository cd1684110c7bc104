# SPDX-License-Identifier: Apache-2.0
"""Windows that go on where the last one ended."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from openlstm.data import Streams, TextStream
from openlstm.errors import InputError

sizes = st.tuples(st.integers(1, 7), st.integers(1, 9), st.integers(1, 100))


@given(sizes)
def test_every_stream_is_one_piece_of_the_text(size: tuple[int, int, int]) -> None:
    batch_size, steps, extra = size
    length = batch_size + extra
    stream = TextStream(torch.arange(length), batch_size, steps)
    windows = list(stream)
    x, y = (torch.cat(parts) for parts in zip(*windows, strict=True))
    assert (y == x + 1).all()
    assert (x.diff(dim=0) == 1).all()  # across the borders of windows too: state can be carried
    assert (x[0, 1:] == y[-1, :-1]).all()  # stream b + 1 begins where stream b ends
    assert x.numel() == (length - 1) // batch_size * batch_size == stream.targets.numel()
    assert len(windows) == len(stream)
    assert all(len(x) == steps for x, _ in windows[:-1])
    assert 1 <= len(windows[-1][0]) <= steps


def test_carried_state_gives_what_one_long_call_gives() -> None:
    torch.manual_seed(0)
    lstm, ids = torch.nn.LSTM(1, 3, dtype=torch.float64), torch.randint(9, (47,))
    state, outputs = None, []
    stream = TextStream(ids, batch_size=3, steps=4)
    for x, _ in stream:
        output, state = lstm(x.double().unsqueeze(-1), state)
        outputs.append(output)
    whole, _ = lstm(ids[:45].view(3, 15).T.double().unsqueeze(-1))
    torch.testing.assert_close(torch.cat(outputs), whole)


def test_one_stream_scores_every_character_but_the_first() -> None:
    stream = TextStream(torch.arange(12), batch_size=1, steps=5)
    assert torch.cat([y for _, y in stream]).flatten().tolist() == list(range(1, 12))
    assert [len(x) for x, _ in stream] == [5, 5, 1]
    assert list(map(len, stream)) == list(map(len, stream))  # a pass can be repeated


@pytest.mark.parametrize(
    ("length", "batch_size", "steps", "message"),
    [
        (10, 0, 5, "batch_size must be at least 1, got 0"),
        (10, 2, -1, "steps must be at least 1, got -1"),
        (4, 4, 5, "at least 5 characters long for batch_size=4, got 4 characters"),
    ],
)
def test_what_cannot_be_cut_is_refused(
    length: int, batch_size: int, steps: int, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        TextStream(torch.arange(length), batch_size, steps)


def test_streams_cut_every_sequence_alike() -> None:
    x, y = torch.arange(14).view(7, 2), torch.arange(7)
    windows = list(Streams(x, y, steps=3))
    assert [(len(a), len(b)) for a, b in windows] == [(3, 3), (3, 3), (1, 1)]
    assert torch.equal(torch.cat([a for a, _ in windows]), x)
    assert torch.equal(torch.cat([b for _, b in windows]), y)


@pytest.mark.parametrize("lengths", [(3, 4), (0, 0), ()])
def test_streams_of_unequal_or_no_length_are_refused(lengths: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match="sequences must be of one length, at least 1, got"):
        Streams(*map(torch.zeros, lengths), steps=2)
