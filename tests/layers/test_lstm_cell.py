# SPDX-License-Identifier: Apache-2.0
"""openlstm.LSTMCell gives torch.nn.LSTMCell's numbers, names and exception types."""

import copy
import pickle

import pytest
import torch
from torch import nn

import openlstm as ol
from tolerances import assert_close
from twins import mixture
from ways import WAYS, way

B, I, H = 3, 4, 5


def twins(*args, **kwargs):
    theirs, ours = nn.LSTMCell(*args, **kwargs), ol.LSTMCell(*args, **kwargs)
    ours.load_state_dict(theirs.state_dict(), strict=True)
    return theirs, ours


def everything(cell, x, hx):
    leaves = [t.clone().requires_grad_() for t in (x, *(hx or ()))]
    h, c = cell(leaves[0], tuple(leaves[1:]) or None)
    return h, c, *torch.autograd.grad(mixture(h, c), [*leaves, *cell.parameters()])


@pytest.mark.parametrize("runs_on", ["chosen", "reference"])
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16], ids=str)
@pytest.mark.parametrize("batch", [(B,), (0,), ()], ids=["batched", "empty", "unbatched"])
@pytest.mark.parametrize("hx", [True, False])
@pytest.mark.parametrize("bias", [True, False])
def test_same_state_and_gradients(bias, hx, batch, dtype, runs_on):
    theirs, ours = twins(I, H, bias, dtype=dtype)
    x = torch.randn(*batch, I, dtype=dtype)
    state = tuple(torch.randn(2, *batch, H, dtype=dtype)) if hx else None
    expected = everything(theirs, x, state)
    with way(ours, runs_on) as cell:
        got = everything(cell, x, state)
    for name, value, right in zip(["h_n", "c_n", *["d_"] * 9], got, expected, strict=False):
        assert_close(name, value, right)
    assert len(got) == len(expected)


@pytest.mark.parametrize("arguments", [(I, H), (I, H, False), (I, H, True, "cpu", torch.float64)])
def test_the_same_seed_gives_the_same_cell(arguments):
    torch.manual_seed(1)
    theirs = nn.LSTMCell(*arguments)
    torch.manual_seed(1)
    ours = ol.LSTMCell(*arguments)
    assert list(ours.state_dict()) == list(theirs.state_dict())
    assert all(
        torch.equal(a, b) for a, b in zip(ours.parameters(), theirs.parameters(), strict=True)
    )
    assert repr(ours) == repr(theirs)
    assert (ours.input_size, ours.hidden_size, ours.bias) == (I, H, theirs.bias)


def test_a_cell_over_time_is_a_layer():
    cell, lstm = ol.LSTMCell(I, H, dtype=torch.float64), ol.LSTM(I, H, dtype=torch.float64)
    lstm.load_state_dict({f"{name}_l0": value for name, value in cell.state_dict().items()})
    x, state, hidden = torch.randn(7, B, I, dtype=torch.float64), None, []
    for x_t in x:
        state = cell(x_t, state)
        hidden.append(state[0])
    output, (h_n, c_n) = lstm(x)
    assert_close("output", torch.stack(hidden), output)
    assert_close("h_n", state[0], h_n[0])
    assert_close("c_n", state[1], c_n[0])


def test_the_initialisations_are_those_of_the_layer():
    torch.manual_seed(3)
    cell = ol.LSTMCell(I, H, init="chrono+orthogonal", lags=(1, 50))
    torch.manual_seed(3)
    lstm = ol.LSTM(I, H, init="chrono+orthogonal", lags=(1, 50))
    assert all(
        torch.equal(value, lstm.state_dict()[f"{name}_l0"])
        for name, value in cell.state_dict().items()
    )


def test_copies_and_pickles_run_alike():
    cell, x = ol.LSTMCell(I, H, init="forget_bias"), torch.randn(B, I)
    for twin in (copy.deepcopy(cell), pickle.loads(pickle.dumps(cell))):
        assert torch.equal(twin(x)[0], cell(x)[0])
        twin.reset_parameters()
        assert torch.equal(twin.bias_ih[H : 2 * H], torch.ones(H))


@pytest.mark.parametrize("low", [torch.bfloat16, torch.float16], ids=str)
@pytest.mark.parametrize("given", [torch.float32, torch.bfloat16], ids=str)
@pytest.mark.parametrize("runs_on", ["chosen", "reference"])
def test_types_under_autocast_are_those_of_torch(runs_on, given, low):
    theirs, ours = twins(I, H)
    x, state = torch.randn(B, I).to(given), tuple(torch.randn(2, B, H).to(given))
    with torch.autocast("cpu", low), way(ours, runs_on) as cell:
        for hx in (None, state):
            assert [v.dtype for v in cell(x, hx)] == [v.dtype for v in theirs(x, hx)]


def test_shapes_on_the_meta_device():
    h, c = ol.LSTMCell(I, H, device="meta")(torch.empty(B, I, device="meta"))
    assert h.is_meta
    assert h.shape == c.shape == (B, H)


X, STATE = torch.ones(B, I), torch.zeros(B, H)
MISTAKES = {
    "0-D": ((X[0, 0],), "Expected input to be 1D or 2D, got 0D"),
    "3-D": ((X[None],), "Expected input to be 1D or 2D, got 3D.*use LSTM"),
    "features": ((X[:, :3],), "input_size: got 3 expected 4"),
    "float64": ((X.double(),), "input must be of dtype torch.float32, got torch.float64"),
    "device": ((X.to("meta"),), "input must be on cpu, got meta"),
    "h size": ((X, (torch.zeros(B, 6), STATE)), r"h_0\) has shape \[3, 6\], expected \[3, 5\]"),
    "c size": ((X, (STATE, torch.zeros(B, 6))), r"c_0\) has shape \[3, 6\], expected \[3, 5\]"),
    "h batch": ((X, (torch.zeros(4, H), STATE)), r"h_0\) has shape \[4, 5\], expected \[3, 5\]"),
    "h 1-D": ((X, (STATE[0], STATE[0])), r"h_0\) has shape \[5\], expected \[3, 5\]"),
    "h 2-D, unbatched": ((X[0], (STATE[:1], STATE[:1])), r"h_0\) has shape \[1, 1, 5\]"),
    "h 3-D": ((X, (STATE[None], STATE[None])), r"Expected hx\[0\] to be 1D or 2D, got 3D"),
    "h float64": ((X, (STATE.double(), STATE)), r"h_0\) must be of dtype torch.float32"),
    "h alone": ((X, STATE), r"hx must be the pair \(h_0, c_0\), got \(Tensor\)"),
}


@pytest.mark.parametrize("runs_on", ["chosen", "reference"])
@pytest.mark.parametrize(("args", "words"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_raise_what_torch_raises(args, words, runs_on):
    with pytest.raises(Exception) as theirs:  # noqa: PT011, the type is what is asked
        nn.LSTMCell(I, H)(*args)
    with way(ol.LSTMCell(I, H), runs_on) as cell, pytest.raises(theirs.type, match=words):
        cell(*args)


def test_half_a_state_is_named():
    with pytest.raises(TypeError, match=r"got \(Tensor, NoneType\); pass both"):
        ol.LSTMCell(I, H)(X, (STATE, None))


def test_sizes_are_checked():
    with pytest.raises(ValueError, match="hidden_size must be greater than zero, got 0"):
        ol.LSTMCell(I, 0)
    with pytest.raises(ValueError, match="input_size must be greater than zero, got 0"):
        ol.LSTMCell(0, H)


@pytest.mark.usefixtures("fresh_dynamo")
def test_every_way_gives_the_same():
    cell = ol.LSTMCell(I, H, dtype=torch.float64)
    x, state = torch.randn(B, I, dtype=torch.float64), tuple(torch.randn(2, B, H).double())
    found = []
    for name in WAYS:
        with way(cell, name) as called:
            found.append(called(x, state))
    for h, c in found[1:]:
        assert_close("h_n", h, found[0][0])
        assert_close("c_n", c, found[0][1])
