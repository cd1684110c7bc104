# SPDX-License-Identifier: Apache-2.0
"""Models with several LSTMs, recordings within recordings, and what is left when they end."""

import copy
import pickle
from contextlib import suppress

import pytest
import torch
from torch import nn

import openlstm as ol
from openlstm.trace import Trace

T, B, I, H = 4, 3, 2, 3


class TwoLSTMs(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.ModuleDict({"rnn": ol.LSTM(I, H)})
        self.decoder = ol.LSTM(H, H, 2)
        self.head = nn.Linear(H, 1)

    def forward(self, x):
        return self.head(self.decoder(self.encoder["rnn"](x)[0])[0])


def test_several_lstms_by_module_path():
    model = TwoLSTMs()
    with ol.record(model) as recording:
        model(torch.randn(T, B, I))
    assert list(recording) == ["encoder.rnn", "decoder"]
    assert len(recording) == 2
    assert recording["encoder.rnn"].c.shape == (1, 1, T, B, H)
    assert recording["decoder"].c.shape == (2, 1, T, B, H)
    assert dict(recording)["decoder"] is recording["decoder"]
    assert isinstance(recording["decoder"], Trace)
    lines = repr(recording).splitlines()
    assert lines[1:] == [f"  {path}: {recording[path]!r}" for path in recording]


@pytest.mark.parametrize("name", ["forget_gate", "f", "trace", "nbytes", "gradient", "cell_before"])
def test_an_attribute_of_several_lstms_asks_which(name):
    model = TwoLSTMs()
    with ol.record(model, grad=True) as recording:
        model(torch.randn(T, B, I)).sum().backward()
    words = r"the model holds 2 LSTMs; choose one by \['encoder.rnn'\], \['decoder'\]"
    with pytest.raises(AttributeError, match=words):
        getattr(recording, name)
    assert not hasattr(recording, name)


def test_a_path_that_does_not_exist():
    model = nn.ModuleDict({"ours": ol.LSTM(I, H), "theirs": nn.LSTM(I, H)})
    with ol.record(model) as recording:
        model["ours"](torch.randn(T, B, I))
    with pytest.raises(KeyError, match=r"no openlstm\.LSTM at 'our', only at 'ours'"):
        recording["our"]
    with pytest.raises(KeyError, match=r"at 'theirs', .*call replace_lstms\(model\) before"):
        recording["theirs"]
    with pytest.raises(KeyError, match="forget_gate is an attribute of each trace"):
        recording["forget_gate"]
    assert "ours" in recording
    assert "theirs" not in recording
    assert 0 not in recording


def test_one_lstm_in_a_model_is_its_trace():
    model = nn.Sequential(nn.Linear(I, I), ol.LSTM(I, H))
    with ol.record(model) as recording:
        model(torch.randn(T, B, I))
    assert recording.c is recording.trace.c is recording["1"].c
    assert {"forget_gate", "f", "trace", "gradient"} <= set(dir(recording))


def test_an_lstm_that_was_not_called():
    model = TwoLSTMs()
    with ol.record(model) as recording:
        model.encoder["rnn"](torch.randn(T, B, I))
    with pytest.raises(ValueError, match="this LSTM was not called in the context"):
        recording["decoder"]
    assert recording["encoder.rnn"].c.shape[2] == T
    assert "decoder: nothing yet" in repr(recording)
    assert "decoder" in recording


def test_an_lstm_that_the_model_holds_twice_is_one():
    shared = ol.LSTM(H, H)
    model = nn.ModuleDict({"first": nn.Sequential(shared), "again": shared})
    with ol.record(model) as recording:
        state = model["first"](torch.randn(T, B, H))[1]
        model["again"](torch.randn(1, B, H), state)
    assert len(recording) == 1
    assert recording["again"] is recording["first.0"] is recording.trace
    assert recording.starts == (0, T)
    assert "again" in recording
    assert repr(recording).count("Trace(") == 1


@pytest.mark.parametrize(
    ("model", "error", "words"),
    [
        (nn.Linear(2, 2), ValueError, "one that holds an openlstm.LSTM, got none"),
        (nn.LSTM(2, 2), ValueError, r"LSTM at the model itself; call replace_lstms\(model\) first"),
        (nn.Sequential(nn.LSTM(2, 2)), ValueError, "got torch.nn.LSTM at 0; call replace_lstms"),
        (ol.LSTM, TypeError, "model must be a torch.nn.Module, got type; pass the model itself"),
    ],
)
@pytest.mark.parametrize("look", [ol.record, lambda model: ol.edit(model, f=0.0)])
def test_a_model_that_holds_none_of_ours(look, model, error, words):
    with pytest.raises(error, match=words), look(model):
        pass


def test_recordings_within_recordings_see_each_what_they_ask_for():
    lstm, x = ol.LSTM(I, H, 2), torch.randn(3, 1, B, I)
    with ol.record(lstm, what="f") as outer:
        lstm(x[0])
        with ol.record(lstm, what=["c", "h"], layers=1) as inner:
            lstm(x[1])
        lstm(x[2])
    assert list(outer.trace.values) == ["f"]
    assert list(inner.trace.values) == ["c", "h"]
    assert (outer.layers, outer.steps) == ((0, 1), (0, 1, 2))
    assert (inner.layers, inner.steps) == ((1,), (0,))
    with ol.record(lstm) as alone:
        lstm(x[1])
    assert torch.equal(inner.c, alone.c[1:])


def test_contexts_may_close_in_any_order():
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    first, second, third = ol.record(lstm), ol.edit(lstm, f=0.0), ol.record(lstm)
    seen = [context.__enter__() for context in (first, second, third)]
    lstm(x)
    first.__exit__(None, None, None)
    lstm(x)
    second.__exit__(None, None, None)
    lstm(x)
    third.__exit__(None, None, None)
    lstm(x)
    assert "_watch" not in vars(lstm)
    assert len(seen[0].steps) == T
    assert len(seen[2].steps) == 3 * T
    assert (seen[2].f[:, :, : 2 * T] == 0).all()
    assert (seen[2].f[:, :, 2 * T :] > 0).all()


def test_the_same_model_twice_is_two_recordings():
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    with ol.record(lstm) as first:
        lstm(x)
    with ol.record(lstm) as second:
        lstm(x)
    assert first.steps == second.steps
    assert first.c is not second.c


@pytest.mark.parametrize("look", [ol.record, lambda model: ol.edit(model, f=0.0)])
def test_an_error_inside_leaves_nobody_looking(look):
    model = TwoLSTMs()
    with pytest.raises(ZeroDivisionError), look(model):
        _ = 1 / 0
    with pytest.raises(RuntimeError, match="input_size"), look(model):
        model(torch.randn(T, B, I + 1))
    assert all("_watch" not in vars(part) for part in model.modules())


def test_what_was_recorded_before_an_error_is_there():
    lstm = ol.LSTM(I, H)
    with suppress(ZeroDivisionError), ol.record(lstm) as trace:
        lstm(torch.randn(T, B, I))
        _ = 1 / 0
    assert trace.c.shape == (1, 1, T, B, H)


def test_nothing_more_comes_in_when_the_context_has_ended():
    lstm = ol.LSTM(I, H)
    with ol.record(lstm) as trace:
        assert "nothing yet" in repr(trace)
        with pytest.raises(ValueError, match="nothing was recorded yet"):
            _ = trace.c
        lstm(torch.randn(T, B, I))
    lstm(torch.randn(T, B, I))
    assert trace.c.shape[2] == T


def test_the_model_learns_on_and_the_trace_stays():
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    optimiser = torch.optim.SGD(lstm.parameters(), lr=1.0)
    with ol.record(lstm) as trace:
        output, _ = lstm(x)
    before = copy.deepcopy(trace.trace)
    output.sum().backward()
    optimiser.step()
    assert all(torch.equal(trace[""][name], value) for name, value in before.values.items())


def test_one_trace_can_be_kept_in_a_file():
    model = TwoLSTMs()
    with ol.record(model) as recording:
        model(torch.randn(T, B, I))
    again = pickle.loads(pickle.dumps(recording["decoder"]))
    assert torch.equal(again.c, recording["decoder"].c)
    assert (again.steps, repr(again)) == (tuple(range(T)), repr(recording["decoder"]))
