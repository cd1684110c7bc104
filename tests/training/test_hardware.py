# SPDX-License-Identifier: Apache-2.0
"""Number format and threads."""

import time
from typing import Any

import pytest
import torch

from openlstm.training.hardware import ThreadChoice, half_precision
from openlstm.training.settings import TrainingSettings


@pytest.mark.parametrize("made_for_it", [True, False])
def test_auto_asks_the_processor(monkeypatch: pytest.MonkeyPatch, made_for_it: bool) -> None:
    capabilities = {"amx_bf16": made_for_it}
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities, raising=False)
    assert half_precision(TrainingSettings()) is made_for_it
    assert half_precision(TrainingSettings(precision="bfloat16"))
    assert not half_precision(TrainingSettings(precision="float32"))


def test_auto_without_an_answer_is_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(torch.cpu, "get_capabilities", raising=False)
    assert not half_precision(TrainingSettings())


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of threads in force, which begins at 3, without touching the real one."""
    state = [3]
    monkeypatch.setattr(torch, "get_num_threads", lambda: state[0])
    monkeypatch.setattr(torch, "set_num_threads", lambda number: state.__setitem__(0, number))
    return state


def used(
    threads: list[int], monkeypatch: pytest.MonkeyPatch, slow: int, **limits: Any
) -> list[int]:
    """The threads of eight steps on a machine where `slow` threads take longer."""
    clock, seen = [0.0], []
    monkeypatch.setattr(time, "perf_counter", lambda: clock[0])
    with ThreadChoice(TrainingSettings(**limits)) as choice:
        for number in range(8):
            with choice.step(0.01 * number):
                seen.append(threads[0])
                clock[0] += 2.0 if threads[0] == slow else 1.0
    assert threads == [3]
    return seen


def test_the_faster_number_is_chosen(threads: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    assert used(threads, monkeypatch, slow=3, max_minutes=1) == [1, 3, 1, 3, 1, 1, 1, 1]
    assert used(threads, monkeypatch, slow=1, max_minutes=1) == [1, 3, 1, 3, 3, 3, 3, 3]


def test_it_is_tried_again_later(threads: list[int]) -> None:
    seen = []
    with ThreadChoice(TrainingSettings(max_minutes=1)) as choice:
        for fraction in (0.0, 0.0, 0.0, 0.0, 0.2, 0.3, 0.3, 0.3, 0.3, 0.4):
            with choice.step(fraction):
                seen.append(threads[0])
    assert seen[:4] == seen[5:9] == [1, 3, 1, 3]


def test_repeatable_runs_keep_the_number(
    threads: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for limits in ({"max_steps": 8}, {"max_epochs": 8, "max_minutes": 1}):
        assert used(threads, monkeypatch, slow=3, **limits) == [3] * 8


def test_an_error_gives_the_number_back(threads: list[int]) -> None:
    choice = ThreadChoice(TrainingSettings(max_minutes=1))
    with pytest.raises(KeyError), choice, choice.step(0.0):
        raise KeyError
    assert threads == [3]
