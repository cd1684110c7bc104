# SPDX-License-Identifier: Apache-2.0
"""Under autocast every result has the type that torch.nn.LSTM gives it, whichever engine runs."""

import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence

import openlstm as ol
from tolerances import assert_close
from twins import mixture, states, twins
from ways import WAYS, way

pytestmark = pytest.mark.usefixtures("fresh_dynamo")

T, B, I, H = 5, 2, 3, 4
LOW = [torch.bfloat16, torch.float16]


def call(lstm, x, hx, low, train, packed):
    given = pack_padded_sequence(x, [5, 3]) if packed else x
    with torch.autocast("cpu", low), torch.set_grad_enabled(train):
        output, (h_n, c_n) = lstm(given, hx)
    return output.data if packed else output, h_n, c_n


def torchs_own(lstm, *arguments):
    """What torch.nn.LSTM gives; a skip where oneDNN has no such kernel on this processor."""
    try:
        return call(lstm, *arguments)
    except RuntimeError as error:
        pytest.skip(f"torch.nn.LSTM cannot do this here: {str(error)[:60]}")


@pytest.mark.parametrize("low", LOW, ids=str)
@pytest.mark.parametrize("given", [torch.float32, torch.bfloat16], ids=str)
@pytest.mark.parametrize("hx", [None, torch.float32, torch.bfloat16], ids=str)
@pytest.mark.parametrize("train", [False, True], ids=["no_grad", "grad"])
@pytest.mark.parametrize("form", ["batched", "unbatched", "packed"])
@pytest.mark.parametrize("options", [(1, 0, False), (2, 0, True), (1, 2, False), (2, 2, True)])
def test_types_are_those_of_torch(options, form, train, hx, given, low):
    num_layers, proj_size, bidirectional = options
    theirs, ours = twins(I, H, num_layers, proj_size=proj_size, bidirectional=bidirectional)
    x = torch.randn(*((T, I) if form == "unbatched" else (T, B, I))).to(given)
    batch = None if form == "unbatched" else B
    state = None if hx is None else tuple(s.to(hx) for s in states(ours, batch))
    arguments = (x, state, low, train, form == "packed")
    expected = torchs_own(theirs, *arguments)
    for name in ("chosen", "reference"):
        with way(ours, name) as lstm:
            got = call(lstm, *arguments)
        assert [v.dtype for v in got] == [v.dtype for v in expected], name
        for value, right in zip(got, expected, strict=True):
            # each side rounds to the low type at other places; this only tells right from wrong
            torch.testing.assert_close(value, right, rtol=0, atol=0.05, check_dtype=False)


@pytest.mark.parametrize("options", [(1, 0, False), (2, 2, True)])
def test_types_in_a_graph_are_those_of_torch(options):
    num_layers, proj_size, bidirectional = options
    theirs, ours = twins(I, H, num_layers, proj_size=proj_size, bidirectional=bidirectional)
    arguments = (torch.randn(T, B, I), None, torch.bfloat16, True, False)
    expected = torchs_own(theirs, *arguments)
    with way(ours, "operator") as lstm:
        got = call(lstm, *arguments)
    assert [v.dtype for v in got] == [v.dtype for v in expected]


@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.parametrize("more", ["plain", "lengths", "reset"])
def test_gradients_come_back_in_the_parameters_type(more, runs_on):
    _, ours = twins(I, H, 2, bidirectional=True)
    x = torch.randn(T, B, I, requires_grad=True)
    options = {
        "lengths": {"lengths": torch.tensor([5, 3])},
        "reset": {"reset": torch.rand(T, B) < 0.3},
    }.get(more, {})
    exact = mixture(ours(x, **options)[0])
    expected = torch.autograd.grad(exact, [x, *ours.parameters()])
    with way(ours, runs_on) as lstm, torch.autocast("cpu", torch.bfloat16):
        output = lstm(x, **options)[0]
    found = torch.autograd.grad(mixture(output), [x, *ours.parameters()])
    assert output.dtype == torch.bfloat16
    for got, right in zip(found, expected, strict=True):
        assert got.dtype == torch.float32
        # bfloat16 has 8 bits; this only tells right from wrong
        torch.testing.assert_close(got, right, rtol=0, atol=0.1 * right.abs().max().item())


@pytest.mark.parametrize("runs_on", ["chosen", "reference"])
def test_a_backward_inside_autocast_of_a_call_outside(runs_on):
    _, ours = twins(I, H, 2, bidirectional=True, proj_size=2)
    x = torch.randn(T, B, I, requires_grad=True)
    with way(ours, runs_on) as lstm:
        loss = mixture(lstm(x, lengths=[5, 3])[0])
    expected = torch.autograd.grad(loss, [x, *ours.parameters()], retain_graph=True)
    with torch.autocast("cpu", torch.bfloat16):
        found = torch.autograd.grad(loss, [x, *ours.parameters()])
    for got, right in zip(found, expected, strict=True):
        assert got.dtype == torch.float32
        torch.testing.assert_close(got, right, rtol=0, atol=0.1 * right.abs().max().item())


def test_where_torch_carries_a_wider_c_ours_computes_in_it():
    # PyTorch rounds every product to the low type there; the types are the same, ours is closer
    _, ours = twins(I, H, 2)
    packed = pack_padded_sequence(torch.randn(T, B, I), [5, 3])
    expected = ours(packed)[0].data
    with ol.engine("reference"), torch.autocast("cpu", torch.bfloat16):
        assert_close("output", ours(packed)[0].data, expected)
