# SPDX-License-Identifier: Apache-2.0
"""A look ends as soon as the limit is passed, and counts what it has seen."""

import itertools

import torch
from torch import nn

from openlstm.memory_tasks import Add, Count, EmbeddedReber, Parity
from openlstm.studies.memory.board import BOARD
from openlstm.studies.memory.criteria import Criterion


class Oracle(nn.Module):
    """Gives the parity of what it reads, but is wrong at these sequences."""

    def __init__(self, *wrong):
        super().__init__()
        self.wrong, self.seen = wrong, 0

    def forward(self, x, state):
        assert state is None
        answers = x[..., 1].sum(0).long() % 2
        for row in range(len(answers)):
            if self.seen + row in self.wrong:
                answers[row] = 1 - answers[row]
        self.seen += len(answers)
        return 9.0 * nn.functional.one_hot(answers, 2).float(), None


PARITY = Parity(3, 9)


def look(limit, *wrong, sequences=25):
    oracle = Oracle(*wrong)
    found = Criterion(PARITY, sequences, limit, batch_size=10).look(oracle, 0)
    return found, oracle.seen


def test_all_right():
    found, _ = look(0)
    assert found.passed
    assert (found.errors, found.seen, found.reached, found.mean) == (0, 25, 25, 0)


def test_errors_within_the_limit():
    found, _ = look(2, 3, 12)
    assert found.passed
    assert (found.errors, found.reached) == (2, 3)


def test_an_error_too_many_ends_it():
    found, seen = look(1, 12, 13)
    assert not found.passed
    assert (found.errors, found.seen, found.reached, seen) == (2, 20, 12, 20)


def test_errors_behind_the_last_sequence_do_not_count():
    assert look(0, 26)[0].passed


def test_looks_see_the_same_or_fresh_sequences():
    firsts = {
        fresh: [
            next(iter(Criterion(PARITY, batch_size=10, fresh=fresh)._batches(n))).inputs
            for n in (0, 1)
        ]
        for fresh in (False, True)
    }
    assert torch.equal(*firsts[False])
    assert not torch.equal(*firsts[True])


class Silent(nn.Module):
    def forward(self, x, _state):
        return torch.full((x.shape[1], 1), float("nan")), None


def test_a_model_without_numbers_has_not_passed():
    found = Criterion(Add(T=5), limit=1.0).look(Silent(), 0)
    assert not found.passed
    assert found.errors != found.errors


class Carried(nn.Module):
    """Knows the legal symbols only while its state is handed on; counts the steps it saw."""

    def forward(self, x, state):
        steps = (0 if state is None else state) + len(x)
        self.steps = steps
        return torch.zeros(*x.shape), steps


def test_a_stream_keeps_its_state():
    model = Carried()
    Criterion(EmbeddedReber(T=7), sequences=20, limit=10**9, batch_size=10).look(model, 0)
    assert model.steps == 14


class Counter(nn.Module):
    """Counts exactly up to 30, which it takes for 31 too."""

    def forward(self, x, _state):
        symbols = x.argmax(-1)
        rows = [self.row(column) for column in symbols.T]
        return torch.stack(rows, 1), None

    @staticmethod
    def row(symbols):
        count = min(30, int((symbols == 1).sum()))
        legal = Count().strings([count]).targets[:, 0]
        padded = torch.full((len(symbols), 4), -1.0)
        padded[: len(legal)] = legal[: len(symbols)]
        return torch.where(padded > 0, 1.0, -1.0)


def test_counting_is_measured_from_below():
    found = BOARD["count"].solved.look(Counter(), 0)
    assert not found.passed
    assert found.reached == 30


def test_the_board_is_looked_at_as_the_protocol_says():
    limits = {name: (entry.solved.sequences, entry.solved.limit) for name, entry in BOARD.items()}
    assert limits["latch-1000"] == (10_000, 0)
    assert limits["add-hs-1000"] == (2560, 3)
    assert limits["mult-hs-100"] == (2560, 15)
    assert limits["order-6a"] == (2560, 3)
    assert limits["add-1000"] == (2560, 2.56)
    assert limits["parity"] == (1000, 0)
    assert BOARD["parity"].solved.task == Parity(10_000, 10_000)
    windows, _ = limits["cerg"]
    assert windows * BOARD["cerg"].solved.task.T == 10 * 10**6  # ten streams of a million symbols
    assert BOARD["cerg"].solved.batch_size == 10
    assert all(len(b.inputs) <= 3001 for b in itertools.islice(BOARD["count"].solved.batches(), 50))
