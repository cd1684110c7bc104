# SPDX-License-Identifier: Apache-2.0
"""The inside is kept only where a backward will need it: nothing else pays for it."""

from types import SimpleNamespace

import pytest
import torch
from torch.autograd import forward_ad
from torch.nn.utils.rnn import pack_padded_sequence

import openlstm as ol
from native import ENGINES, needs_native
from openlstm.engines.kernel import Keep
from openlstm.engines.kernels import KERNELS
from tolerances import assert_close
from ways import way

pytestmark = pytest.mark.usefixtures("fresh_dynamo")

T, B, I, H = 4, 3, 2, 5


@pytest.fixture
def kept(monkeypatch):
    """How much of the inside was kept, of each run of an engine on a layer."""
    asked = []
    for name, kernel in KERNELS.items():

        def spy(layer, keep, into=None, kernel=kernel):
            asked.append(keep)
            return kernel(layer, keep, into)

        monkeypatch.setitem(KERNELS, name, spy)
    return asked


def test_a_plain_call_on_pytorchs_kernels_needs_none_of_ours(kept):
    with ol.engine("torch"):
        ol.LSTM(I, H, 2)(torch.randn(T, B, I))
    assert kept == []


@pytest.mark.parametrize("runs_on", ["chosen", "torch", "operator"])
@pytest.mark.parametrize(
    ("grad", "frozen", "keeps"),
    [(True, False, Keep.BACKWARD), (False, False, Keep.NOTHING), (True, True, Keep.NOTHING)],
    ids=["training", "no_grad", "frozen"],
)
def test_kept_for_a_backward_only(grad, frozen, keeps, runs_on, kept):
    lstm = ol.LSTM(I, H, 2, bidirectional=True).requires_grad_(not frozen)
    with torch.set_grad_enabled(grad), way(lstm, runs_on) as called:
        called(torch.randn(T, B, I), lengths=torch.tensor([4, 0, 2]))
    assert kept == [keeps] * (4 if runs_on == "operator" else 2)  # a layer at once in eager calls


@pytest.mark.parametrize("runs_on", ["chosen", "torch", "operator"])
def test_kept_where_only_the_state_asks_for_a_gradient(runs_on, kept):
    lstm = ol.LSTM(I, H).requires_grad_(False)
    state = torch.zeros(1, B, H), torch.zeros(1, B, H, requires_grad=True)
    with way(lstm, runs_on) as called:
        called(torch.randn(T, B, I), state, lengths=torch.tensor([4, 0, 2]))
    assert kept == [Keep.BACKWARD]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("what", "keeps"), [("f", Keep.BACKWARD), ("pre_f", Keep.PRE)])
@torch.no_grad()
def test_preactivations_only_for_who_asks(what, keeps, engine, kept):
    lstm = ol.LSTM(I, H, 3)
    with ol.engine(engine), ol.record(lstm, what=what, layers=1):
        lstm(torch.randn(T, B, I))
    assert kept == ([] if engine == "reference" else [Keep.NOTHING, keeps, Keep.NOTHING])


def test_transforms_and_the_reference_leave_the_engines_alone(kept):
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    torch.func.vmap(lambda x: lstm(x)[0], 1)(x)
    with forward_ad.dual_level():
        lstm(x)
    with ol.engine("reference"):
        lstm(x, lengths=[4, 0, 2])
        lstm(x, reset=torch.zeros(T, B, dtype=torch.bool))
    assert kept == []


class RefusedError(Exception):
    """PyTorch's own kernel was called."""


def refuse(*_args):
    raise RefusedError


@pytest.mark.parametrize("packed", [False, True])
def test_the_engine_in_force_really_runs(packed, monkeypatch):
    monkeypatch.setattr("openlstm.layers.lstm._VF", SimpleNamespace(lstm=refuse))
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    given = pack_padded_sequence(x, [4, 2, 1]) if packed else x
    with ol.engine("torch"), pytest.raises(RefusedError):
        lstm(given)
    with ol.engine("reference"):
        lstm(given)


@needs_native
@pytest.mark.parametrize("packed", [False, True])
def test_no_kernel_of_pytorchs_runs_where_the_native_engine_does(packed, monkeypatch):
    for place in ("openlstm.layers.lstm._VF", "openlstm.engines.fused._VF"):
        monkeypatch.setattr(place, SimpleNamespace(lstm=refuse))
    monkeypatch.setattr("openlstm.reference.lstm_step", refuse)
    x = torch.randn(T, B, I)
    given = pack_padded_sequence(x, [4, 2, 1]) if packed else x
    ol.LSTM(I, H, 2, bidirectional=True)(given)


def test_the_reference_in_force_really_runs_the_cell(monkeypatch):
    monkeypatch.setattr("openlstm.layers.lstm_cell._VF", SimpleNamespace(lstm_cell=refuse))
    cell, x = ol.LSTMCell(I, H), torch.randn(B, I)
    with pytest.raises(RefusedError):
        cell(x)
    with ol.engine("reference"):
        cell(x)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_recorded_of_several_layers_goes_backward(engine):
    # the inside of all layers lies in one tensor, which the second layer writes to after the first
    # has saved its part
    lstm, x = ol.LSTM(I, H, 2, bidirectional=True), torch.randn(T, B, I)
    expected = torch.autograd.grad(lstm(x)[0].sum(), list(lstm.parameters()))
    with ol.engine(engine), ol.record(lstm):
        found = torch.autograd.grad(lstm(x)[0].sum(), list(lstm.parameters()))
    for got, right in zip(found, expected, strict=True):
        assert_close("d_weight", got, right)
