# SPDX-License-Identifier: Apache-2.0
"""Number format and threads."""

import time
from collections.abc import Callable
from typing import Any

import pytest
import torch

from openlstm.engines import native_library
from openlstm.training import hardware
from openlstm.training.hardware import ThreadChoice, half_precision
from openlstm.training.settings import TrainingSettings

AUTO = TrainingSettings(precision="auto")


@pytest.mark.parametrize("made_for_it", [True, False])
def test_auto_asks_the_processor(monkeypatch: pytest.MonkeyPatch, made_for_it: bool) -> None:
    monkeypatch.setattr(native_library, "bfloat16", False)
    capabilities = {"amx_bf16": made_for_it}
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities, raising=False)
    assert half_precision(AUTO) is made_for_it
    assert half_precision(TrainingSettings(precision="bfloat16"))
    assert not half_precision(TrainingSettings())


@pytest.mark.parametrize("multiplies", [True, False])
def test_auto_asks_the_native_engine(monkeypatch: pytest.MonkeyPatch, multiplies: bool) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {}, raising=False)
    monkeypatch.setattr(native_library, "bfloat16", multiplies)
    assert half_precision(AUTO) is multiplies


def test_auto_without_an_answer_is_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native_library, "bfloat16", False)
    monkeypatch.delattr(torch.cpu, "get_capabilities", raising=False)
    assert not half_precision(AUTO)


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of threads in force, which begins at 3, without touching the real one."""
    state = [3]
    monkeypatch.setattr(torch, "get_num_threads", lambda: state[0])
    monkeypatch.setattr(torch, "set_num_threads", lambda number: state.__setitem__(0, number))
    return state


def used(
    threads: list[int], monkeypatch: pytest.MonkeyPatch, slow: Callable[[], int], **limits: Any
) -> list[int]:
    """The threads of eight steps on a machine where `slow()` threads take longer."""
    monkeypatch.setattr(hardware, "trial_seconds", lambda tried: 1.0 + (tried == slow()))
    monkeypatch.setattr(time, "perf_counter", lambda: 0.0)  # no step is held up
    seen = []
    with ThreadChoice(TrainingSettings(**limits)) as choice:
        for number in range(8):
            with choice.step(number / 8):
                seen.append(threads[0])
    assert threads == [3]
    return seen


def test_the_faster_number_is_chosen(threads: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    assert used(threads, monkeypatch, lambda: 3, max_minutes=1) == [1] * 8
    assert used(threads, monkeypatch, lambda: 1, max_minutes=1) == [3] * 8


def test_it_is_tried_again_later(threads: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    slow = iter([3, 3] * 4 + [1, 1] * 4)
    found = used(threads, monkeypatch, lambda: next(slow), max_minutes=1)
    assert found == [1] * 4 + [3] * 4


@pytest.mark.usefixtures("threads")
def test_it_is_not_tried_more_often_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    trials: list[int] = []
    monkeypatch.setattr(hardware, "trial_seconds", lambda tried: trials.append(tried) or 1.0)
    choice = ThreadChoice(TrainingSettings(max_minutes=1))
    for number in range(1000):
        with choice.step(number / 1000):
            pass
    assert len(trials) == 2 * hardware.ROUNDS


@pytest.mark.parametrize(
    ("step", "last"),
    [(1.0, 1), (0.1, 3)],
    ids=["a pause of seconds", "a pause of less than one"],
)
def test_a_step_that_is_held_up_long_is_the_last_on_several(
    threads: list[int], monkeypatch: pytest.MonkeyPatch, step: float, last: int
) -> None:
    clock, seen = [0.0], []
    monkeypatch.setattr(hardware, "trial_seconds", lambda tried: 1.0 / tried)
    monkeypatch.setattr(time, "perf_counter", lambda: clock[0])
    choice = ThreadChoice(TrainingSettings(max_minutes=1))
    for number, times in enumerate([1, 4, 6, 1, 1]):
        with choice.step(number / 5):
            seen.append(threads[0])
            clock[0] += times * step
    assert seen == [3, 3, 3, last, last]


def test_repeatable_runs_keep_the_number(
    threads: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for limits in ({"max_steps": 8}, {"max_epochs": 8, "max_minutes": 1}):
        assert used(threads, monkeypatch, lambda: 3, **limits) == [3] * 8


def test_an_error_gives_the_number_back(threads: list[int]) -> None:
    choice = ThreadChoice(TrainingSettings(max_minutes=1))
    with pytest.raises(KeyError), choice, choice.step(0.0):
        raise KeyError(torch.set_num_threads(1))
    assert threads == [3]


def test_a_trial_takes_time_on_that_many_threads() -> None:
    given = torch.get_num_threads()
    assert hardware.trial_seconds(1) > 0
    assert torch.get_num_threads() == 1
    torch.set_num_threads(given)
