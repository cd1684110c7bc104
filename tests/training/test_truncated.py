# SPDX-License-Identifier: Apache-2.0
"""Windows whose state is carried and whose gradient ends where they begin."""

import weakref

import pytest
import torch
from torch import nn
from torch.nn.functional import mse_loss

from openlstm import LSTM, InputError, TruncatedBackpropagation
from openlstm.data import Streams

S, B, I, T = 23, 3, 2, 5


@pytest.fixture
def lstm() -> LSTM:
    torch.manual_seed(0)
    return LSTM(I, 4, num_layers=2, dtype=torch.float64)


@pytest.fixture
def streams() -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(1)
    return torch.randn(S, B, I, dtype=torch.float64), torch.randn(S, B, 4, dtype=torch.float64)


def test_still_weights_give_the_losses_of_one_long_call(lstm, streams) -> None:
    window_loss = TruncatedBackpropagation(lstm, mse_loss)
    losses = [window_loss(*window) for window in Streams(*streams, steps=T)]
    whole = Streams(lstm(streams[0])[0], streams[1], steps=T)
    torch.testing.assert_close(losses, [mse_loss(*window) for window in whole])


def test_the_gradient_reaches_to_the_beginning_of_the_window_and_no_further(lstm, streams) -> None:
    x = streams[0].requires_grad_()
    window_loss = TruncatedBackpropagation(lstm, mse_loss)
    for start, window in zip(range(0, S, T), Streams(x, streams[1], steps=T), strict=True):
        (gradient,) = torch.autograd.grad(window_loss(*window), x)
        assert (gradient[start : start + T] != 0).all()
        assert gradient[:start].eq(0).all()
        assert gradient[start + T :].eq(0).all()


def test_the_gradient_is_that_of_a_call_from_the_same_state(lstm, streams) -> None:
    (first, _), (x, y) = list(Streams(*streams, steps=T))[:2]
    window_loss = TruncatedBackpropagation(lstm, mse_loss)
    window_loss(first, y)
    with torch.no_grad():
        state = lstm(first)[1]
    expected = torch.autograd.grad(mse_loss(lstm(x, state)[0], y), list(lstm.parameters()))
    found = torch.autograd.grad(window_loss(x, y), list(lstm.parameters()))
    torch.testing.assert_close(found, expected)


def test_no_window_is_held_longer_than_its_loss(lstm, streams) -> None:
    window_loss = TruncatedBackpropagation(lstm, mse_loss)
    x = streams[0].clone()
    held = weakref.ref(x)
    loss = window_loss(x, streams[1])
    del x
    assert held() is not None
    del loss
    assert held() is None


def test_begin_and_reset_start_streams_anew(lstm, streams) -> None:
    x, y = streams
    window_loss = TruncatedBackpropagation(lstm, mse_loss)
    fresh = window_loss(x, y)
    assert window_loss(x, y) != fresh
    window_loss.begin()
    assert window_loss(x, y) == fresh
    reset = torch.zeros(S, B, dtype=torch.bool)
    reset[0] = True
    torch.testing.assert_close(window_loss(x, y, reset=reset), fresh)


@pytest.mark.parametrize("kind", [nn.GRU, nn.LSTM])
def test_single_streams_begin_anew(kind, streams) -> None:
    x, y = streams
    model = kind(I, 4, dtype=torch.float64)
    window_loss = TruncatedBackpropagation(model, lambda output, _: output.square().sum((0, 2)))
    fresh, again = window_loss(x, y), window_loss(x, y)
    ends = torch.arange(B) == 1
    window_loss.begin()
    window_loss(x, y)
    window_loss.begin(ends)
    torch.testing.assert_close(window_loss(x, y), torch.where(ends, fresh, again))
    assert not torch.isclose(fresh, again).any()


def test_recurrent_layers_of_pytorch_carry_too(streams) -> None:
    gru = nn.GRU(I, 4, dtype=torch.float64)
    window_loss = TruncatedBackpropagation(gru, mse_loss)
    losses = [window_loss(*window) for window in Streams(*streams, steps=T)]
    whole = Streams(gru(streams[0])[0], streams[1], steps=T)
    torch.testing.assert_close(losses, [mse_loss(*window) for window in whole])


def test_a_model_without_a_state_is_refused(streams) -> None:
    class Stateless(nn.Module):
        def forward(self, x, _state):
            return x

    message = r"model must be .*\(output, state\), got Tensor from Stateless; return the state"
    with pytest.raises(InputError, match=message):
        TruncatedBackpropagation(Stateless(), mse_loss)(*streams)
