# SPDX-License-Identifier: Apache-2.0
"""One training: it stops when solved or spent, and gives the same for the same seed."""

import math
from dataclasses import replace

import pytest
import torch
from torch import nn

from openlstm.layers import LSTM
from openlstm.memory_tasks import Add, EmbeddedReber, Latch, Parity
from openlstm.studies.memory import training
from openlstm.studies.memory.board import BOARD, Entry
from openlstm.studies.memory.criteria import Criterion
from openlstm.studies.memory.models import build, layer_named
from openlstm.studies.memory.settings import MODELS, TASKS
from openlstm.studies.memory.training import Run, train

EASY = Latch(q=1, p=2)


@pytest.fixture
def easy(monkeypatch):
    """A row that is learned in seconds, in the place of another."""
    entry = Entry(EASY, Criterion(EASY, 200, fresh=True), "latch-100", span=5, hidden_size=8)
    monkeypatch.setitem(BOARD, "latch-100", entry)
    return Run("latch-100", "openlstm-chrono", 0, 0.03, budget=20_000, minutes=2)


def test_a_task_is_solved_at_the_first_of_two_looks_that_pass(easy):
    found = train(easy)
    assert found.solved
    assert found.sequences == found.curve[-2][0]  # the look before the last
    assert found.errors == found.curve[-1][2] == found.curve[-2][2] == 0
    assert [seen for seen, *_ in found.curve] == [3200 * n for n in range(1, len(found.curve) + 1)]
    assert found.reached == 200
    again = train(easy)
    assert replace(again, seconds=0) == replace(found, seconds=0)
    assert train(replace(easy, seed=1)).curve != found.curve


def test_the_budget_ends_it_unsolved(easy):
    found = train(replace(easy, rate=1e-9, budget=100))
    assert not found.solved
    assert found.sequences == 128  # whole batches
    assert len(found.curve) == 1


def test_the_gradient_is_no_longer_than_said(easy):
    """A vanishing one is lost in Adam's epsilon, 1e-8, and nothing is learned."""
    curve = train(easy).curve
    assert curve[-1][1] < curve[0][1] / 10
    held = train(replace(easy, gradient_clip=1e-12, budget=6400))
    assert not held.solved
    assert abs(held.curve[-1][1] - math.log(2)) < 0.05


def test_time_ends_it(easy):
    found = train(replace(easy, rate=1e-9, minutes=1e-9))
    assert not found.solved
    assert found.sequences == 32


def test_a_loss_that_is_no_number_ends_it(easy, monkeypatch):
    monkeypatch.setattr(
        EASY.__class__, "loss", lambda *_: torch.tensor(math.nan, requires_grad=True)
    )
    found = train(easy)
    assert not found.solved
    assert found.errors is None
    assert found.curve == ()


def test_a_solution_at_the_end_of_the_budget_is_not_confirmed(easy, monkeypatch):
    monkeypatch.setattr(training, "EVERY", 400)
    found = train(replace(easy, budget=12_800))
    assert found.errors == 0
    assert not found.solved


def test_a_stream_that_was_answered_wrongly_begins_anew(monkeypatch):
    monkeypatch.setattr(training, "EVERY", 4)
    states, wrong = [], torch.zeros(training.BATCH)
    wrong[::2] = 1

    def forward(self, x, state=None):
        states.append(state)
        output, _ = self.recurrent(x, state)
        ones = torch.ones(1, x.shape[1], 32)
        return self.head(output), (ones, ones)

    monkeypatch.setattr("openlstm.studies.memory.models.MemoryModel.forward", forward)
    monkeypatch.setattr(EmbeddedReber, "errors", lambda *_: wrong)
    train(Run("cerg", "openlstm", 0, 0.01, budget=4 * training.BATCH, minutes=1))
    assert states[0] is None
    for state in states[1:4]:
        for part in state:
            assert part[:, ::2].eq(0).all()
            assert part[:, 1::2].eq(1).all()


@pytest.mark.parametrize("name", MODELS)
def test_models(name):
    torch.manual_seed(0)
    model = build(name, Add(T=5), hidden_size=6, span=20)
    assert type(model.recurrent) in (nn.RNN, nn.GRU, nn.LSTM, LSTM)
    assert isinstance(model.recurrent, LSTM) == name.startswith("openlstm")
    assert model(torch.zeros(5, 3, 2))[0].shape == (3, 1)
    assert build(name, Parity(), 6, 20)(torch.zeros(5, 3, 2))[0].shape == (3, 2)


@pytest.mark.parametrize("name", ["openlstm-multiscale-start", "lstm-chrono-start"])
def test_a_learned_start_stands_before_the_first_step_and_is_trained(name):
    torch.manual_seed(0)
    model = build(name, Parity(), hidden_size=6, span=20)
    x, (h_0, c_0) = torch.randn(5, 3, 2), model.start
    rows = tuple(part.detach().expand(1, 3, 6).contiguous() for part in (h_0, c_0))
    assert model(x)[0].equal(model(x, rows)[0])
    assert not model(x)[0].equal(model(x, tuple(map(torch.zeros_like, rows)))[0])
    model(x)[0].sum().backward()
    assert h_0.grad.ne(0).all()
    assert c_0.grad.ne(0).all()
    plain = build(name.removesuffix("-start"), Parity(), hidden_size=6, span=20)
    assert len(plain.start) == 0


def test_a_marked_start_is_one_more_input_on_the_first_step():
    torch.manual_seed(0)
    model = build("openlstm-multiscale-mark", Parity(), hidden_size=6, span=20)
    x, mark = torch.randn(5, 3, 2), torch.zeros(5, 3, 1)

    def told(state=None):
        output, state = model.recurrent(torch.cat([x, mark], dim=-1), state)
        return model.head(output[-1]), state

    unmarked, state = told()
    assert model(x, state)[0].equal(told(state)[0])
    assert not model(x)[0].equal(unmarked)
    mark[0] = 1
    assert model(x)[0].equal(told()[0])
    assert len(model.start) == 0


def test_nn_lstms_begin_as_said():
    H = 200
    one = layer_named("lstm-forget-1", 3, H, span=50)
    assert (one.bias_ih_l0 + one.bias_hh_l0)[H : 2 * H].eq(1).all()
    chrono = layer_named("lstm-chrono", 3, H, span=50)
    beyond = layer_named("lstm-chrono-beyond", 3, H, span=50)
    for lstm, shortest, short, long, longest in (
        (chrono, 1, 5, 45, 49),
        (beyond, 50, 90, 460, 500),
    ):
        lags = lstm.bias_ih_l0[H : 2 * H].exp()
        assert shortest <= lags.min() < short
        assert long < lags.max() <= longest + 1e-3
        assert lstm.bias_ih_l0[:H].equal(-lstm.bias_ih_l0[H : 2 * H])
        assert lstm.bias_ih_l0[2 * H :].eq(0).all()
        assert lstm.bias_hh_l0.eq(0).all()


@pytest.mark.parametrize("kind", ["chrono", "chrono-beyond"])
def test_chrono_begins_alike_in_both_libraries(kind):
    theirs, ours = (layer_named(f"{name}-{kind}", 3, 500, span=50) for name in ("lstm", "openlstm"))
    lags = [(lstm.bias_ih_l0 + lstm.bias_hh_l0)[500:1000].exp() for lstm in (theirs, ours)]
    means, spreads = zip(*((each.mean().item(), each.std().item()) for each in lags), strict=True)
    assert means[0] == pytest.approx(means[1], rel=0.1)  # of 500 draws, 3 % each
    assert spreads[0] == pytest.approx(spreads[1], rel=0.1)


def test_every_task_has_a_row_and_a_shorter_one_for_its_rates():
    assert list(BOARD) == list(TASKS)
    for entry in BOARD.values():
        tuned_on = BOARD[entry.tuned_on]
        assert tuned_on.tuned_on == entry.tuned_on
        assert type(tuned_on.task) is type(entry.task)
        assert tuned_on.task.length <= entry.task.length
