# SPDX-License-Identifier: Apache-2.0
"""A stream gives what the layer gives for the whole sequence, carries its state, and keeps to the
weights it was made with."""

import copy

import pytest
import torch

import openlstm as ol
from native import ENGINES
from tolerances import assert_close

T, B, I, H = 7, 3, 4, 6
OPTIONS = {
    "plain": {},
    "deep": {"num_layers": 3},
    "projected": {"num_layers": 2, "proj_size": 2},
    "no bias": {"bias": False},
    "batch_first": {"batch_first": True},
    "float64": {"dtype": torch.float64},
    "dropout": {"num_layers": 2, "dropout": 0.5},
}
by_engine = pytest.mark.parametrize("engine", ENGINES)
pytestmark = [by_engine, pytest.mark.usefixtures("in_force")]


@pytest.fixture
def in_force(engine):
    with ol.engine(engine):
        yield


def whole(lstm, x, state=None):
    """output [T, B, P] and last state of the layer in evaluation."""
    still = copy.deepcopy(lstm).eval()
    with torch.no_grad():
        output, last = still(x.transpose(0, 1) if lstm.batch_first else x, state)
    return output.transpose(0, 1) if lstm.batch_first else output, last


def assert_continues(stream, lstm, x, state=None):
    """The stream goes on from `state` as the layer does."""
    output, last = whole(lstm, x, state)
    assert_close("output", torch.stack([stream.step(x_t) for x_t in x]), output)
    for name, got, right in zip(("h_n", "c_n"), stream.state, last, strict=True):
        assert_close(name, got, right)


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_steps_and_chunks_give_the_whole_sequence(options):
    lstm = ol.LSTM(I, H, **options)
    x = torch.randn(T, B, I, dtype=lstm.weight_ih_l0.dtype)
    output, last = whole(lstm, x)
    stream = lstm.stream(batch_size=B)
    room = torch.empty(B, output.shape[-1], dtype=x.dtype)
    got = [stream.step(x[0])[None], stream.run(x[1:4]), stream.step(x[4], out=room)[None].clone()]
    got.append(stream.run(x[5:]))
    assert_close("output", torch.cat(got), output)
    for name, value, right in zip(("h_n", "c_n"), stream.state, last, strict=True):
        assert_close(name, value, right)
    assert not any(part.requires_grad for part in got)


@pytest.mark.parametrize("batch", [0, 1, 2, 33])
@pytest.mark.parametrize(("I", "H"), [(1, 1), (3, 17), (16, 16), (33, 65)])
def test_any_size(I, H, batch):
    lstm, x = ol.LSTM(I, H, 2), torch.randn(3, batch, I)
    assert_continues(lstm.stream(batch), lstm, x)


def test_with_out_that_very_tensor_comes_back_without_it_a_new_one():
    stream, x = ol.LSTM(I, H).stream(), torch.randn(1, I)
    room = torch.empty(1, H)
    assert stream.step(x, out=room) is room
    first = stream.step(x)
    kept = first.clone()
    stream.step(x)
    assert torch.equal(first, kept)


def test_a_graph_notices_that_its_values_are_written_over():
    stream, head, room = ol.LSTM(I, H).stream(), torch.nn.Linear(H, 1), torch.empty(1, H)
    loss = head(stream.step(torch.randn(1, I), out=room)).sum()
    stream.step(torch.randn(1, I), out=room)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        loss.backward()


def test_state_is_read_set_and_restored():
    lstm, x = ol.LSTM(I, H, 2), torch.randn(T, B, I)
    stream = lstm.stream(B)
    stream.run(x[:3])
    saved = stream.state
    kept = [part.clone() for part in saved]
    first = stream.run(x[3:])
    assert all(torch.equal(a, b) for a, b in zip(saved, kept, strict=True))  # a copy
    stream.state = saved
    assert torch.equal(stream.run(x[3:]), first)
    other = torch.randn(2, B, H), torch.randn(2, B, H)
    stream.state = other
    assert_continues(stream, lstm, x, other)


@pytest.mark.parametrize(
    ("rows", "zero"),
    [(None, [0, 1, 2]), (1, [1]), ([0, 2], [0, 2]), ([], []), (torch.tensor([2]), [2]),
     ([False, True, True], [1, 2])],
    ids=str,
)  # fmt: skip
def test_rows_are_reset_and_the_others_run_on(rows, zero):
    lstm, x = ol.LSTM(I, H, 2), torch.randn(T, B, I)
    stream = lstm.stream(B)
    stream.run(x[:3])
    state = stream.state
    stream.reset(rows)
    for part in state:
        part[:, zero] = 0
    assert all(torch.equal(a, b) for a, b in zip(stream.state, state, strict=True))
    assert_continues(stream, lstm, x[3:], state)


def adam(lstm):
    optimiser = torch.optim.Adam(lstm.parameters(), lr=0.1, fused=True)
    lstm(torch.randn(T, B, I))[0].sum().backward()
    optimiser.step()


def through_data(lstm):
    lstm.weight_hh_l0.data.mul_(2)
    lstm.bias_ih_l1.data = torch.ones(4 * H)


def through_numpy(lstm):
    lstm.weight_ih_l0.detach().numpy()[:] += 1


def by_loading(lstm):
    lstm.load_state_dict(ol.LSTM(I, H, 2).state_dict())


@torch.inference_mode()
def by_copying(lstm):
    for parameter in lstm.parameters():
        parameter.copy_(torch.randn_like(parameter))


def by_replacing(lstm):
    lstm.weight_hh_l1 = torch.nn.Parameter(torch.randn(4 * H, H))


WRITES = [adam, through_data, through_numpy, by_loading, by_copying, by_replacing]


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_no_write_reaches_the_stream_before_refresh_and_every_one_then(write, engine):
    if engine == "reference" and write is adam:
        pytest.skip("as the others; the loop is slow in training")
    lstm, x = ol.LSTM(I, H, 2), torch.randn(T, B, I)
    before, stream = copy.deepcopy(lstm), lstm.stream(B)
    write(lstm)
    assert not torch.equal(whole(lstm, x)[0], whole(before, x)[0])
    assert_continues(stream, before, x[:4])
    state = stream.state
    stream.refresh()
    assert_continues(stream, lstm, x[4:], state)


@pytest.mark.parametrize("made_in", [torch.no_grad, torch.inference_mode, torch.enable_grad])
@pytest.mark.parametrize("used_in", [torch.no_grad, torch.inference_mode, torch.enable_grad])
def test_in_any_mode(made_in, used_in):
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    with made_in():
        stream = lstm.stream(B)
    with used_in():
        assert_continues(stream, lstm, x)
        stream.step(x[0], out=torch.empty(B, H))
    stream.reset([0])
    stream.state = stream.state


def test_rows_that_lie_apart():
    lstm, x = ol.LSTM(I, H), torch.randn(I, T, B).permute(1, 2, 0)
    assert_continues(lstm.stream(B), lstm, x)
    stream = lstm.stream(B)
    assert_close("output", stream.run(x), whole(lstm, x)[0])


STEPS = {  # what is given to step, and what is said
    "size": (torch.ones(B, 5), None, r"\[batch, input\] = \[3, 4\], got \[3, 5\]"),
    "rows": (torch.ones(1, I), None, r"got \[1, 4\]"),
    "dtype": (torch.ones(B, I).double(), None, "weights' dtype torch.float32, got torch.float64"),
    "device": (torch.ones(B, I, device="meta"), None, "on cpu, got meta"),
    "out size": (torch.ones(B, I), torch.empty(B, I), r"out must be contiguous, \[3, 6\], "),
    "out dtype": (torch.ones(B, I), torch.empty(B, H).half(), "out must be.*float16"),
    "out apart": (torch.ones(B, I), torch.empty(H, B).T, r"out must be.*strides \[1, 3\]"),
}
OTHERS = {  # a call, and what is said
    "chunk": (lambda s: s.run(torch.ones(B, I)), r"\[time, batch, input\] = "),
    "a number": (lambda s: s.run(torch.tensor(1.0)), r"got \[\]"),
    "no step": (lambda s: s.run(torch.ones(0, B, I)), "sequence length to be larger than 0"),
    "state": (lambda s: setattr(s, "state", torch.zeros(1, B, H)), "pair"),
    "state size": (lambda s: setattr(s, "state", (torch.ones(1, B, H), torch.ones(B))), "3-D"),
    "row": (lambda s: s.reset([3]), r"places from 0 to 2, or 3 booleans, got \[3\]"),
    "a row below": (lambda s: s.reset(-1), r"rows must be .* got \[-1\]"),
    "half a row": (lambda s: s.reset([0.5]), r"got \[0.5\]"),
    "booleans": (lambda s: s.reset([True]), "got 1 booleans"),
}
WRONG = OTHERS | {
    name: ((lambda s, x=x, out=out: s.step(x, out=out)), words)
    for name, (x, out, words) in STEPS.items()
}


@pytest.mark.parametrize("name", WRONG)
def test_mistakes_are_named_and_change_nothing(name):
    call, words = WRONG[name]
    stream = ol.LSTM(I, H).stream(B)
    stream.run(torch.randn(T, B, I))
    before = stream.state
    with pytest.raises((RuntimeError, TypeError, ValueError), match=words):
        call(stream)
    assert all(torch.equal(a, b) for a, b in zip(stream.state, before, strict=True))


def test_the_input_is_no_place_to_write_to():
    stream, x = ol.LSTM(I, I).stream(), torch.randn(1, I)
    with pytest.raises(RuntimeError, match="apart from the input"):
        stream.step(x, out=x)


def test_both_directions_are_refused_with_the_reason():
    with pytest.raises(ValueError, match="forward only, got bidirectional=True: the reverse"):
        ol.LSTM(I, H, bidirectional=True).stream()


def test_a_batch_below_nothing():
    with pytest.raises(ValueError, match="batch_size must be at least 0, got -1"):
        ol.LSTM(I, H).stream(-1)


def test_check_finite_holds_for_streams():
    stream = ol.LSTM(I, H, check_finite=True).stream(B)
    x = torch.randn(2, B, I)
    x[1, 2, 3] = torch.nan
    stream.step(x[0])
    with pytest.raises(ValueError, match="nan at sample 2, step 0, feature 3"):
        stream.step(x[1])
    with pytest.raises(ValueError, match="nan at sample 2, step 1, feature 3"):
        stream.run(x)


def test_autocast_leaves_a_stream_alone():
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    output, _ = whole(lstm, x)
    with torch.autocast("cpu", torch.bfloat16):
        assert_close("output", lstm.stream(B).run(x), output)
