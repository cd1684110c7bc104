# SPDX-License-Identifier: Apache-2.0
"""What the definitions say of the sequences, read off many of them."""

import itertools
import re

import pytest
import torch

from openlstm.errors import InputError
from openlstm.memory_tasks import (
    Add,
    AddHS,
    Copy,
    Count,
    EmbeddedReber,
    Latch,
    MultHS,
    Order,
    Parity,
)
from openlstm.memory_tasks.reber import SYMBOLS


def some(task, count=200, size=8):
    return itertools.islice(task.batches(size, seed=3), count)


def test_latch_hides_its_symbol_behind_q_distractors():
    lengths = []
    for batch in some(Latch(q=7, p=5)):
        symbols, lengths = batch.inputs, [*lengths, len(batch.inputs)]
        assert symbols[0].eq(6).all()
        assert symbols[-1].eq(5).all()
        assert symbols[1].equal(7 + batch.targets)
        assert symbols[2:-1].lt(5).all()
    assert min(lengths) == 10
    assert 10 + 7 < sum(lengths) / 200 < 10 + 11  # k has mean 9, deviation 9.5/√200


def test_latch_is_right_where_both_outputs_are_within_a_fifth():
    p = torch.tensor([[0.81, 0.19], [0.79, 0.21], [0.19, 0.81]])
    assert Latch().errors(p.log(), torch.tensor([0, 0, 0])).tolist() == [0, 1, 1]


@pytest.mark.parametrize("task", [AddHS(T=60), MultHS(T=60)], ids=["add", "mult"])
def test_hochreiters_marks_are_two_and_far_from_the_end(task):
    at_start, multiplies = 0, isinstance(task, MultHS)
    for batch in some(task):
        numbers, marks = batch.inputs.unbind(-1)
        assert 60 <= len(marks) <= 66
        assert marks[-1].eq(-1).all()
        assert (marks[1:-1] >= 0).all()
        assert marks.eq(1).sum(0).eq(2).all()
        assert marks[30:-1].eq(0).all()
        for row, target in enumerate(batch.targets):
            a, b = numbers[marks[:, row] == 1, row]
            if marks[0, row] == 1:
                at_start += 1
                a = torch.tensor(float(multiplies))
            torch.testing.assert_close(target, a * b if multiplies else 0.5 + (a + b) / 4)
    assert at_start > 50  # one in ten of the first marks lies on the first step


def test_variances_of_the_targets():
    variance = {
        task: next(iter(task.batches(20_000))).targets.var().item()
        for task in (AddHS(T=100), MultHS(T=100), Add(T=100))
    }
    assert list(variance.values()) == pytest.approx([0.0391, 0.0585, 1 / 6], rel=0.03)


def test_todays_adding_marks_one_number_in_each_half():
    for batch in some(Add(T=11), 50):
        assert batch.inputs[:5, :, 1].sum(0).eq(1).all()
        assert batch.inputs[5:, :, 1].sum(0).eq(1).all()
        assert batch.inputs.prod(-1).sum(0).equal(batch.targets)


@pytest.mark.parametrize(
    ("m", "windows"), [(2, ((10, 20), (50, 60))), (3, ((10, 20), (33, 43), (66, 76)))]
)
def test_order_puts_one_symbol_in_each_window(m, windows):
    places = [set() for _ in windows]
    for batch in some(Order(m=m)):
        assert 100 <= len(batch.inputs) <= 110
        assert batch.inputs[0].eq(6).all()
        assert batch.inputs[-1].eq(7).all()
        steps, rows = ((batch.inputs == 4) | (batch.inputs == 5)).T.nonzero().T.flip(0)
        for k, (start, end) in enumerate(windows):
            assert (start <= steps[k::m]).all()
            assert (steps[k::m] <= end).all()
            places[k] |= set(steps[k::m].tolist())
        bits = (batch.inputs[steps, rows] - 4).view(-1, m)
        assert (bits * torch.tensor([4, 2, 1])[-m:]).sum(1).equal(batch.targets)
    assert places == [set(range(start, end + 1)) for start, end in windows]


def test_stretched_order_is_ten_times_as_long():
    batch = next(iter(Order(s=10).batches(500)))
    steps = ((batch.inputs == 4) | (batch.inputs == 5)).T.nonzero()[:, 1].view(-1, 2)
    assert 1000 <= len(batch.inputs) <= 1100
    assert (steps >= torch.tensor([100, 500])).all()
    assert (steps <= torch.tensor([200, 600])).all()


def test_copy_asks_for_the_string_after_the_lag():
    task = Copy(lag=5, symbols=4, alphabet=3)
    for batch in some(task, 20):
        assert len(batch.inputs) == 13
        assert batch.inputs[:4].equal(batch.targets[9:])
        assert batch.inputs[4:].equal(
            torch.tensor([0, 0, 0, 0, 4, 0, 0, 0, 0])[:, None].expand(9, 8)
        )
        assert batch.targets[:9].eq(0).all()
        said = torch.nn.functional.one_hot(batch.targets, 4).float()
        assert task.errors(said, batch.targets).eq(0).all()
        said[-1, 2] = said[-1, 2].roll(1)
        assert task.errors(said, batch.targets).tolist() == [0, 0, 1, 0, 0, 0, 0, 0]


def test_parity_has_all_lengths():
    lengths = set()
    for batch in some(Parity(3, 9)):
        lengths.add(len(batch.inputs))
        assert (batch.inputs.sum(0) % 2).equal(batch.targets)
    assert lengths == set(range(3, 10))


def test_count_asks_what_is_legal():
    batch = Count(k=3).strings([1, 2])
    assert batch.inputs.T.tolist() == [[0, 1, 2, 3, 0, 0, 0], [0, 1, 1, 2, 2, 3, 3]]
    a, ab, b, c, end, out = (
        [1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [-1] * 4
    )  # fmt: skip
    assert batch.targets[:, 0].tolist() == [a, ab, c, end, out, out, out]
    assert batch.targets[:, 1].tolist() == [a, ab, ab, b, c, c, end]
    sure = torch.where(batch.targets > 0, 1.0, -1.0)
    assert Count().errors(sure, batch.targets).tolist() == [0, 0]
    sure[4:, 0] = 1.0  # padding is not asked
    assert Count().errors(sure, batch.targets).tolist() == [0, 0]
    sure[3, 1, 2] = 1.0
    assert Count().errors(sure, batch.targets).tolist() == [0, 1]
    assert Count(k=2).strings([1]).targets[:, 0].tolist() == [[1, 0, 0], [1, 1, 0], [0, 0, 1]]


def test_reber_strings_are_embedded_and_go_on_from_batch_to_batch():
    windows = list(some(EmbeddedReber(T=50), 40, size=2))
    text = "".join(SYMBOLS[k] for window in windows for k in window.inputs[:, 1])
    strings = re.findall(r"B([TP])B([TPSXV]*)E([TP])E", text)
    rebuilt = "".join(f"B{o}B{inner}E{again}E" for o, inner, again in strings)
    assert text.startswith(rebuilt)
    assert len(text) - len(rebuilt) < 60
    assert all(o == again for o, _, again in strings)
    assert all(reber(inner) for _, inner, _ in strings)
    assert {o for o, *_ in strings} == {"T", "P"}


def test_streams_of_reber_begin_anew_where_they_are_told():
    task, ended = EmbeddedReber(T=5), torch.tensor([False, True, False, True])
    plain, told = (iter(task.batches(4, seed=3)) for _ in range(2))
    assert next(plain).inputs.equal(next(told).inputs)
    then, anew = next(plain), told.send(ended)
    assert anew.inputs[:, ~ended].equal(then.inputs[:, ~ended])
    assert [SYMBOLS[k] for k in anew.inputs[0, ended]] == ["B", "B"]
    assert all(SYMBOLS[k] in "TP" for k in anew.inputs[1, ended])
    assert [SYMBOLS[k] for k in anew.inputs[2, ended]] == ["B", "B"]


def reber(inner):
    """Whether the grammar gives B + inner + E, by trying all its ways."""
    ways = {1: "T2 P3", 2: "S2 X4", 3: "T3 V5", 4: "X3 S6", 5: "P4 V6", 6: ""}
    states = {1}
    for symbol in inner:
        states = {int(w[1]) for s in states for w in ways[s].split() if w[0] == symbol}
    return 6 in states


def test_reber_names_what_may_come_next():
    batch = next(iter(EmbeddedReber(T=3000).batches(1)))
    following = batch.inputs[1:, 0]
    legal = batch.targets[:-1, 0]
    assert legal.gather(1, following[:, None]).eq(1).all()
    assert set(batch.targets.sum(-1).unique().tolist()) == {1, 2}
    ends = (batch.inputs[:, 0] == SYMBOLS.index("E")).sum().item() / 2
    assert 3000 / ends == pytest.approx(12.01, rel=0.06)


def test_reber_counts_wrong_steps():
    batch = next(iter(EmbeddedReber(T=20).batches(2)))
    sure = torch.where(batch.targets > 0, 9.0, -9.0)
    assert EmbeddedReber().errors(sure, batch.targets).tolist() == [0, 0]
    sure[3, 1] = -sure[3, 1]
    assert EmbeddedReber().errors(sure, batch.targets).tolist() == [0, 1]


MISTAKES = {
    "q": (lambda: Latch(q=0), "q must be a whole number of at least 1, got 0"),
    "p": (lambda: Latch(p=1.5), "p must be a whole number .* got 1.5"),
    "T of adding": (lambda: AddHS(T=21), "T must be a whole number of at least 22, got 21"),
    "T of multiplying": (lambda: MultHS(T=True), "T must be .* got True"),
    "T of today's": (lambda: Add(T=1), "T must be .* at least 2"),
    "m": (lambda: Order(m=4), "m must be a whole number from 2 to 3, got 4; pass one of them"),
    "s": (lambda: Order(s=0), "s must be"),
    "lag": (lambda: Copy(lag=0), "lag must be"),
    "alphabet": (lambda: Copy(alphabet=1), "alphabet must be"),
    "turned": (lambda: Parity(9, 3), "longest must be at least shortest=9, got 3"),
    "shortest": (lambda: Parity(0), "shortest must be"),
    "n": (lambda: Count(n=0), "n must be"),
    "k": (lambda: Count(k=4), "k must be a whole number from 2 to 3"),
    "counts": (lambda: Count().strings([3, 0]), "counts must be"),
    "window": (lambda: EmbeddedReber(T=0), "T must be"),
    "batch": (lambda: Add().batches(0), "batch_size must be a whole number of at least 1, got 0"),
    "seed": (
        lambda: Add().batches(1, seed=-1),
        "seed must be a whole number of at least 0, got -1",
    ),
}


@pytest.mark.parametrize(("wrong", "words"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_are_named(wrong, words):
    with pytest.raises(InputError, match=words):
        wrong()
