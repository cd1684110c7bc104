# SPDX-License-Identifier: Apache-2.0
"""The interval of a ratio, and when a goal is missed."""

import numpy as np
import pytest
from judge import Goal, interval, middle


def test_the_figure_is_the_median_over_processes_not_over_all_pairs():
    assert middle([[1.0], [2.0], [3.0, 3.0, 3.0, 3.0]]) == 2.0


def test_the_interval_is_the_same_every_time_and_holds_the_figure():
    runs = np.random.default_rng(1).normal(1.3, 0.05, (5, 60)).tolist()
    low, high = interval(runs)
    assert (low, high) == interval(runs)
    assert 1.2 < low < middle(runs) < high < 1.4


def test_the_interval_sees_processes_that_differ_though_each_is_sure():
    low, high = interval([[1.0] * 50, [1.1] * 50, [1.2] * 50, [1.3] * 50, [1.4] * 50])
    assert (low, high) == (1.0, 1.4)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    random, held = np.random.default_rng(2), 0
    for _ in range(60):
        offsets = random.normal(0, 0.03, (15, 1))
        low, high = interval((1.5 + offsets + random.normal(0, 0.03, (15, 20))).tolist())
        held += low <= 1.5 <= high
    assert held >= 51  # 95 % of 60 is 57; fewer than 51 has a chance below 1 %


def test_one_pair_of_one_process_is_an_interval_without_width():
    assert interval([[1.25]]) == (1.25, 1.25)


@pytest.mark.parametrize(
    ("figure", "low", "high", "verdict"),
    [
        (1.50, 1.40, 1.60, "met"),
        (1.60, 1.55, 1.65, "met"),
        (1.45, 1.40, 1.50, "open"),  # the interval reaches the goal
        (1.40, 1.35, 1.49, "missed"),
    ],
)
def test_a_goal_is_missed_when_the_whole_interval_lies_below_it(figure, low, high, verdict):
    assert Goal(1.5).verdict(figure, low, high) == verdict


@pytest.mark.parametrize(
    ("figure", "low", "high", "verdict"),
    [(1.05, 1.00, 1.20, "met"), (1.12, 1.10, 1.15, "open"), (1.12, 1.11, 1.15, "missed")],
)
def test_a_cost_is_missed_when_the_whole_interval_lies_above_it(figure, low, high, verdict):
    assert Goal(1.10, at_most=True).verdict(figure, low, high) == verdict


def test_without_a_goal_there_is_no_verdict():
    assert Goal().verdict(0.1, 0.1, 0.1) == str(Goal()) == ""
    assert (str(Goal(1.10)), str(Goal(1.05, at_most=True))) == (">= 1.1", "<= 1.05")
