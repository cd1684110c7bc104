# SPDX-License-Identifier: Apache-2.0
"""Alone, a process changes nothing; several need accelerate (what they do: tests/cli)."""

import sys

import pytest
import torch
from safetensors.torch import save
from torch import nn

from openlstm.errors import InputError
from openlstm.training.processes import Processes, processes
from openlstm.training.task import Outcome


def test_alone_nothing_is_touched() -> None:
    model = nn.Linear(2, 1)
    loss = model(torch.ones(3, 2)).mean()
    loss.backward()
    gradient = model.weight.grad.clone()
    random = torch.get_rng_state()
    alone = processes()
    alone.begin_alike(model)
    assert (alone.rank, alone.count, alone.same(0.1)) == (0, 1, 0.1)
    assert alone.together(model, Outcome(loss, None, 3, weight=2.0)) == (loss.item(), 3)
    assert torch.equal(model.weight.grad, gradient)
    assert torch.equal(torch.get_rng_state(), random)


def test_several_need_accelerate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.setitem(sys.modules, "accelerate", None)
    with pytest.raises(InputError, match=r"several processes need accelerate.*\[accelerate\]"):
        processes.__wrapped__()


def test_the_gradient_is_the_mean_by_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other process is made up: its gradient is 10 everywhere, its loss 4, its weight 3."""
    model = nn.Linear(2, 1)
    loss = model(torch.ones(1, 2)).sum()
    loss.backward()

    def all_reduce(every: torch.Tensor) -> None:
        every += 3 * torch.tensor([10.0, 10.0, 10.0, 4.0, 1.0, 2.0], dtype=torch.float64)

    monkeypatch.setattr(torch.distributed, "all_reduce", all_reduce)
    told = Processes(0, 2).together(model, Outcome(loss, None, 5, weight=1.0))
    assert told == (pytest.approx((loss.item() + 3 * 4) / 4), 5 + 6)
    for parameter in model.parameters():
        torch.testing.assert_close(parameter.grad, torch.full_like(parameter, (1 + 30) / 4))


def test_what_each_calls_its_own_comes_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other process is made up: it has no state, and more numbers of chance."""
    own = {"random": torch.arange(3), "state.0": torch.ones(2, 3)[:, 1:]}
    other = save({"random": torch.arange(50)})

    def all_gather(found: list[torch.Tensor], mine: torch.Tensor) -> None:
        found[0].copy_(mine)
        if mine.dtype == torch.int64:
            found[1].fill_(len(other))
        else:
            found[1][: len(other)] = torch.frombuffer(bytearray(other), dtype=torch.uint8)

    monkeypatch.setattr(torch.distributed, "all_gather", all_gather)
    first, second = Processes(0, 2).everyones(own)
    assert all(torch.equal(first[name], own[name]) for name in own)
    assert first.keys() == own.keys()
    assert list(second) == ["random"]
    assert torch.equal(second["random"], torch.arange(50))
    assert Processes().everyones(own) == [own]
