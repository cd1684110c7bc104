# SPDX-License-Identifier: Apache-2.0
"""One training: equal seeds give equal scores, and easy problems are learned."""

import pytest
import torch

from openlstm.studies.architectures import ZOO
from openlstm.studies.problems import Brackets, Keep, Language, problem_named
from openlstm.studies.settings import CompareSettings
from openlstm.studies.training import EMBEDDING, Job, flushed_to_zero, run_job, width_of

SMALL = CompareSettings(hidden_size=16, updates=3)


@pytest.mark.parametrize("task", ["language", "brackets", "keep 3"])
def test_equal_seeds_give_equal_scores(task: str) -> None:
    problem = problem_named(task, 32)
    jobs = [Job(task, "gru", "default", 1, seed, 0.004) for seed in (0, 0, 1)]
    first, again, other = (run_job(job, problem, SMALL, None).scores for job in jobs)
    assert first == again
    assert first != other


def test_all_architectures_see_the_same_batches() -> None:
    problem, seen = Keep(4), []
    draw = problem.draw
    problem.draw = lambda *about: seen.append(draw(*about)) or seen[-1]  # type: ignore[method-assign]
    for name in ("rnn", "lstm"):
        run_job(Job("keep 4", name, "default", 1, 3, 0.004), problem, SMALL, None)
    batches = [symbols for symbols, _ in seen if symbols.shape[1] == 32]
    assert len(batches) == 6
    assert all(torch.equal(a, b) for a, b in zip(batches[:3], batches[3:], strict=True))


def test_a_symbol_kept_over_three_steps_is_learned() -> None:
    settings = CompareSettings(hidden_size=16, updates=150)
    trained = run_job(Job("keep 3", "lstm", "chrono", 1, 0, 0.02), Keep(3), settings, None)
    assert trained.scores["kept"] > 0.95
    assert trained.updates == 150
    assert 0 < trained.validation < 0.3


def test_the_second_direction_learns_what_the_first_cannot_know() -> None:
    settings = CompareSettings(hidden_size=16, updates=200)
    problem = Brackets()
    one, two = (
        run_job(Job("brackets", name, "forget bias 1", 1, 0, 0.02), problem, settings, None).scores
        for name in ("lstm", "bilstm")
    )
    assert 0.45 < one["opening"] < 0.55
    assert two["opening"] > 0.75


def test_minutes_end_a_training() -> None:
    settings = CompareSettings(hidden_size=8, updates=10**6)
    trained = run_job(Job("brackets", "rnn", "default", 1, 0, 0.004), Brackets(), settings, 0.01)
    assert trained.updates < 10**4


def test_the_text_has_baselines_and_the_state_goes_on() -> None:
    problem = Language(32, window=20)
    assert problem.text.inputs is not None
    assert 0.5 < problem.baselines["n-gram"] < problem.baselines["unigram"]
    state = torch.ones(2, requires_grad=True) * 2
    assert not problem.carried(state).requires_grad
    assert all(not part.requires_grad for part in problem.carried((state, state)))


def test_match_decides_the_width() -> None:
    by_width = CompareSettings(hidden_size=64)
    by_count = CompareSettings(hidden_size=64, match="parameters")
    assert {width_of(each, 2, by_width) for each in ZOO.values()} == {64}
    goal = ZOO["lstm"].parameters(EMBEDDING, 64)
    for each in ZOO.values():
        count = each.parameters(EMBEDDING, width_of(each, 2, by_count), 2)
        assert abs(count - goal) < 0.03 * goal


@pytest.mark.parametrize("before", [False, True])
def test_small_numbers_are_flushed_within_and_as_before_after(before: bool) -> None:
    small = torch.tensor(torch.finfo(torch.float32).tiny)
    if not torch.set_flush_denormal(before):
        pytest.skip("this processor cannot flush them")
    try:
        with flushed_to_zero():
            assert (small / 2).item() == 0
        assert ((small / 2).item() == 0) == before
    finally:
        torch.set_flush_denormal(False)
