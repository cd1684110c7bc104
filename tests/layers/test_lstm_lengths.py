# SPDX-License-Identifier: Apache-2.0
"""lengths=: what packing gives, without packing; a row may be empty; padding may hold anything."""

import numpy as np
import pytest
import torch

import openlstm as ol
from pieces import ByPacking, ByPieces
from tolerances import assert_all_close, assert_close
from twins import everything, states, twins
from ways import WAYS, way

T, B, I, H = 6, 4, 3, 5
DTYPE = torch.float64
pytestmark = pytest.mark.usefixtures("fresh_dynamo")


@pytest.mark.parametrize("lengths", [[6, 4, 3, 1], [3, 6, 1, 4], [6, 6, 6, 6]])
@pytest.mark.parametrize("batch_first", [False, True])
@pytest.mark.parametrize("proj_size", [0, 2])
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("num_layers", [1, 2])
def test_lengths_equal_packing(num_layers, bidirectional, proj_size, batch_first, lengths):
    theirs, ours = twins(
        *(I, H, num_layers, True, batch_first, 0.0, bidirectional, proj_size), dtype=DTYPE
    )
    x = torch.randn(*((B, T) if batch_first else (T, B)), I, dtype=DTYPE)
    state = states(ours, B)
    expected = everything(ByPacking(theirs), x, state, lengths=lengths)
    for runs_on in ("chosen", "torch", "reference"):
        with way(ours, runs_on) as lstm:
            assert_all_close(everything(lstm, x, state, lengths=torch.tensor(lengths)), expected)


@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("proj_size", [0, 2])
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("hx", [True, False])
def test_rows_of_length_zero_keep_their_state(hx, bidirectional, proj_size, bias, runs_on):
    theirs, ours = twins(*(I, H, 2, bias, False, 0.0, bidirectional, proj_size), dtype=DTYPE)
    x, lengths = torch.randn(T, B, I, dtype=DTYPE), torch.tensor([4, 0, 6, 1])
    state = states(ours, B) if hx else None
    expected = everything(ByPieces(theirs), x, state, lengths=lengths)
    with way(ours, runs_on) as lstm:
        got = everything(lstm, x, state, lengths=lengths)
    assert_all_close(got, expected)
    assert torch.equal(
        got["h_n"][:, 1], state[0][:, 1] if hx else torch.zeros_like(got["h_n"][:, 1])
    )
    assert torch.equal(
        got["c_n"][:, 1], state[1][:, 1] if hx else torch.zeros_like(got["c_n"][:, 1])
    )


@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.parametrize("lengths", [[6, 4, 3, 1], [3, 0, 6, 3], [0, 2, 2, 0], [0, 0, 0, 0]])
@pytest.mark.parametrize(
    "options",
    [
        {"num_layers": 2, "bidirectional": True},
        {"bidirectional": True, "proj_size": 2},
        {"bidirectional": True, "bias": False},
        {"num_layers": 2},
    ],
    ids=["deep", "projected", "no_bias", "forward"],
)
def test_without_gradients_the_same(options, lengths, runs_on):
    # nothing is kept for a backward then: another path through the engines
    theirs, ours = twins(I, H, dtype=DTYPE, **options)
    x, lengths, state = torch.randn(T, B, I, dtype=DTYPE), torch.tensor(lengths), states(ours, B)
    padding = torch.arange(T)[:, None] >= lengths
    with torch.no_grad(), way(ours, runs_on) as lstm:
        expected, (h_exp, c_exp) = ByPieces(theirs)(x, state, lengths=lengths)
        spoilt = x.masked_fill(padding[..., None], torch.nan)
        output, (h_n, c_n) = lstm(spoilt, state, lengths=lengths)
    assert_close("output", output, expected)
    assert_close("h_n", h_n, h_exp)
    assert_close("c_n", c_n, c_exp)
    assert h_n.data_ptr() != state[0].data_ptr()  # the caller may write on what it passed


@pytest.mark.parametrize("runs_on", WAYS)
def test_all_rows_may_be_empty(runs_on):
    lstm = ol.LSTM(I, H, 2, bidirectional=True, dtype=DTYPE)
    x, state = torch.randn(T, B, I, dtype=DTYPE), states(lstm, B)
    with way(lstm, runs_on) as called:
        got = everything(called, x, state, lengths=torch.zeros(B, dtype=torch.long))
    assert torch.equal(got["h_n"], state[0])
    assert torch.equal(got["c_n"], state[1])
    assert not got["output"].any()
    assert not any(got[f"d_{name}"].any() for name, _ in lstm.named_parameters())
    assert not got["d_x"].any()


@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.parametrize("rubbish", [float("nan"), float("inf"), -1e300])
def test_padding_reaches_no_output_and_no_gradient(rubbish, runs_on):
    lstm = ol.LSTM(I, H, 2, bidirectional=True, proj_size=2, dtype=DTYPE)
    lengths = torch.tensor([4, 0, 6, 1])
    padding = torch.arange(T)[:, None] >= lengths
    x, state = torch.randn(T, B, I, dtype=DTYPE), states(lstm, B)
    with way(lstm, runs_on) as called:
        expected = everything(called, x.masked_fill(padding[..., None], 0), state, lengths=lengths)
        spoilt = x.masked_fill(padding[..., None], rubbish)
        got = everything(called, spoilt, state, lengths=lengths)
    assert all(torch.equal(got[name], value) for name, value in expected.items())
    assert not got["output"][padding].any()
    assert not got["d_x"][padding].any()


@pytest.mark.parametrize("runs_on", WAYS)
def test_gradients_that_come_from_padding_go_nowhere(runs_on):
    lstm = ol.LSTM(I, H, 2, bidirectional=True, dtype=DTYPE)
    lengths = torch.tensor([4, 0, 6, 1])
    padding = torch.arange(T)[:, None] >= lengths
    x = torch.randn(T, B, I, dtype=DTYPE, requires_grad=True)
    with way(lstm, runs_on) as called:
        output = called(x, lengths=lengths)[0]
    incoming = torch.ones_like(output)
    expected = torch.autograd.grad(
        output,
        [x, *lstm.parameters()],
        incoming.masked_fill(padding[..., None], 0),
        retain_graph=True,
    )
    got = torch.autograd.grad(
        output, [x, *lstm.parameters()], incoming.masked_fill(padding[..., None], torch.nan)
    )
    assert all(torch.equal(a, b) for a, b in zip(got, expected, strict=True))


@pytest.mark.parametrize(
    "form",
    [
        list,
        tuple,
        np.array,
        torch.tensor,
        lambda n: np.array(n, dtype=np.uint8),
        lambda n: torch.tensor(n, dtype=torch.int32),
        lambda n: [torch.tensor(v) for v in n],
    ],
    ids=["list", "tuple", "numpy", "tensor", "uint8", "int32", "tensors"],
)
def test_lengths_come_in_any_form(form):
    lstm, x = ol.LSTM(I, H, 2), torch.randn(T, B, I)
    lengths = [2, 6, 0, 3]
    expected = lstm(x, lengths=torch.tensor(lengths))[0]
    assert torch.equal(lstm(x, lengths=form(lengths))[0], expected)


@pytest.mark.parametrize("length", [4, [4], np.int64(4), torch.tensor(4), torch.tensor([4])])
@pytest.mark.parametrize("batch_first", [False, True])
def test_a_sequence_without_batch_axis_has_one_length(length, batch_first):
    theirs, ours = twins(I, H, 2, batch_first=batch_first, bidirectional=True, dtype=DTYPE)
    x, state = torch.randn(T, I, dtype=DTYPE), states(ours, None)
    output, (h_n, c_n) = ours(x, state, lengths=length)
    expected, (h_exp, c_exp) = theirs(x[:4], state)
    assert output.shape == (T, 2 * H)
    assert_close("output", output[:4], expected)
    assert not output[4:].any()
    assert_close("h_n", h_n, h_exp)
    assert_close("c_n", c_n, c_exp)


def test_full_lengths_change_nothing():
    lstm = ol.LSTM(I, H, 2, bidirectional=True, dtype=DTYPE)
    x, state = torch.randn(T, B, I, dtype=DTYPE), states(lstm, B)
    assert_all_close(everything(lstm, x, state, lengths=[T] * B), everything(lstm, x, state))


def test_no_row_knows_its_neighbours():
    lstm, x = ol.LSTM(I, H, 2, bidirectional=True, dtype=DTYPE), torch.randn(T, B, I, dtype=DTYPE)
    lengths, order = torch.tensor([2, 6, 0, 3]), torch.tensor([3, 0, 2, 1])
    output, (h_n, c_n) = lstm(x, lengths=lengths)
    shuffled, (h_s, c_s) = lstm(x[:, order], lengths=lengths[order])
    assert_close("output", shuffled, output[:, order])
    assert_close("h_n", h_s, h_n[:, order])
    assert_close("c_n", c_s, c_n[:, order])


def test_a_sequence_cut_in_two_calls_is_the_same_sequence():
    lstm, x = ol.LSTM(I, H, 2, proj_size=2, dtype=DTYPE), torch.randn(T, B, I, dtype=DTYPE)
    lengths = torch.tensor([2, 6, 0, 3])
    output, (h_n, c_n) = lstm(x, lengths=lengths)
    first, state = lstm(x[:2], lengths=lengths.clamp(max=2))
    second, (h_2, c_2) = lstm(x[2:], state, lengths=(lengths - 2).clamp(min=0))
    assert_close("output", torch.cat([first, second]), output)
    assert_close("h_n", h_2, h_n)
    assert_close("c_n", c_2, c_n)


@pytest.mark.parametrize(
    ("lengths", "error", "words"),
    [
        ([1, 7, 2, 3], ValueError, r"lengths\[1\] must be between 0 and 6.*got 7.*real steps"),
        ([1, 2, 3, -1], ValueError, r"lengths\[3\] must be between 0 and 6.*got -1"),
        ([1, 2, 3], ValueError, r"lengths must be of shape \[4\].*got \[3\]"),
        ([[1, 2, 3, 4]], ValueError, r"lengths must be of shape \[4\].*got \[1, 4\]"),
        (4, ValueError, r"lengths must be of shape \[4\].*got \[1\]"),
        ([1.0, 2.0, 3.0, 4.0], TypeError, r"lengths must be whole numbers.*float64"),
        (torch.tensor([1.0, 2, 3, 4]), TypeError, r"whole numbers, got torch.float32; .*long"),
        (torch.ones(4, dtype=torch.bool), TypeError, r"whole numbers, got torch.bool"),
    ],
)
@pytest.mark.parametrize("runs_on", ["chosen", "reference"])
def test_wrong_lengths_are_named(lengths, error, words, runs_on):
    with way(ol.LSTM(I, H), runs_on) as lstm, pytest.raises(error, match=words):
        lstm(torch.randn(T, B, I), lengths=lengths)


@pytest.mark.parametrize("wrong", [7, -1])
@pytest.mark.parametrize("keep", [True, False])
def test_a_compiled_graph_looks_at_the_values_inside_the_operator(wrong, keep):
    compiled = torch.compile(ol.LSTM(I, H), backend="aot_eager", fullgraph=True)
    x = torch.randn(T, B, I, requires_grad=keep)
    compiled(x, lengths=torch.tensor([1, 2, 3, 0]))
    with pytest.raises(ValueError, match=rf"lengths\[2\] must be between 0 and 6.*got {wrong}"):
        compiled(x, lengths=torch.tensor([1, 2, wrong, 0]))
