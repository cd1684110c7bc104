# SPDX-License-Identifier: Apache-2.0
"""A suggestion says which, and why, and can be built."""

import pytest

import openlstm as ol
from openlstm.errors import InputError


@pytest.mark.parametrize(
    ("given", "init", "lags", "words"),
    [
        ({}, "multiscale", (1, 10_000), "not known"),
        ({"length": 500}, "multiscale", (1, 499), "beyond the 500 steps"),
        ({"lags": 5}, "forget_bias", None, "leaves 21% of a memory after 5 steps"),
        ({"lags": 300}, "chrono", (1, 300), "known, 1 to 300 steps"),
        ({"lags": (20, 300), "length": 301}, "chrono", (20, 300), "evenly between"),
    ],
)
def test_which_and_why(given, init, lags, words):
    found = ol.suggest_init(**given)
    assert (found.init, found.lags) == (init, lags)
    assert words in found.why
    assert "few for so wide" not in found.why
    layer = ol.LSTM(3, 8, **found.options)
    assert layer._init.names == (init,)


def test_too_few_units_are_said():
    assert "Take 16 or more" in ol.suggest_init(hidden_size=15).why
    assert "few" not in ol.suggest_init(hidden_size=16).why
    assert "Take 8 or more" in ol.suggest_init((1, 100), hidden_size=7).why


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"lags": (9, 3)}, "lags must be .shortest, longest., 0 < shortest ≤ longest, got .9, 3"),
        ({"lags": 0}, "lags must be"),
        ({"lags": float("nan")}, "lags must be"),
        ({"lags": (1, 2, 3)}, "lags must be"),
        (
            {"lags": 300, "length": 300},
            "lags must be below length=300, got 300; the longest lag wit",
        ),
        ({"length": 1}, "length must be at least 2, got 1"),
        ({"hidden_size": 0}, "hidden_size must be at least 1, got 0"),
    ],
)
def test_mistakes_are_named(given, words):
    with pytest.raises(InputError, match=words):
        ol.suggest_init(**given)
