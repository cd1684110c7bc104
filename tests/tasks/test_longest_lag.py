# SPDX-License-Identifier: Apache-2.0
"""`longest_lag`: some units of every task's model begin slow, in comparisons too."""

from typing import Any

import numpy as np
import pytest

import openlstm as ol
from openlstm.errors import InputError
from openlstm.studies import contest
from openlstm.studies.architectures import ZOO

QUICK: dict[str, Any] = {"hidden_size": 16, "max_steps": 1, "device": "cpu"}
WAVE = np.sin(np.arange(200) / 3)
ROWS, CLASSES = np.random.default_rng(0).normal(size=(40, 9)), ["ill", "well"] * 20
TEXT = "the cat sat. a dog ran! who knows? " * 100

FITS = {
    "language": lambda **more: ol.LanguageModel(**QUICK, num_layers=1, **more).fit(TEXT),
    "forecast": lambda **more: ol.Forecaster(horizon=3, no_ablation=True, **QUICK, **more).fit(
        WAVE
    ),
    "classify": lambda **more: ol.Classifier(folds=1, **QUICK, **more).fit(ROWS, CLASSES),
}
each_task = pytest.mark.parametrize("fit", FITS.values(), ids=FITS)


def memories(lstm: ol.LSTM) -> list[float]:
    """Steps that each unit remembers at zero input: f = τ/(1 + τ), so τ = e^b_f."""
    b_f = (lstm.bias_ih_l0 + lstm.bias_hh_l0)[lstm.hidden_size : 2 * lstm.hidden_size]
    return b_f.exp().tolist()


@each_task
def test_an_eighth_of_the_units_begins_slow(fit: Any) -> None:
    lstm = fit(longest_lag=5000, forget_bias=0.5, learning_rate=1e-9).model.lstm
    short, long, *others = memories(lstm)
    # one in each half of 1 … 5000 on the scale of square roots: halfway are 1,285 steps
    assert 1 <= short <= 1285 <= long <= 5000
    assert others == pytest.approx([np.exp(0.5)] * 14, rel=1e-4)
    assert "forget_bias+multiscale" in repr(lstm)


@each_task
def test_with_none_none_does(fit: Any) -> None:
    lstm = fit(longest_lag=0, learning_rate=1e-9).model.lstm
    assert memories(lstm) == pytest.approx([np.e] * 16, rel=1e-4)


@each_task
def test_ten_thousand_is_the_default(fit: Any) -> None:
    found, told = (memories(fit(**more).model.lstm) for more in ({}, {"longest_lag": 10_000}))
    assert found == told


@each_task
def test_a_lag_below_zero_is_refused(fit: Any) -> None:
    with pytest.raises(InputError, match="longest_lag must be greater than or equal to 0, got -1"):
        fit(longest_lag=-1)


def test_compared_lstms_begin_so_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    made = []
    layers = type(ZOO["lstm"]).layers

    def noting(self: Any, *sizes: int, **options: Any) -> Any:
        made.append((self.name, layers(self, *sizes, **options)))
        return made[-1][1]

    monkeypatch.setattr(type(ZOO["lstm"]), "layers", noting)
    told = {**QUICK, "longest_lag": 5000, "learning_rates": "0.01", "seeds": 1, "batch_size": 16}
    contest.compare_on("forecast", WAVE, tmp_path / "new", horizon=3, context_length=7, **told)
    starts = {name: "forget_bias+multiscale" in repr(layer) for name, layer in made}
    assert starts == {"rnn": False, "lstm": True, "bilstm": True, "gru": False}
