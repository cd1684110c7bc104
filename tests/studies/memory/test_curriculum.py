# SPDX-License-Identifier: Apache-2.0
"""Short sequences first, longer ones when they are answered."""

import itertools

import pytest
from torch import nn

from openlstm.memory_tasks import Count, EmbeddedReber, Latch, Parity
from openlstm.studies.memory.board import BOARD
from openlstm.studies.memory.curriculum import Curriculum, lessons
from openlstm.studies.memory.training import Run, train


@pytest.mark.parametrize("name", BOARD)
def test_lessons_end_with_the_task_and_rise(name):
    task = BOARD[name].task
    found = lessons(task)
    assert found[-1] == task
    assert {(type(each), each.input_size, each.outputs) for each in found} == {
        (type(task), task.input_size, task.outputs)
    }
    for shorter, longer in itertools.pairwise(found):
        assert repr(shorter) != repr(longer)
        next(iter(shorter.batches(2)))  # it can be drawn
    assert (len(found) == 1) == (name in ("cerg", "order-6a", "order-6b"))


def test_sizes_double():
    assert [each.q for each in lessons(Latch(q=9))] == [1, 2, 4, 9]
    assert [each.n for each in lessons(Count())] == [1, 2, 5, 10]
    assert lessons(EmbeddedReber()) == (EmbeddedReber(),)


class Answers(nn.Module):
    """Gives the parity, or always says 0."""

    knows = True

    def forward(self, x, _state):
        parity = x[..., 1].sum(0).long() % 2
        return 9.0 * nn.functional.one_hot(parity * self.knows, 2).float(), None


def test_longer_sequences_come_when_the_present_ones_are_answered():
    curriculum, model = Curriculum(Parity(3, 10)), Answers()
    seen = [curriculum.task.longest]
    model.knows = False
    assert not curriculum.go_on(model, 0)
    model.knows = True
    for number in (1, 2):
        assert curriculum.go_on(model, number)
        seen.append(curriculum.task.longest)
    assert seen == [3, 5, 10]
    assert not curriculum.go_on(model, 3)  # there is no other


def test_a_training_goes_through_its_lessons(monkeypatch):
    drawn = []
    draw = Latch.draw
    monkeypatch.setattr(
        Latch, "draw", lambda self, *args: drawn.append(self.q) or draw(self, *args)
    )
    train(Run("latch-100", "openlstm-chrono", 0, 0.01, 6400, 1, curriculum=True))
    assert list(dict.fromkeys(drawn))[:3] == [1, 100, 3]  # each look is at the task itself
