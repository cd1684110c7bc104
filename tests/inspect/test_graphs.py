# SPDX-License-Identifier: Apache-2.0
"""Looking into compiled models: nothing is compiled for it, and the graphs are whole afterwards."""

import threading
import time

import pytest
import torch
from torch import nn
from torch._dynamo.testing import CompileCounter

import openlstm as ol
from tolerances import assert_close

T, B, I, H = 4, 3, 2, 3
LOOKS = {
    "record": ol.record,
    "record_grad": lambda model: ol.record(model, grad=True),
    "edit": lambda model: ol.edit(model, forget_gate=0.5),
}

pytestmark = pytest.mark.usefixtures("fresh_dynamo")


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = ol.LSTM(I, H, 2)
        self.head = nn.Linear(H, 1)

    def forward(self, x):
        return self.head(self.rnn(2 * x)[0]).tanh()


def stance():
    """The stance in force."""
    probe = torch.compiler.set_stance("default")
    probe.__exit__(None, None, None)
    return probe.prev.stance


@pytest.mark.parametrize("fullgraph", [False, True], ids=["breaking", "fullgraph"])
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_compiled_graph_is_found_again_behind_the_context(look, fullgraph):
    model, x, counter = Model(), torch.randn(T, B, I), CompileCounter()
    compiled = torch.compile(model, backend=counter, fullgraph=fullgraph)
    plain = compiled(x)
    with look(model):
        compiled(x)
    with torch.compiler.set_stance("fail_on_recompile"):
        assert torch.equal(compiled(x), plain)
    assert counter.frame_count == 1


@pytest.mark.parametrize("fullgraph", [False, True], ids=["breaking", "fullgraph"])
def test_a_compiled_model_shows_and_lets_change_its_inside(fullgraph):
    model, x = Model(), torch.randn(T, B, I)
    compiled = torch.compile(model, backend="eager", fullgraph=fullgraph)
    with ol.record(model) as eager:
        plain = model(x)
    for _ in range(2):  # before there is a graph, and when there is one
        with ol.record(compiled) as trace:
            assert_close("output", compiled(x), plain)
        assert list(trace) == ["_orig_mod.rnn"]
        assert_close("c", trace.c, eager.c)
        with ol.edit(model, f=0.5):
            changed = model(x)
            assert_close("output", compiled(x), changed)
        assert not torch.allclose(changed, plain)
        assert_close("output", compiled(x), plain)


def test_what_nobody_looks_into_stays_compiled_meanwhile():
    looked, other = ol.LSTM(I, H), nn.Linear(I, I)
    ran = []

    def backend(graph, _):
        def run(*args):
            ran.append(1)
            return graph(*args)

        return run

    compiled, x = torch.compile(other, backend=backend), torch.randn(T, B, I)
    compiled(x)
    with ol.record(looked):
        compiled(x)
    assert len(ran) == 2


def test_looking_from_within_a_compiled_function():
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)

    @torch.compile(backend="eager")
    def look(x):
        x = 2 * x
        with ol.record(lstm) as trace:
            lstm(x)
        return trace.c + 1

    with torch.no_grad():
        found = look(x)
        with ol.record(lstm) as trace:
            lstm(2 * x)
    assert_close("c", found, trace.c + 1)
    assert "_watch" not in vars(lstm)
    assert stance() == "default"


@pytest.mark.parametrize("before", ["default", "force_eager", "fail_on_recompile"])
def test_the_stance_of_the_caller_comes_back(before):
    lstm = ol.LSTM(I, H)
    during = "force_eager" if before == "force_eager" else "eager_on_recompile"
    with torch.compiler.set_stance(before):
        first, second = ol.record(lstm), ol.edit(lstm, f=0.0)
        first.__enter__()
        second.__enter__()
        assert stance() == during
        first.__exit__(None, None, None)
        assert stance() == during
        second.__exit__(None, None, None)
        assert stance() == before
        with pytest.raises(ZeroDivisionError), ol.record(lstm):
            _ = 1 / 0
        assert stance() == before
    assert stance() == "default"


def test_the_stance_comes_back_from_many_threads(monkeypatch):
    lstm, set_stance = ol.LSTM(I, H), torch.compiler.set_stance

    def slowly(*args):
        time.sleep(0.002)  # the others have time to come in between
        return set_stance(*args)

    def look():
        for _ in range(5):
            with ol.record(lstm):
                pass

    monkeypatch.setattr(torch.compiler, "set_stance", slowly)
    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stance() == "default"
    assert "_watch" not in vars(lstm)
