# SPDX-License-Identifier: Apache-2.0
"""The inside is kept only where a backward will need it: nothing else pays for it."""

from types import SimpleNamespace

import pytest
import torch
from torch.autograd import forward_ad
from torch.nn.utils.rnn import pack_padded_sequence

import openlstm as ol
from openlstm.engines import operators
from ways import way

pytestmark = pytest.mark.usefixtures("fresh_dynamo")

T, B, I, H = 4, 3, 2, 5


@pytest.fixture
def kept(monkeypatch):
    """Whether the inside was kept, of each run of an engine."""
    asked = []
    for name, kernel in operators._KERNELS.items():

        def spy(call, keep, kernel=kernel):
            asked.append(keep)
            return kernel(call, keep)

        monkeypatch.setitem(operators._KERNELS, name, spy)
    return asked


def test_a_plain_call_needs_no_engine_of_ours(kept):
    ol.LSTM(I, H, 2)(torch.randn(T, B, I))
    assert kept == []


@pytest.mark.parametrize("runs_on", ["chosen", "operator"])
@pytest.mark.parametrize(
    ("grad", "frozen", "keeps"),
    [(True, False, True), (False, False, False), (True, True, False)],
    ids=["training", "no_grad", "frozen"],
)
def test_kept_for_a_backward_only(grad, frozen, keeps, runs_on, kept):
    lstm = ol.LSTM(I, H, 2, bidirectional=True).requires_grad_(not frozen)
    with torch.set_grad_enabled(grad), way(lstm, runs_on) as called:
        called(torch.randn(T, B, I), lengths=torch.tensor([4, 0, 2]))
    assert kept == [keeps] * 4


@pytest.mark.parametrize("runs_on", ["chosen", "operator"])
def test_kept_where_only_the_state_asks_for_a_gradient(runs_on, kept):
    lstm = ol.LSTM(I, H).requires_grad_(False)
    state = torch.zeros(1, B, H), torch.zeros(1, B, H, requires_grad=True)
    with way(lstm, runs_on) as called:
        called(torch.randn(T, B, I), state, lengths=torch.tensor([4, 0, 2]))
    assert kept == [True]


def test_transforms_and_resets_leave_the_engines_alone(kept):
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    lstm(x, reset=torch.zeros(T, B, dtype=torch.bool))
    torch.func.vmap(lambda x: lstm(x)[0], 1)(x)
    with forward_ad.dual_level():
        lstm(x)
    with ol.engine("reference"):
        lstm(x, lengths=[4, 0, 2])
    assert kept == []


class RefusedError(Exception):
    """PyTorch's own kernel was called."""


def refuse(*_args):
    raise RefusedError


@pytest.mark.parametrize("packed", [False, True])
def test_the_reference_in_force_really_runs(packed, monkeypatch):
    monkeypatch.setattr("openlstm.layers.lstm._VF", SimpleNamespace(lstm=refuse))
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    given = pack_padded_sequence(x, [4, 2, 1]) if packed else x
    with pytest.raises(RefusedError):
        lstm(given)
    with ol.engine("reference"):
        lstm(given)


def test_the_reference_in_force_really_runs_the_cell(monkeypatch):
    monkeypatch.setattr("openlstm.layers.lstm_cell._VF", SimpleNamespace(lstm_cell=refuse))
    cell, x = ol.LSTMCell(I, H), torch.randn(B, I)
    with pytest.raises(RefusedError):
        cell(x)
    with ol.engine("reference"):
        cell(x)
