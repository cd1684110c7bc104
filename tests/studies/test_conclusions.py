# SPDX-License-Identifier: Apache-2.0
"""The words of the conclusions, for numbers of our choice."""

import pytest

from openlstm.studies import Score
from openlstm.studies.architectures import DEEP
from openlstm.studies.conclusions import conclusions
from studies.made_up import FULL, comparison, cost, decay, score


def told(*scores: Score, **fields: object) -> str:
    return "\n".join(conclusions(comparison(*scores, **fields)))


def test_the_whole_story() -> None:
    text = "\n".join(conclusions(FULL))
    assert "10^-20 with PyTorch's initialisation, 0.32 with chrono (the RNN's hidden" in text
    assert "10^-25)" in text
    assert "vanishes in the LSTM too; what keeps it alive is chrono" in text
    assert (
        "A symbol kept over 20 steps: solved in every seed by LSTM (chrono); partly by LSTM 75%; "
        "no better than twice chance (12.5%) by RNN."
    ) in text
    assert (
        "after 300 updates the LSTM needs 1.850 nats per character, the RNN 2.050: better in every "
        "seed."
    ) in text
    assert "has 4 times the parameters" in text
    assert "the second direction pays: 98.5% right against 50.0%" in text
    assert "gains nothing clear: 99.0% against 99.5%" in text
    assert "depth pays: 2 layers beat one in every seed" in text
    assert "LSTMs of 1 to 2 layers need 1.870, 1.725 nats" in text
    assert "2 layers do 2.3 times the multiply-adds of one" in text
    assert "up to so many steps later, after training: RNN 2." in text
    assert "None of them has caught up with counting yet: the best, LSTM, needs 1.850" in text


def test_nothing_is_said_of_what_was_left_out() -> None:
    assert told() == ""
    assert told(costs=(cost("rnn", 1),)) == ""


@pytest.mark.parametrize(
    ("lstm", "rnn", "verdict"),
    [
        ([1.8, 1.9], [2.0, 2.1], "better in every seed"),
        ([2.0, 2.1], [1.8, 1.9], "worse in every seed"),
        ([1.8, 2.0], [1.9, 2.1], "a difference within the spread"),
        ([1.8], [1.8], "a difference within the spread"),
    ],
)
def test_the_verdict_asks_all_seeds(lstm: list[float], rnn: list[float], verdict: str) -> None:
    scores = (
        score("language", "nats_per_char", "lstm", lstm),
        score("language", "nats_per_char", "rnn", rnn),
    )
    assert f": {verdict}." in told(*scores)


def test_a_model_that_beats_the_n_gram_is_not_scolded() -> None:
    assert "None of them" not in told(score("language", "nats_per_char", "lstm", [1.1]))


@pytest.mark.parametrize(
    ("deeper", "verdict"),
    [
        ([1.0, 1.1], "depth pays: 2 layers beat one in every seed"),
        ([2.0, 2.1], "depth does not pay: one layer beats all deeper ones in every seed"),
        ([1.4, 1.7], "depth does not pay clearly"),
    ],
)
def test_depth_is_judged_by_all_seeds(deeper: list[float], verdict: str) -> None:
    one = score("language", "nats_per_char", "lstm", [1.5, 1.6], init=DEEP)
    two = score("language", "nats_per_char", "lstm", deeper, init=DEEP, layers=2)
    assert verdict in told(one, two)


def test_the_second_direction_may_not_pay() -> None:
    scores = (
        score("brackets", "opening", "lstm", [0.5, 0.51]),
        score("brackets", "opening", "bilstm", [0.5, 0.52]),
    )
    assert "the second direction does not pay" in told(*scores)


def test_a_gradient_that_lives_is_said_to_live() -> None:
    decays = (decay("rnn", "default", "dL/dh", -0.3), decay("lstm", "default", "dL/dc", -0.01))
    assert "With PyTorch's own initialisation the gradient lives in the LSTM" in told(decays=decays)


def test_a_gradient_that_is_zero_can_be_told() -> None:
    decays = (decay("lstm", "default", "dL/dc", -1e6),)
    assert "0 with PyTorch's initialisation" in told(decays=decays)


def test_a_rate_at_the_edge_of_those_tried_is_said() -> None:
    text = told(
        score("language", "nats_per_char", "lstm", [1.5], init=DEEP, layers=3, rate=0.003),
        score("keep 20", "kept", "lstm", [1.0], init="chrono", rate=0.03),
        score("keep 20", "kept", "rnn", [0.1]),
    )
    assert "smaller learning rate than 0.003 might do better for the LSTM stacked 3 deep" in text
    assert "larger learning rate than 0.03 might do better for the LSTM (chrono) on keep" in text
    assert "RNN on" not in text
