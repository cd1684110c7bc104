# SPDX-License-Identifier: Apache-2.0
"""reset=: the sequence is cut, and each piece runs as if it stood alone, from zeros."""

import pytest
import torch

import openlstm as ol
from pieces import ByPieces
from tolerances import assert_all_close, assert_close
from twins import everything, states, twins
from ways import WAYS, way

pytestmark = pytest.mark.usefixtures("fresh_dynamo")

T, B, I, H = 6, 4, 3, 5
DTYPE = torch.float64
# one row never cut, one cut everywhere, one at the first step only, one in two places
RESET = torch.tensor(
    [[0, 1, 1, 0], [0, 1, 0, 0], [0, 1, 0, 1], [0, 1, 0, 0], [0, 1, 0, 1], [0, 1, 0, 0]]
).bool()
LENGTHS = torch.tensor([6, 3, 0, 4])  # the last row's second cut is on padding


@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.parametrize("lengths", [None, LENGTHS], ids=["full", "lengths"])
@pytest.mark.parametrize("hx", [True, False], ids=["hx", "zeros"])
@pytest.mark.parametrize("proj_size", [0, 2])
@pytest.mark.parametrize("bidirectional", [False, True], ids=["forward", "both"])
@pytest.mark.parametrize("num_layers", [1, 2])
def test_reset_equals_running_the_pieces(
    num_layers, bidirectional, proj_size, hx, lengths, runs_on
):
    theirs, ours = twins(
        *(I, H, num_layers, True, False, 0.0, bidirectional, proj_size), dtype=DTYPE
    )
    x = torch.randn(T, B, I, dtype=DTYPE)
    state = states(ours, B) if hx else None
    expected = everything(ByPieces(theirs), x, state, lengths=lengths, reset=RESET)
    with way(ours, runs_on) as lstm:
        got = everything(lstm, x, state, lengths=lengths, reset=RESET)
    assert_all_close(got, expected)


def test_what_the_caller_passed_is_forgotten_at_the_first_step():
    lstm, x = ol.LSTM(I, H, 2, dtype=DTYPE), torch.randn(T, B, I, dtype=DTYPE)
    reset = torch.zeros(T, B, dtype=torch.bool)
    reset[0] = True
    got = everything(lstm, x, states(lstm, B), reset=reset)
    assert_close("output", got["output"], lstm(x)[0])
    assert not got["d_h_0"].any()
    assert not got["d_c_0"].any()


def test_nothing_passes_a_reset():
    lstm = ol.LSTM(I, H, 2, bidirectional=True, dtype=DTYPE)
    x = torch.randn(T, 1, I, dtype=DTYPE, requires_grad=True)
    reset = torch.zeros(T, 1, dtype=torch.bool)
    reset[3] = True
    output, _ = lstm(x, reset=reset)
    (before,) = torch.autograd.grad(output[:3].sum(), x, retain_graph=True)
    (after,) = torch.autograd.grad(output[3:].sum(), x)
    assert before[:3].any()
    assert not before[3:].any()
    assert after[3:].any()
    assert not after[:3].any()


@pytest.mark.parametrize("runs_on", WAYS)
def test_an_exploded_state_is_left_behind(runs_on):
    lstm, x = ol.LSTM(I, H, dtype=DTYPE), torch.randn(T, B, I, dtype=DTYPE)
    reset = torch.zeros(T, B, dtype=torch.bool)
    reset[3] = True
    spoilt = x.clone()
    spoilt[2] = torch.nan
    with way(lstm, runs_on) as called:
        expected = called(x, reset=reset)[0]
        leaf = spoilt.requires_grad_()
        output = called(leaf, reset=reset)[0]
        (d_x,) = torch.autograd.grad(output[3:].sum(), leaf)
    assert output[2].isnan().all()
    assert torch.equal(output[3:], expected[3:])
    assert torch.isfinite(d_x[3:]).all()


@pytest.mark.parametrize("batched", [True, False])
def test_reset_has_the_form_of_the_input(batched):
    time_first = ol.LSTM(I, H, 2, bidirectional=True, dtype=DTYPE)
    batch_first = ol.LSTM(I, H, 2, batch_first=True, bidirectional=True, dtype=DTYPE)
    batch_first.load_state_dict(time_first.state_dict())
    x = torch.randn(T, B, I, dtype=DTYPE)
    expected, (h_n, _) = time_first(x, reset=RESET)
    if batched:
        output, (h_other, _) = batch_first(x.transpose(0, 1), reset=RESET.T)
        assert_close("output", output.transpose(0, 1), expected)
        assert_close("h_n", h_other, h_n)
    else:
        for lstm in (time_first, batch_first):
            output, (h_other, _) = lstm(x[:, 3], reset=RESET[:, 3])
            assert_close("output", output, expected[:, 3])
            assert_close("h_n", h_other, h_n[:, 3])


def test_no_reset_changes_nothing():
    lstm = ol.LSTM(I, H, 2, bidirectional=True, dtype=DTYPE)
    x, state = torch.randn(T, B, I, dtype=DTYPE), states(lstm, B)
    nowhere = torch.zeros(T, B, dtype=torch.bool)
    assert_all_close(everything(lstm, x, state, reset=nowhere), everything(lstm, x, state))


def test_streaming_with_resets_is_one_call_with_resets():
    lstm, x = ol.LSTM(I, H, 2, dtype=DTYPE), torch.randn(T, B, I, dtype=DTYPE)
    output, (h_n, c_n) = lstm(x, reset=RESET)
    state, steps = None, []
    for t in range(T):
        step, state = lstm(x[t : t + 1], state, reset=RESET[t : t + 1])
        steps.append(step)
    assert_close("output", torch.cat(steps), output)
    assert_close("h_n", state[0], h_n)
    assert_close("c_n", state[1], c_n)


@pytest.mark.parametrize(
    ("reset", "error", "words"),
    [
        (
            RESET.T,
            ValueError,
            r"reset must be \[time, batch\] = \[6, 4\], got \[4, 6\]; .*per step",
        ),
        (RESET[:, 0], ValueError, r"\[time, batch\] = \[6, 4\], got \[6\]"),
        (RESET.int(), TypeError, r"reset must be a tensor of booleans, got torch.int32; .*bool"),
        (RESET.tolist(), TypeError, "reset must be a tensor of booleans, got list"),
    ],
)
@pytest.mark.parametrize("runs_on", ["chosen", "reference"])
def test_wrong_resets_are_named(reset, error, words, runs_on):
    with way(ol.LSTM(I, H), runs_on) as lstm, pytest.raises(error, match=words):
        lstm(torch.randn(T, B, I), reset=reset)


def test_wrong_resets_are_named_in_the_callers_axes():
    x = torch.randn(B, T, I)
    with pytest.raises(ValueError, match=r"reset must be \[batch, time\] = \[4, 6\], got \[6, 4\]"):
        ol.LSTM(I, H, batch_first=True)(x, reset=RESET)
    with pytest.raises(ValueError, match=r"reset must be \[time\] = \[6\], got \[6, 1\]"):
        ol.LSTM(I, H, batch_first=True)(x[0], reset=RESET[:, :1])
