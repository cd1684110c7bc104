# SPDX-License-Identifier: Apache-2.0
"""On a GPU: the numbers of the CPU in every call form, and cuDNN wherever it can serve."""

import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence

import openlstm as ol
from openlstm.engines import native_library
from tolerances import assert_all_close, assert_close
from twins import everything, states, twins

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")

T, B, I, H = 9, 5, 3, 7
LENGTHS = torch.tensor([4, 9, 0, 1, 9])
STACKS = {
    "one": {},
    "deep both ways": {"num_layers": 2, "bidirectional": True},
    "projected": {"num_layers": 2, "proj_size": 4},
    "no bias": {"bias": False},
    "batch first": {"batch_first": True, "bidirectional": True},
}
CALLS = ["plain", "hx", "lengths", "reset", "lengths and reset", "packed", "unsorted"]


def call(lstm, kind):
    """(x, state, more) of one call, on the CPU, in float64."""
    x = torch.randn(T, B, I, dtype=torch.float64)
    more = {}
    if "lengths" in kind:
        x[5:, 0] = torch.nan  # padding may hold anything
        more["lengths"] = LENGTHS
    if "reset" in kind:
        more["reset"] = torch.rand(T, B) < 0.3
    if kind in ("packed", "unsorted"):
        more["pack"] = [9, 7, 7, 2, 1] if kind == "packed" else [2, 9, 1, 7, 9]
    if lstm.batch_first:
        x = x.transpose(0, 1).contiguous()
        more |= {"reset": more["reset"].T} if "reset" in more else {}
    return x, states(lstm, B) if kind != "plain" else None, more


def on_gpu(value):
    if isinstance(value, tuple):
        return tuple(map(on_gpu, value))
    return value.cuda() if isinstance(value, torch.Tensor) else value


def on_cpu(found):
    return {name: value.cpu() for name, value in found.items()}


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("stack", STACKS)
def test_the_numbers_of_the_cpu(stack, kind):
    lstm = ol.LSTM(I, H, dtype=torch.float64, **STACKS[stack])
    x, hx, more = call(lstm, kind)
    with ol.engine("reference"):
        expected = everything(lstm, x, hx, **more)
    lstm.cuda()
    found = everything(lstm, x.cuda(), on_gpu(hx), **{k: on_gpu(v) for k, v in more.items()})
    assert_all_close(on_cpu(found), expected)


@pytest.mark.filterwarnings("ignore:RNN module weights")  # in bfloat16 nn.LSTM warns, in one piece
@pytest.mark.parametrize("kind", ["plain", "packed"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
def test_a_plain_call_is_nn_lstm_to_the_bit(dtype, kind):
    theirs, ours = (each.cuda().to(dtype) for each in twins(I, H, 2, bidirectional=True))
    x = torch.randn(T, B, I, device="cuda", dtype=dtype)
    more = {"pack": [9, 7, 7, 2, 1]} if kind == "packed" else {}
    expected = everything(theirs, x, **more)
    for name, value in everything(ours, x, **more).items():
        assert torch.equal(value, expected[name]), name


def test_the_engine_is_named_with_its_kernel(monkeypatch):
    monkeypatch.setattr(native_library, "missing", None)  # with a compiler and without
    lstm, x = ol.LSTM(I, H, 2).cuda(), torch.randn(T, B, I, device="cuda")
    assert ol.which_engine(lstm, x).detail == "cuDNN, the whole stack at once"
    assert ol.which_engine(lstm, x, lengths=LENGTHS).detail == "cuDNN, the whole stack at once"
    assert "on cuda" in ol.which_engine(lstm, x).why_not["native"]
    reset = torch.zeros(T, B, dtype=torch.bool, device="cuda")
    assert ol.which_engine(lstm, x, reset=reset).detail == "cuDNN, the whole stack at once"
    wrong = pytest.raises(ol.EngineError, match="runs on cpu, the call on cuda")
    with ol.engine("native"), wrong:
        lstm(x)


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("stack", STACKS)
def test_the_trace_and_what_goes_backward_beside_it_are_those_of_the_cpu(stack, kind):
    lstm = ol.LSTM(I, H, dtype=torch.float64, **STACKS[stack])
    x, hx, more = call(lstm, kind)
    with ol.engine("reference"), ol.record(lstm) as expected:
        numbers = everything(lstm, x, hx, **more)
    lstm.cuda()
    with ol.record(lstm) as trace:
        found = everything(lstm, x.cuda(), on_gpu(hx), **{k: on_gpu(v) for k, v in more.items()})
    assert_all_close(on_cpu(found), numbers)
    for name in ("i", "f", "g", "o", "c", "h"):
        assert getattr(trace, name).is_cuda
        assert_close("output", getattr(trace, name).cpu(), getattr(expected, name))


def test_gates_are_edited_and_gradients_by_steps_read():
    lstm = ol.LSTM(I, H).cuda()
    x = torch.randn(T, B, I, device="cuda")
    with ol.edit(lstm, forget_gate=0.0), ol.record(lstm, grad=True) as trace:
        lstm(x)[0].sum().backward()
    assert (trace.f == 0).all()
    assert trace.gradient.c.is_cuda


@pytest.mark.parametrize("kind", ["plain", "lengths", "reset"])
@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_autocast_gives_the_types_of_nn_lstm(dtype, kind):
    theirs, ours = (each.cuda() for each in twins(I, H, 2))
    x = torch.randn(T, B, I, device="cuda")
    more = {"lengths": {"lengths": LENGTHS}, "reset": {"reset": torch.rand(T, B).cuda() < 0.3}}
    with torch.autocast("cuda", dtype):
        expected, (h_n, c_n) = theirs(x)
        output, last = ours(x, **more.get(kind, {}))
    assert output.dtype == expected.dtype
    assert [each.dtype for each in last] == [h_n.dtype, c_n.dtype]
    output.float().sum().backward()
    assert torch.isfinite(ours.weight_ih_l0.grad).all()


@pytest.mark.parametrize("kind", ["plain", "lengths", "reset"])
def test_a_graph_stays_whole(kind):
    lstm = ol.LSTM(I, H, 2, bidirectional=True, dtype=torch.float64).cuda()
    x, hx, more = call(lstm, kind)
    given = x.cuda(), on_gpu(hx), {k: on_gpu(v) for k, v in more.items()}
    compiled = torch.compile(lstm, backend="aot_eager", fullgraph=True)
    found = everything(compiled, *given[:2], **given[2])
    bare = {name.replace("_orig_mod.", ""): value for name, value in found.items()}
    assert_all_close(bare, everything(lstm, *given[:2], **given[2]))


def test_transforms_and_second_derivatives():
    lstm = ol.LSTM(I, H, dtype=torch.float64).cuda()
    x = torch.randn(T, B, I, device="cuda", dtype=torch.float64, requires_grad=True)

    def loss(x):
        return lstm(x)[0].square().sum()

    assert_close("d_x", torch.func.grad(loss)(x), torch.autograd.grad(loss(x), x)[0])
    with ol.engine("reference"):
        (first,) = torch.autograd.grad(loss(x), x, create_graph=True)
        (second,) = torch.autograd.grad(first.square().sum(), x)
    assert torch.isfinite(second).all()


def test_a_cell_and_a_stream():
    cell, x = ol.LSTMCell(I, H, dtype=torch.float64), torch.randn(B, I, dtype=torch.float64)
    expected = cell(x)
    for value, right in zip(cell.cuda()(x.cuda()), expected, strict=True):
        assert_close("h_n", value.cpu(), right)
    lstm = ol.LSTM(I, H, 2).cuda()
    steps = torch.randn(T, B, I, device="cuda")
    stream = lstm.stream(batch_size=B)
    assert_close("output", torch.stack([stream.step(x_t) for x_t in steps]), lstm(steps)[0])


def test_all_rows_may_be_empty():
    lstm = ol.LSTM(I, H, bidirectional=True).cuda()
    x, hx = torch.randn(T, B, I, device="cuda"), tuple(each.cuda() for each in states(lstm, B))
    output, (h_n, c_n) = lstm(x, hx, lengths=torch.zeros(B, dtype=torch.long))
    assert (output == 0).all()
    assert torch.equal(h_n, hx[0])
    assert torch.equal(c_n, hx[1])


@pytest.mark.parametrize("kind", ["hx", "lengths and reset"])
def test_long_sequences_in_segments(kind):
    lstm = ol.LSTM(I, H, 2, bidirectional=True, dtype=torch.float64)
    x, hx, more = call(lstm, kind)
    lstm.cuda()
    given = x.cuda(), on_gpu(hx), {k: on_gpu(v) for k, v in more.items()}
    expected = everything(lstm, *given[:2], **given[2])
    lstm.checkpoint_steps = 4
    assert_all_close(everything(lstm, *given[:2], **given[2]), expected)


def test_packed_with_lengths_of_the_layer_agree():
    lstm, x = ol.LSTM(I, H, 2).cuda(), torch.randn(T, B, I, device="cuda")
    lengths = torch.tensor([9, 3, 1, 7, 7])
    packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
    _, (h_n, c_n) = lstm(packed)
    _, (h, c) = lstm(x, lengths=lengths)
    assert torch.equal(h, h_n)
    assert torch.equal(c, c_n)
