# SPDX-License-Identifier: Apache-2.0
"""The verdict says what was found, and no more than that."""

import json

import numpy as np
import pytest

from openlstm.tasks.forecast.scoring import BASELINES, verdict


def said(lstm: np.ndarray, best: np.ndarray, horizon: int = 2) -> str:
    """The sentence about persistence, which is the best of all baselines."""
    errors = dict.fromkeys(BASELINES, best + 1) | {"persistence": best, "lstm": lstm}
    found = verdict(errors, horizon, "Here")
    json.dumps(json.loads(found.to_json()), allow_nan=False)
    return found.sentence


EVEN = np.tile([0.9, 1.1], 50)


@pytest.mark.parametrize(
    ("lstm", "best", "sentence"),
    [
        (0.5 * EVEN, EVEN, "better than persistence (50.0% less mean absolute error, 95 % "
         "interval 50.0% to 50.0% less, 100 rolling origins)."),
        (1.2 * EVEN, EVEN, "worse than persistence (20.0% more mean absolute error, 95 % "
         "interval 20.0% to 20.0% more, 100 rolling origins)."),
        (15 * EVEN, EVEN, "worse than persistence (15 times as much mean absolute error, "
         "95 % interval 15 to 15 times as much, 100 rolling origins)."),
        (EVEN, 0 * EVEN, "worse than persistence (which makes no error, 100 rolling origins)."),
        (np.array([0.5]), np.array([1.0]), "not known to be better than persistence (50.0% less "
         "mean absolute error; 1 rolling origin, too few for an interval)."),
    ],
)  # fmt: skip
def test_the_sentence(lstm: np.ndarray, best: np.ndarray, sentence: str) -> None:
    assert said(lstm, best) == f"Here the LSTM is {sentence}"


def test_the_interval_holds_what_was_found() -> None:
    """3.9 % more lies between 11.5 % more and 0.5 % less, not between −11.5 and +0.5 %."""
    chance = np.random.default_rng(0).normal(size=100)
    sentence = said(EVEN + 0.02 + 0.2 * chance, EVEN)
    assert "more mean absolute error, 95 % interval" in sentence
    assert "% more to " in sentence
    assert "% less, 100" in sentence
