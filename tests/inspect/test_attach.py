# SPDX-License-Identifier: Apache-2.0
"""Who looks leaves nothing behind: not on the layer, not on copies, not in other threads."""

import copy
import dataclasses
import pickle
import threading
import time
from contextlib import contextmanager
from unittest.mock import Mock

import pytest
import torch
from torch import nn
from torch.nn.utils import parametrizations

import openlstm as ol
from openlstm.inspect.attach import attached, lstms_of
from openlstm.layers import lstm as module
from openlstm.layers import which
from openlstm.layers.watch import Watch
from tolerances import assert_close

T, B, I, H = 4, 3, 2, 3


@contextmanager
def edited(model):
    with ol.edit(model, forget_gate=0.5):
        yield


LOOKS = {
    "record": ol.record,
    "record_grad": lambda model: ol.record(model, grad=True),
    "edit": edited,
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_behind_the_context_the_layer_is_as_before(look):
    lstm, x = ol.LSTM(I, H, 2), torch.randn(T, B, I)
    attributes, plain = set(vars(lstm)), lstm(x)[0]
    with look(lstm):
        assert set(vars(lstm)) == attributes | {"_watch"}
        lstm(x)
    assert set(vars(lstm)) == attributes
    assert lstm._watch is None
    assert torch.equal(lstm(x)[0], plain)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_behind_the_context_the_whole_stack_is_one_call_of_the_kernel(look, monkeypatch):
    lstm, x = ol.LSTM(I, H, 3), torch.randn(T, B, I)
    with look(lstm):
        lstm(x)
    kernel = Mock(wraps=torch._VF.lstm)
    monkeypatch.setattr(module, "_VF", Mock(lstm=kernel))
    run = Mock(wraps=module.run)
    monkeypatch.setattr(module, "run", run)
    with ol.engine("torch"):
        lstm(x)
    assert (kernel.call_count, run.call_count) == (1, 0)
    with look(lstm):
        lstm(x)
    assert (kernel.call_count, run.call_count) == (1, 1)


def test_which_engine_knows_who_looks():
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)

    def detail():
        found = which.which_engine(lstm, x)
        return found.name, found.detail.split(", ")[1:]

    with ol.record(lstm):
        with ol.engine("torch"):
            assert detail() == ("torch", ["layer by layer", "the inside rebuilt"])
        fast = detail()[0]
        with ol.edit(lstm, f=0.0):
            assert ol.which_engine(lstm, x).name == "reference"
            assert "values are edited" in ol.which_engine(lstm, x).why_not[fast]
        assert detail()[0] == fast
    with ol.engine("torch"):
        assert detail() == ("torch", ["the whole stack at once"])


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("parametrised", [False, True], ids=["plain", "weight_norm"])
def test_nobody_watches_a_copy(look, parametrised):
    model = nn.Sequential(ol.LSTM(I, H))
    copies = [copy.deepcopy]
    if parametrised:  # of which PyTorch refuses every other copy
        parametrizations.weight_norm(model[0], "weight_hh_l0")
    else:
        copies += [copy.copy, lambda lstm: pickle.loads(pickle.dumps(lstm))]
    with look(model):
        twins = [make(model[0]) for make in copies] + [copy.deepcopy(model)[0]]
        for twin in twins:
            assert twin._watch is None
            assert torch.equal(twin(torch.ones(T, B, I))[0], twins[0](torch.ones(T, B, I))[0])
    assert model[0]._watch is None


def test_a_functional_call_is_seen():
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    doubled = {name: 2 * p.detach() for name, p in lstm.named_parameters()}
    other = ol.LSTM(I, H)
    other.load_state_dict(doubled)
    with ol.record(lstm) as trace:
        torch.func.functional_call(lstm, doubled, (x,))
    with ol.record(other) as expected:
        other(x)
    assert_close("c", trace.c, expected.c)


def test_classes_that_change_meanwhile():
    model = nn.Sequential(ol.LSTM(I, H))
    with ol.record(model) as trace:
        model(torch.randn(T, B, I))
        ol.restore_lstms(model)
        model(torch.randn(T, B, I))
    assert "_watch" not in vars(model[0])
    assert trace.c.shape[2] == T


def in_threads(work, count=4):
    threads = [threading.Thread(target=work, args=(k,)) for k in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_watchers_come_and_go_in_threads_without_losing_one(monkeypatch):
    lstm, lost = ol.LSTM(I, H), []
    lstms = lstms_of(lstm)

    class Recorder:
        grad = False

    def slowly(*args, **kwargs):
        found = dataclasses.replace(*args, **kwargs)
        time.sleep(0.002)  # the others have time to come between reading and writing
        return found

    monkeypatch.setattr("openlstm.inspect.attach.replace", slowly)

    def come_and_go(_):
        for _ in range(5):
            mine = Recorder()
            with attached(lstms, {"": mine}):
                time.sleep(0.002)
                if not any(one is mine for one in (lstm._watch or Watch()).recorders):
                    lost.append(mine)

    in_threads(come_and_go)
    assert not lost
    assert "_watch" not in vars(lstm)


def test_recordings_in_threads_each_see_their_own_model():
    models, x = [ol.LSTM(I, H) for _ in range(4)], torch.randn(T, B, I)
    found = {}

    def look(k):
        with ol.record(models[k]) as trace:
            models[k](x)
        found[k] = trace.c

    in_threads(look)
    for k, model in enumerate(models):
        with ol.record(model) as trace:
            model(x)
        assert torch.equal(found[k], trace.c)


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = ol.LSTM(I, H, 2)
        self.head = nn.Linear(H, 1)

    def forward(self, x):
        return self.head(self.rnn(2 * x)[0]).tanh()


def replica_of(lstm):
    """A copy as torch.nn.parallel.replicate makes it for each device, here on the same one."""
    replica = lstm._replicate_for_data_parallel()
    for name, parameter in lstm._parameters.items():
        setattr(replica, name, parameter.view_as(parameter))
    return replica


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_the_copies_of_data_parallel_refuse(look):
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    plain = lstm(x)[0]
    with look(lstm):
        words = r"cannot reach the copies that DataParallel makes.*use DistributedDataParallel"
        with pytest.raises(RuntimeError, match=words):
            replica_of(lstm)(x)
        assert lstm(x)[0].shape == plain.shape
    assert torch.equal(replica_of(lstm)(x)[0], plain)


@pytest.fixture
def one_process(tmp_path):
    dist = torch.distributed
    dist.init_process_group(
        "gloo", init_method=f"file://{tmp_path / 'store'}", rank=0, world_size=1
    )
    yield
    dist.destroy_process_group()


@pytest.mark.usefixtures("one_process")
@pytest.mark.skipif(not torch.distributed.is_available(), reason="PyTorch without distributed")
def test_through_distributed_data_parallel():
    model, x = Model(), torch.randn(T, B, I)
    parallel = nn.parallel.DistributedDataParallel(model)
    with ol.record(model) as expected:
        plain = model(x)
    with ol.record(parallel, grad=True) as trace:
        output = parallel(x)
    output.sum().backward()
    assert list(trace) == ["module.rnn"]
    assert_close("output", output, plain)
    assert_close("c", trace.c, expected.c)
    assert trace.gradient.c.abs().min() > 0
    with ol.edit(parallel, f=0.0), ol.record(model) as changed:
        parallel(x)
    assert (changed.f == 0).all()
