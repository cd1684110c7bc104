# SPDX-License-Identifier: Apache-2.0
"""Settings: defaults, ranges, names, and what is said of wrong ones."""

import pytest
import yaml
from pydantic import ValidationError

from openlstm.errors import InputError
from openlstm.training.settings import TrainingSettings, checked, settings_yaml


def test_a_limit_is_set_only_where_none_is_given() -> None:
    assert TrainingSettings().max_minutes == 5
    assert TrainingSettings(max_minutes=None).max_minutes == 5
    assert TrainingSettings(max_steps=3).max_minutes is None
    assert TrainingSettings(max_epochs=3, max_minutes=1).max_minutes == 1


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        TrainingSettings().seed = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"batch_size": 0}, r"batch_size must be greater than or equal to 1, got 0 \(Sequences"),
        ({"learning_rate": "fast"}, "learning_rate must be a valid number.*got 'fast'"),
        ({"learning_rate": float("nan")}, "learning_rate must be a finite number"),
        ({"max_steps": 1.5}, "max_steps must be a valid integer"),
        ({"max_step": 1}, r"max_step is not a setting \(did you mean max_steps"),
        ({"seed": -1, "warmup": -1}, "warmup must be.*; seed must be"),
    ],
)
def test_wrong_values_are_named(values: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        checked(TrainingSettings, values)


def test_yaml_reads_back_as_the_same_settings() -> None:
    settings = TrainingSettings(seed=7, learning_rate=1e-5, max_epochs=2)
    assert checked(TrainingSettings, yaml.safe_load(settings_yaml(settings))) == settings
