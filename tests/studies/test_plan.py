# SPDX-License-Identifier: Apache-2.0
"""Which trainings there are, and that the learning rate is chosen without a look at the scores."""

import pytest

from openlstm.errors import InputError
from openlstm.studies.architectures import DEEP
from openlstm.studies.plan import TRIAL_SEED, Kind, choose_rate, count, kinds, scored_jobs, trials
from openlstm.studies.settings import CompareSettings
from openlstm.studies.training import Job, Trained

KIND = Kind("brackets", "rnn", "default", 1)
THREE = CompareSettings(learning_rates="0.01,0.001,0.1", seeds=2)


def trained(validation: float) -> Trained:
    """With the better scores for the worse validation."""
    return Trained(8, 100, {"opening": validation, "closing": validation}, validation, 10, 1.0)


def test_text_is_not_for_two_directions_and_depth_is_for_the_lstm() -> None:
    wanted = kinds(CompareSettings(max_layers=3))
    language = [kind[1:] for kind in wanted if kind.task == "language"]
    assert sorted(language) == [
        ("gru", "default", 1),
        ("lstm", "forget bias 1", 1),
        *(("lstm", DEEP, layers) for layers in (1, 2, 3)),
        ("rnn", "default", 1),
    ]
    assert len(set(wanted)) == len(wanted)
    assert Kind("keep 300", "lstm", "chrono", 1) in wanted


def test_the_rate_with_the_lowest_cost_on_validation_data_is_chosen() -> None:
    costs = {0.001: 0.5, 0.01: 0.2, 0.1: 0.9}
    assert choose_rate(KIND, THREE, lambda job: trained(costs[job.learning_rate])) == 0.01


def test_every_rate_is_tried_with_a_seed_that_is_not_scored() -> None:
    assert [(job.learning_rate, job.seed) for job in trials(KIND, THREE)] == [
        (rate, TRIAL_SEED) for rate in (0.001, 0.01, 0.1)
    ]
    scored = scored_jobs(THREE, {KIND: 0.01})
    assert scored == [Job(*KIND, seed, 0.01) for seed in (0, 1)]
    assert count(THREE) == len(kinds(THREE)) * 5


def test_one_rate_is_taken_without_a_trial() -> None:
    one = CompareSettings(learning_rates=0.02)
    assert trials(KIND, one) == []
    assert choose_rate(KIND, one, lambda _: pytest.fail("nothing is to be chosen")) == 0.02


def test_a_rate_that_breaks_down_is_not_chosen() -> None:
    def run(job: Job) -> Trained:
        if job.learning_rate > 0.001:
            raise InputError("broke down")
        return trained(5.0)

    assert choose_rate(KIND, THREE, run) == 0.001

    def never(_: Job) -> Trained:
        raise InputError("broke down")

    with pytest.raises(InputError, match=r"rnn on brackets breaks down with every one of .*0\.1"):
        choose_rate(KIND, THREE, never)
