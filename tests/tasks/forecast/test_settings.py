# SPDX-License-Identifier: Apache-2.0
"""Lists as words with commas, intervals as quantiles, a limit where none is given."""

import pytest

from openlstm.errors import InputError
from openlstm.tasks.forecast.settings import ForecastSettings
from openlstm.training.settings import checked


def test_words_with_commas_are_lists() -> None:
    for given in ("load, flow", ["load", "flow"], ["load,flow"]):
        assert checked(ForecastSettings, {"horizon": 1, "target": given}).target == ["load", "flow"]


def test_levels_are_quantiles_on_both_sides() -> None:
    settings = checked(ForecastSettings, {"horizon": "3", "quantiles": "0.25", "level": "80,95"})
    assert settings.levels == [0.025, 0.1, 0.25, 0.5, 0.9, 0.975]


def test_steps_are_the_limit_so_that_runs_repeat() -> None:
    assert ForecastSettings(horizon=1).max_steps == 600
    assert ForecastSettings(horizon=1, max_minutes=2).max_steps is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "horizon is missing: Steps to forecast"),
        ({"horizon": 1, "level": "0.8,100"}, "level must be between 0 and 100 percent"),
        ({"horizon": 1, "quantiles": "low"}, "quantiles must be a valid number"),
        ({"horizon": 1, "targets": "y"}, r"targets is not a setting \(did you mean target"),
    ],
)
def test_wrong_values_are_named(values: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        checked(ForecastSettings, values)
