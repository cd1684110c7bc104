# SPDX-License-Identifier: Apache-2.0
"""dropout: between layers, not after the last, fresh at every step, gone at evaluation."""

import pytest
import torch

import openlstm as ol
from tolerances import assert_close
from twins import twins
from ways import WAYS, way

pytestmark = pytest.mark.usefixtures("fresh_dynamo")

T, B, H = 40, 25, 20
FORMS = ["plain", "lengths", "reset"]


def options(form):
    return {
        "lengths": {"lengths": torch.full((B,), T)},
        "reset": {"reset": torch.zeros(T, B, dtype=torch.bool)},
    }.get(form, {})


def seen_by_the_second_layer(rate):
    """A layer whose output tells what its second layer got: o·tanh(c) grows with the sum of x."""
    lstm = ol.LSTM(1, H, 2, dropout=rate, proj_size=0)
    with torch.no_grad():
        for parameter in lstm.parameters():
            parameter.zero_()
        lstm.bias_ih_l0[:H] = 30.0  # i = 1
        lstm.bias_ih_l0[H : 2 * H] = -30.0  # f = 0
        lstm.bias_ih_l0[2 * H : 3 * H] = 30.0  # g = 1, so c = 1
        lstm.bias_ih_l0[3 * H :] = 30.0  # o = 1, so h = tanh(1)
        lstm.bias_ih_l1[:H] = 30.0
        lstm.bias_ih_l1[H : 2 * H] = -30.0
        lstm.weight_ih_l1[2 * H : 3 * H] = 0.01 * torch.eye(H)  # g = tanh(0.01 x), unit by unit
        lstm.bias_ih_l1[3 * H :] = 30.0
    return lstm


@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rate", [0.1, 0.5])
def test_the_share_of_zeros_and_the_scale_of_the_rest(rate, form, runs_on):
    lstm = seen_by_the_second_layer(rate)
    with way(lstm, runs_on) as called:
        output = called(torch.zeros(T, B, 1), **options(form))[0]
    x = torch.atanh(torch.atanh(output)) / 0.01  # what the second layer read, of each unit
    dropped = x.abs() < 1e-3
    n = dropped.numel()
    assert abs(dropped.float().mean() - rate) < 4 * (rate * (1 - rate) / n) ** 0.5  # 4 deviations
    kept = torch.tanh(torch.tensor(1.0)) / (1 - rate)
    torch.testing.assert_close(x[~dropped], kept.expand_as(x[~dropped]), rtol=1e-3, atol=0)
    masks = dropped.float()
    for axis in range(3):  # fresh for each step, row and unit: no slice repeats another
        first, second = masks.select(axis, 0), masks.select(axis, 1)
        assert not torch.equal(first, second)


@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_dropped_after_the_last_layer(form, runs_on):
    lstm = ol.LSTM(3, H, 2, dropout=0.5)
    with way(lstm, runs_on) as called:
        output, (h_n, _) = called(torch.randn(T, B, 3), **options(form))
    assert (output != 0).all()
    assert torch.equal(output[-1], h_n[-1])


@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_dropped_at_evaluation(form, runs_on):
    lstm = ol.LSTM(3, H, 3, dropout=0.5).eval()
    plain = ol.LSTM(3, H, 3)
    plain.load_state_dict(lstm.state_dict())
    x = torch.randn(T, B, 3)
    with way(lstm, runs_on) as called:
        assert_close("output", called(x, **options(form))[0], plain(x, **options(form))[0])


@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.parametrize("form", FORMS)
def test_every_call_draws_anew_and_a_seed_repeats_it(form, runs_on):
    lstm, x = ol.LSTM(3, H, 2, dropout=0.5), torch.randn(T, B, 3)
    with way(lstm, runs_on) as called:
        draws = []
        for seed in (1, 2, 1):
            torch.manual_seed(seed)
            draws.append(called(x, **options(form))[0])
    assert torch.equal(draws[0], draws[2])
    assert not torch.equal(draws[0], draws[1])


@pytest.mark.parametrize("runs_on", WAYS)
def test_rate_one_cuts_the_layers_apart(runs_on):
    lstm, x = ol.LSTM(3, H, 2, dropout=1.0), torch.randn(T, B, 3)
    x.requires_grad_()
    with way(lstm, runs_on) as called:
        output = called(x, **options("lengths"))[0]
    found = torch.autograd.grad(output.sum(), [x, lstm.weight_ih_l0, lstm.bias_hh_l1])
    assert [bool(d.any()) for d in found] == [False, False, True]
    assert_close("output", output, lstm(torch.zeros_like(x), lengths=[T] * B)[0])


def test_dropout_of_one_layer_is_said_to_do_nothing():
    with pytest.warns(UserWarning, match="num_layers greater than 1"):
        lstm = ol.LSTM(3, 4, dropout=0.5)
    x = torch.randn(T, B, 3)
    assert torch.equal(lstm(x)[0], lstm(x)[0])


def test_a_rate_changed_later_is_obeyed():
    theirs, ours = twins(3, H, 2)
    ours.dropout = 0.5
    x = torch.randn(T, B, 3)
    assert not torch.equal(ours(x)[0], theirs(x)[0])
    ours.dropout = 0.0
    assert_close("output", ours(x)[0], theirs(x)[0])


def test_all_ways_drop_alike_on_average():
    lstm = ol.LSTM(3, H, 3, dropout=0.5)
    x = torch.randn(1, 2000, 3)
    means = []
    for form in FORMS:
        more = {
            "lengths": {"lengths": torch.ones(2000, dtype=torch.long)},
            "reset": {"reset": torch.zeros(1, 2000, dtype=torch.bool)},
        }.get(form, {})
        means.append(lstm(x, **more)[0].detach().mean((0, 1)))
    spread = lstm(x)[0].detach().std((0, 1)) / 2000**0.5
    for mean in means[1:]:
        assert ((mean - means[0]).abs() < 6 * spread).all()
