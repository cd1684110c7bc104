# SPDX-License-Identifier: Apache-2.0
"""Units with a planted meaning are found; the figures are Pearson's; the five differ."""

import numpy as np
import pytest
import torch
from torch import Tensor

import openlstm as ol
from diagnostics.traces import hand_made
from openlstm.diagnostics import NamedUnit, name_units, text_features
from openlstm.errors import InputError

LINE = 'Then "she said" (softly) that [it] was so.\n'
TEXT = (LINE + "    Indented code, x = 1\n" + "\n") * 12


def planted(text: str, seed: int) -> dict[str, Tensor]:
    """Noise, where cell 2 follows the double quotes and hidden unit 5 the place in the line."""
    generator = torch.Generator().manual_seed(seed)
    c, h = torch.randn(2, 2, 1, len(text), 1, 7, generator=generator).unbind()
    features = {name: torch.tensor(value) for name, value in text_features(text).items()}
    c[1, 0, :, 0, 2] = 0.2 * c[1, 0, :, 0, 2] - features["inside double quotes"]
    h[0, 0, :, 0, 5] = h[0, 0, :, 0, 5] + features["position in the line"]
    return {"c": c, "h": h}


def test_planted_units_are_found_with_their_figures() -> None:
    seen, unseen = planted(TEXT, seed=1), planted(TEXT, seed=2)
    first, second = name_units(hand_made(**seen), TEXT, hand_made(**unseen), TEXT, count=2)
    assert (first.feature, first.field, first.layer, first.unit) == (
        "position in the line",
        "hidden",
        0,
        5,
    )
    assert (second.feature, second.field, second.layer, second.unit) == (
        "inside double quotes",
        "cell",
        1,
        2,
    )
    quotes = text_features(TEXT)["inside double quotes"]
    for figure, values in ((second.validation, seen), (second.test, unseen)):
        assert figure == pytest.approx(
            np.corrcoef(quotes, values["c"][1, 0, :, 0, 2])[0, 1], abs=1e-6
        )
    assert second.validation < -0.8


def test_no_unit_and_no_feature_comes_twice() -> None:
    values = planted(TEXT, seed=1)
    values["h"] = values["c"].tanh()  # cell and hidden state of a unit now follow the same feature
    trace = hand_made(**values)
    named = name_units(trace, TEXT, trace, TEXT)
    assert len({(unit.layer, unit.unit) for unit in named}) == len(named) == 5
    assert len({unit.feature for unit in named}) == 5
    assert [abs(unit.validation) for unit in named] == sorted(
        (abs(unit.validation) for unit in named), reverse=True
    )
    assert not {"in an indented line", "indentation of the line"} <= {
        unit.feature for unit in named
    }


def test_a_steady_unit_is_taken_before_one_that_stops_to_follow() -> None:
    values, third = planted(TEXT, seed=1), len(TEXT) // 3
    features = {name: torch.tensor(value) for name, value in text_features(TEXT).items()}
    values["c"][0, 0, :, 0, 1] += 1.5 * features["inside parentheses"]
    values["c"][0, 0, : 2 * third, 0, 3] += 9 * features["position in the sentence"][: 2 * third]
    trace = hand_made(**values)
    third_taken = name_units(trace, TEXT, trace, TEXT, count=3)[2]
    whole = np.corrcoef(features["position in the sentence"], values["c"][0, 0, :, 0, 3])[0, 1]
    assert abs(whole) > abs(third_taken.validation)  # the whole text would have taken the other
    assert (third_taken.layer, third_taken.unit) == (0, 1)


def test_confirmed_means_the_same_sign_and_half_the_figure() -> None:
    def unit(test: float) -> NamedUnit:
        return NamedUnit("f", "cell", 0, 0, 0, -0.6, test)

    assert [unit(test).confirmed for test in (-0.31, -0.29, 0.6)] == [True, False, False]


def test_a_recording_of_one_lstm_will_do() -> None:
    lstm = ol.LSTM(1, 4)
    with ol.record(lstm) as recording:
        lstm(torch.randn(len(TEXT), 1, 1))
    assert len(name_units(recording, TEXT, recording, TEXT, count=3)) == 3


def test_a_text_without_features_names_nothing() -> None:
    trace = hand_made(c=torch.randn(1, 1, 5, 1, 2), h=torch.randn(1, 1, 5, 1, 2))
    assert name_units(trace, "hello", trace, "hello") == ()


def test_a_text_of_another_length_is_refused() -> None:
    trace = hand_made(c=torch.randn(1, 1, 5, 1, 2), h=torch.randn(1, 1, 5, 1, 2))
    with pytest.raises(InputError, match="one text of 3 characters"):
        name_units(trace, "abc", trace, "hello")
