# SPDX-License-Identifier: Apache-2.0
"""The share done and the learning rate there."""

import pytest

from openlstm.training.schedule import fraction_done, learning_rate_at
from openlstm.training.settings import TrainingSettings


def test_the_nearest_limit_counts() -> None:
    settings = TrainingSettings(max_minutes=10, max_epochs=4, max_steps=1000)
    assert fraction_done(settings, 1, 1, 100) == 0.25
    assert fraction_done(settings, 9, 1, 100) == 0.9
    assert fraction_done(settings, 1, 1, 5000) == 1


def test_the_rate_rises_and_falls_to_zero() -> None:
    settings = TrainingSettings(learning_rate=0.1, warmup=10)
    rising = [learning_rate_at(settings, step, 0.0) for step in range(12)]
    assert rising == pytest.approx([0.01 * (step + 1) for step in range(10)] + [0.1, 0.1])
    falling = [learning_rate_at(settings, 100, part / 10) for part in range(11)]
    assert falling == sorted(falling, reverse=True)
    assert falling[-1] == pytest.approx(0)


def test_no_warm_up_begins_at_the_top() -> None:
    assert learning_rate_at(TrainingSettings(learning_rate=0.1, warmup=0), 0, 0.0) == 0.1
