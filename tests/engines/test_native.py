# SPDX-License-Identifier: Apache-2.0
"""What is asked of the native engine alone: precision, strides, odd values, threads, processes.

The other files here hold it, as every engine, to the reference.
"""

import copy
import resource
import threading
from collections import defaultdict
from random import Random

import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

import openlstm as ol
from engines.calls import as_layer, gradients_by, kept_by, make_call
from native import needs_native
from openlstm.engines import run
from openlstm.engines.kernel import Inside, Keep
from openlstm.engines.kernels import KERNELS
from twins import everything, states

pytestmark = needs_native


@pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])
@pytest.mark.parametrize("proj_size", [0, 19])
def test_float64_equals_the_reference_to_a_millionth_of_a_millionth(proj_size, reverse):
    call = make_call(50, 5, 31, 65, proj_size, lengths=[50, 0, 17, 49, 1], reverse=reverse)
    found = {}
    for engine in ("native", "reference"):
        kept = kept_by(engine, call, Keep.PRE)
        d_results = tuple(torch.cos(torch.arange(t.numel()).double()).view_as(t) for t in kept[:3])
        found[engine] = [*kept, *gradients_by(engine, call, kept, d_results)]
    for got, right in zip(found["native"], found["reference"], strict=True):
        if right is not None:
            assert (got - right).abs().max() <= 1e-12 * right.abs().max()


def test_float32_errs_no_more_than_pytorchs_own():
    # over many shapes: in one small tensor either side may be right to the last bit by luck
    squares: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for seed in range(60):
        random = Random(seed)
        T, B, I, H = (random.randint(*span) for span in ((1, 40), (1, 20), (1, 70), (1, 130)))
        torch.manual_seed(seed)
        theirs = nn.LSTM(I, H, bidirectional=seed % 3 == 0)
        ours = ol.LSTM(I, H, bidirectional=seed % 3 == 0)
        ours.load_state_dict(theirs.state_dict())
        x, (h, c) = torch.randn(T, B, I), states(theirs, B)
        exact = copy.deepcopy(theirs).double()
        right = everything(exact, x.double(), (h.double(), c.double()))
        with ol.engine("native"):
            got = everything(ours, x, (h, c))
        expected = everything(theirs, x, (h, c))
        for name, value in right.items():
            squares[name].append((relative(got[name], value), relative(expected[name], value)))
    for name, pairs in squares.items():
        by_ours, by_theirs = (sum(side) ** 0.5 for side in zip(*pairs, strict=True))
        assert by_ours <= 1.5 * by_theirs, f"{name}: {by_ours / by_theirs:.2f} times theirs"


def relative(got, value):
    """The mean squared error of float32 values as a share of the values' mean square."""
    return ((got.double() - value).square().mean() / value.square().mean()).item()


FORMS = {
    "batch first": lambda x: x.transpose(0, 1).contiguous().transpose(0, 1),
    "every other step": lambda x: x.repeat_interleave(2, 0)[::2],
    "every other row": lambda x: x.repeat_interleave(2, 1)[:, ::2],
    "features of more": lambda x: torch.cat([x, x], -1)[..., : x.shape[-1]],
    "features apart": lambda x: x.permute(2, 0, 1).contiguous().permute(1, 2, 0),
    "one row for all": lambda x: x[:, :1].expand(-1, x.shape[1], -1),
    "negative lazily": lambda x: torch.complex(x, -x).conj().imag,
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_however_the_input_lies(form):
    lstm, x = ol.LSTM(3, 5, 2, bidirectional=True), form(torch.randn(4, 6, 3))
    plain = x.clone(memory_format=torch.contiguous_format).resolve_neg()
    with ol.engine("native"):
        expected, got = everything(lstm, plain), everything(lstm, x)
    assert all(torch.equal(got[name], value) for name, value in expected.items())


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_however_the_gradient_lies(form):
    lstm, x = ol.LSTM(3, 5, bidirectional=True), torch.randn(4, 6, 3)
    found = []
    for d_output in (given := form(torch.randn(4, 6, 10))), given.contiguous().resolve_neg():
        with ol.engine("native"):
            output = lstm(x)[0]
        found.append(torch.autograd.grad(output, list(lstm.parameters()), d_output))
    assert all(torch.equal(a, b) for a, b in zip(*found, strict=True))


ODD = [0.0, 1e4, -1e4, 1e-42, -1e-38, torch.inf, -torch.inf, torch.nan, 3e38]


@pytest.mark.parametrize("value", ODD, ids=str)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
@torch.no_grad()
def test_odd_values_pass_as_in_pytorch(dtype, value):
    theirs, ours = nn.LSTM(3, 17, dtype=dtype), ol.LSTM(3, 17, dtype=dtype)
    ours.load_state_dict(theirs.state_dict())
    x = torch.randn(5, 4, 3, dtype=dtype)
    x[2, 1, 0] = value
    with ol.engine("native"):
        output, (_, c_n) = ours(x)
    expected, (_, c_expected) = theirs(x)
    for got, right in ((output, expected), (c_n, c_expected)):
        torch.testing.assert_close(got, right, rtol=1e-5, atol=1e-5, equal_nan=True)


def test_two_runs_are_the_same_to_the_last_bit():
    lstm, x = ol.LSTM(31, 65, 2, bidirectional=True), torch.randn(20, 13, 31)
    with ol.engine("native"):
        first, second = everything(lstm, x), everything(lstm, x)
    assert all(torch.equal(second[name], value) for name, value in first.items())


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])
def test_what_is_stored_past_the_caches_is_the_same(dtype, reverse):
    """Gates and cells of over a MiB that no backward run reads, with ragged lengths."""
    T, B, H = 60, 16, 64
    lengths = [T, 0, 1, *range(13, 26)]
    layer = as_layer(make_call(T, B, 31, H, lengths=lengths, reverse=reverse, dtype=dtype))
    sizes = (1, T, B, 4 * H), (1, T, B, H)
    found = []
    for read_soon in (True, False):
        gates, cells = (torch.full(size, torch.nan, dtype=dtype) for size in sizes)
        kept = KERNELS["native"](layer, Keep.BACKWARD, Inside(gates, cells, None, read_soon))
        found.append((*kept[:3], gates, cells))
    assert all(torch.equal(a, b) for a, b in zip(*found, strict=True))


def test_ten_thousand_calls_keep_no_memory():
    lstm, x = ol.LSTM(3, 5, bidirectional=True), torch.randn(4, 2, 3)

    def call(times):
        for _ in range(times):
            with torch.no_grad():
                lstm(x)
            lstm(x)[0].sum().backward()

    with ol.engine("native"):
        call(500)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        call(10_000)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4000  # kB


def test_several_python_threads_do_not_disturb_each_other():
    lstm = ol.LSTM(16, 33, 2, bidirectional=True)
    inputs = [torch.randn(30, 5, 16) for _ in range(6)]
    found = {}

    def work(k):
        with ol.engine("native"):
            found[k] = [everything(lstm, inputs[k]) for _ in range(5)]

    threads = [threading.Thread(target=work, args=(k,)) for k in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for k, x in enumerate(inputs):
        with ol.engine("native"):
            alone = everything(lstm, x)
        for got in found[k]:
            assert all(torch.equal(got[name], value) for name, value in alone.items())


class Outputs(Dataset):
    """Runs the layer in whatever process asks."""

    def __init__(self):
        self.lstm, self.inputs = ol.LSTM(16, 33), torch.randn(8, 100, 16)

    def __len__(self):
        return len(self.inputs)

    @torch.no_grad()
    def __getitem__(self, k):
        with ol.engine("native"):
            return self.lstm(self.inputs[k])[0]


def test_forked_workers_give_the_same():
    data = Outputs()
    here = torch.stack([data[k] for k in range(len(data))])
    loader = DataLoader(data, batch_size=2, num_workers=2, multiprocessing_context="fork")
    torch.testing.assert_close(torch.cat(list(loader)), here)


WRONG = {
    "weight_hh": lambda call: call.weights._replace(weight_hh=torch.zeros(20, 4).double()),
    "weight_ih": lambda call: call.weights._replace(weight_ih=torch.zeros(19, 2).double()),
    "bias_hh": lambda call: call.weights._replace(bias_hh=torch.zeros(20)),
    "bias_ih": lambda call: call.weights._replace(bias_ih=torch.zeros(20, device="meta").double()),
}


@pytest.mark.parametrize("name", WRONG)
def test_no_pointer_to_anything_unfit_is_handed_out(name):
    call = make_call(4, 3, 2, 5)
    with pytest.raises(RuntimeError, match=rf"{name} must be \[20"):
        run("native", as_layer(call._replace(weights=WRONG[name](call))))


def test_nothing_is_asked_for_that_nobody_needs(monkeypatch):
    from openlstm.engines import native_library

    real, asked = native_library.library, []

    class Spy:
        def __getattr__(self, name):
            return getattr(real, name)

        def backward(self, *args):
            asked.append([bool(place) for place in args[-7:]])
            return real.backward(*args)

    monkeypatch.setattr(native_library, "library", Spy())
    lstm, x = ol.LSTM(3, 5), torch.randn(4, 2, 3)
    lstm(x)[0].sum().backward()  # the input and the state need none
    lstm.requires_grad_(False)
    lstm(x.requires_grad_())[0].sum().backward()
    assert asked == [[False] * 3 + [True] * 3 + [False], [True] + [False] * 6]
