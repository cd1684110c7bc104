# SPDX-License-Identifier: Apache-2.0
"""The first batch from seed 0 has the bits that other programs draw."""

import itertools

import pytest

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
    fingerprint,
)

# The first four are the ones agreed on with other parties, drawn there by another program.
CHECK_VALUES = [
    (Latch(q=1000, p=100), 16, "9298c650a35aa2b5"),
    (AddHS(T=1000), 32, "95d5477748153caa"),
    (MultHS(T=100), 32, "98b4e3c7f2cdfd89"),
    (Add(T=1000), 32, "f9129ce5ecbbc3be"),
    (Order(m=2), 32, "b4ca0e75b3625baf"),
    (Order(m=3), 32, "9e848b242441c0c4"),
    (Order(m=2, s=10), 32, "ecf33de1dde683c8"),
    (Copy(lag=100), 32, "f326e693f0bde31d"),
    (Parity(3, 40), 32, "8426991ce18c168b"),
    (Count(n=10, k=3), 32, "8b4bdca9ccf8ac5e"),
    (Count(n=10, k=2), 32, "ca34b2599345aecd"),
    (EmbeddedReber(T=100), 32, "b74f448c6ed91a64"),
]
each_task = pytest.mark.parametrize(
    ("task", "size", "value"), CHECK_VALUES, ids=[str(task) for task, *_ in CHECK_VALUES]
)


@each_task
def test_check_value(task, size, value):
    assert fingerprint(next(iter(task.batches(size)))) == value


every_task = pytest.mark.parametrize("task", [task for task, *_ in CHECK_VALUES], ids=str)


@every_task
def test_all_chance_is_the_seeds(task):
    batches = task.batches(3, seed=5)
    first = [fingerprint(batch) for batch in itertools.islice(batches, 3)]
    assert first == [fingerprint(batch) for batch in itertools.islice(batches, 3)]
    assert len(set(first)) == 3
    assert fingerprint(next(iter(task.batches(3, seed=6)))) != first[0]


@every_task
def test_what_a_network_reads_and_is_asked(task):
    batch = next(iter(task.batches(6)))
    x = task.features(batch.inputs)
    assert x.shape == (*batch.inputs.shape[:2], task.input_size)
    assert len(x) >= task.length
    if not batch.inputs.is_floating_point():
        assert x.sum(-1).eq(1).all()
        assert x.argmax(-1).equal(batch.inputs)
    shape = x.shape[:2] if task.every_step else x.shape[1:2]
    output = x.new_zeros(*shape, task.outputs, requires_grad=True)
    task.loss(output, batch.targets).backward()
    assert output.grad.abs().sum() > 0
    assert task.errors(output.detach(), batch.targets).shape == (6,)
    assert task.errors(output.detach() * float("nan"), batch.targets).ne(0).all()
