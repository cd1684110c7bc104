# SPDX-License-Identifier: Apache-2.0
"""The forecaster: learning, scoring, forecasting, and never looking ahead."""

import math
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import torch
from sklearn.exceptions import NotFittedError

import openlstm as ol
from openlstm.errors import InputError
from openlstm.tasks import Forecaster
from openlstm.tasks.forecast.evaluation import compare_from
from openlstm.training.loop import Progress
from tasks.forecast.made_up import make_table, small, with_future

RIVALS = ["persistence", "seasonal_naive", "drift", "ridge", "linear_path"]


def test_it_stands_beside_everything_simpler(model: Forecaster) -> None:
    assert list(model.metrics["test"]) == ["lstm", *RIVALS, "lstm_without_linear_path"]
    for split in ("validation", "test"):
        for scores in model.metrics[split].values():
            assert math.isfinite(scores["mase"])
            assert len(scores["by_step"]["mae"]) == 4
            assert list(scores["by_series"]) == [
                "north/load", "north/flow", "south/load", "south/flow"
            ]  # fmt: skip
    lstm = model.metrics["test"]["lstm"]
    assert lstm["mase"] < 0.8 * model.metrics["test"]["persistence"]["mase"]
    assert 0.6 < lstm["coverage_80"] < 0.95
    assert model.judgement.low <= model.judgement.gain <= model.judgement.high
    assert model.verdict().startswith("On the test part the LSTM is ")


def test_what_was_found_is_said(model: Forecaster) -> None:
    assert model.notes[0] == "280 rows of 2 series, a step is D"
    assert model.notes[1] == "reads 8 steps back"
    assert "season guessed on the training part is 7 steps" in model.notes[2]


def test_a_forecast_has_a_row_for_each_step(model: Forecaster, table: pd.DataFrame) -> None:
    frame = model.predict(with_future(table))
    assert list(frame) == [
        "site",
        "origin",
        "day",
        "step",
        "target",
        "mean",
        "q0.1",
        "q0.5",
        "q0.9",
    ]
    assert len(frame) == 2 * 2 * 4
    assert (frame["day"] - frame["origin"]).dt.days.tolist() == frame["step"].tolist()
    assert (frame["q0.1"] < frame["q0.9"]).all()
    load = frame[frame["target"] == "load"].groupby("site")["mean"].mean()
    assert load["north"] == pytest.approx(50, abs=5)
    assert load["south"] == pytest.approx(100, abs=5)
    assert model.predict(with_future(table), horizon=2)["step"].max() == 2


@pytest.mark.parametrize("kind", [pl.from_pandas, pa.Table.from_pandas])
def test_every_kind_of_frame_gives_the_same(
    model: Forecaster, table: pd.DataFrame, kind: Any
) -> None:
    ahead = with_future(table)
    found = model.predict(kind(ahead))
    assert type(found) is type(kind(ahead))
    np.testing.assert_allclose(
        np.array(
            found["mean"].to_pylist() if hasattr(found["mean"], "to_pylist") else found["mean"]
        ),
        model.predict(ahead)["mean"],
    )


def test_the_future_of_the_target_is_never_read(model: Forecaster, table: pd.DataFrame) -> None:
    now = pd.Timestamp("2023-05-20")
    known = table.assign(**{
        name: table[name].where(table["day"] <= now) for name in ("load", "flow", "wind")
    })  # fmt: skip
    expected = model.predict(known[known["day"] <= now + pd.Timedelta(days=4)])
    assert expected["origin"].eq(now).all()
    shown = model.predictions
    data = compare_from(model, model._read(table), np.datetime64(now + pd.Timedelta(days=1)))
    scale = model.encoder.scales["north"]["load"]
    ours = data.forecast.point[0].numpy() * scale.deviation + scale.mean
    np.testing.assert_allclose(expected["mean"].iloc[:4], ours, rtol=1e-5)
    assert set(shown) >= {"actual", "mean", "step"}


def test_training_does_not_see_what_comes_after_it(table: pd.DataFrame) -> None:
    """Other values in the test part change no weight and no scale."""
    late = table["day"] > table["day"].max() - pd.Timedelta(days=20)
    other = table.assign(load=table["load"].where(~late, 7.0), wind=table["wind"].where(~late, 9.0))
    one, two = (small(no_ablation=True, max_steps=5).fit(each) for each in (table, other))
    assert one.encoder == two.encoder
    for name, weight in one.weights().items():
        if name != "explored":  # contexts of the test part, kept to be shown
            assert torch.equal(weight, two.weights()[name]), name


def test_the_same_seed_gives_the_same_model(table: pd.DataFrame) -> None:
    before = torch.get_rng_state()
    models = [small(max_steps=3, seed=seed, no_ablation=True).fit(table) for seed in (1, 1, 2)]
    weights = [each.model.out.weight for each in models]
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])
    assert torch.equal(torch.get_rng_state(), before)


def test_seeds_forecast_together(table: pd.DataFrame) -> None:
    model = small(max_steps=3, seeds=2, no_ablation=True).fit(table)
    alone = small(max_steps=3, seed=1, no_ablation=True).fit(table)
    by_seed = model.metrics["test"]["lstm"]["by_seed"]
    assert by_seed[1]["mase"] == pytest.approx(alone.metrics["test"]["lstm"]["mase"])
    found = [scores["mase"] for scores in by_seed]
    across = model.metrics["test"]["lstm"]["across_seeds"]["mase"]
    assert across["mean"] == pytest.approx(np.mean(found))
    assert across["deviation"] == pytest.approx(np.std(found, ddof=1))
    assert torch.equal(model.models[1].out.weight, alone.model.out.weight)
    both = model.predict(with_future(table))["mean"]
    parts = []
    for one in list(model.models):
        model.models = [one]
        parts.append(model.predict(with_future(table))["mean"])
    np.testing.assert_allclose(both, (parts[0] + parts[1]) / 2, rtol=1e-6)


def test_a_new_series_is_scaled_by_itself_and_said(model: Forecaster, table: pd.DataFrame) -> None:
    new = with_future(table[table["site"] == "north"].assign(site="west", kind="foggy"))
    assert len(model.predict(new)) == 8
    assert any("did not have it: west" in note for note in model.strangers(new))
    assert any("kind: foggy" in note for note in model.strangers(new))


def test_evaluation_of_other_data(model: Forecaster) -> None:
    found = model.evaluate(make_table(seed=5))
    assert list(found.scores) == ["lstm", *RIVALS]
    assert found.verdict.startswith("On this data the LSTM is ")
    with pytest.raises(InputError, match="too few for a history"):
        model.evaluate(make_table().groupby("site").head(4))


def test_gates_can_be_looked_at(model: Forecaster, table: pd.DataFrame) -> None:
    with ol.record(model.model) as trace:
        model.predict(with_future(table))
    assert trace.forget_gate.shape == (1, 1, 8, 4, 8)


def test_arrays_and_their_forecast() -> None:
    wave = np.sin(np.arange(120) / 3)
    wave[50:53] = np.nan
    model = Forecaster(horizon=3, max_steps=3, hidden_size=4, level="80,95").fit(wave)
    frame = model.predict()
    assert frame["time"].tolist() == [120, 121, 122]
    assert list(frame)[4:] == ["q0.025", "q0.1", "q0.5", "q0.9", "q0.975"]
    assert {"coverage_80", "coverage_95"} <= set(model.metrics["test"]["lstm"])
    assert "3 missing target values" in model.notes[3]


def test_whole_numbers_keep_their_step(tmp_path: Path) -> None:
    wave = np.sin(np.arange(120) / 3)
    table = pd.DataFrame({"ds": 1_704_067_200 + 3600 * np.arange(120), "y": wave})
    model = Forecaster(horizon=3, max_steps=3, hidden_size=4, no_ablation=True).fit(table[:100])
    assert model.notes[0].endswith("from 1704067200 to 1704423600, a step is 3600")
    loaded = ol.load(model.save(tmp_path / "run")).update(table[:110]).update(table[110:])
    ahead = (1_704_067_200 + 3600 * np.arange(120, 123)).tolist()
    for found in (model.predict(table), loaded.predict()):
        assert found["ds"].tolist() == ahead
    arrays = Forecaster(horizon=3, max_steps=3, hidden_size=4, no_ablation=True).fit(wave[:100])
    assert arrays.predict(wave)["mean"].tolist() == loaded.predict()["mean"].tolist()


def test_times_keep_their_zone() -> None:
    times = pd.date_range("2024-01-01", periods=200, freq="h", tz="Europe/Paris")
    frame = pd.DataFrame({"ds": times, "y": np.sin(np.arange(200) / 4)})
    found = Forecaster(horizon=2, max_steps=2, hidden_size=4).fit(frame).predict()
    assert found["ds"].iloc[0] == times[-1] + pd.Timedelta(hours=1)
    assert str(found["ds"].dt.tz) == "Europe/Paris"


def test_a_series_shorter_than_the_context_is_padded_and_said(table: pd.DataFrame) -> None:
    model = small(context_length=60, max_steps=2, no_ablation=True, split="0.6,0.2,0.2").fit(table)
    assert any("1 series are shorter than the context" in note for note in model.notes)


def test_a_forecast_from_too_little_is_said(model: Forecaster, table: pd.DataFrame) -> None:
    few = with_future(table.groupby("site").tail(3))
    said = r"2 series \(north, south\) have fewer rows .*, and the model reads 8: the first value"
    with pytest.warns(UserWarning, match=said) as caught:
        model.predict(few)
    assert caught[0].filename == __file__
    with pytest.warns(UserWarning, match="the series south has 3 rows up to its last target"):
        model.predict(few[few["site"] == "south"])
    short = table.groupby("site").head(7)
    assert "have fewer rows" in model.evaluate(short).notes[-1]


def test_ctrl_c_keeps_the_best_so_far(table: pd.DataFrame) -> None:
    def press(progress: Progress) -> None:
        if progress.step == 3:
            signal.raise_signal(signal.SIGINT)

    model = small(seeds=3, max_steps=1000).fit(table, press)
    assert model.interrupted
    assert len(model.models) == 1
    assert math.isfinite(model.metrics["test"]["lstm"]["mae"])
    assert "lstm_without_linear_path" not in model.metrics["test"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"target": "lode"}, "target names the column lode.*did you mean load"),
        ({"horizon": 40}, "horizon is 40 steps, .* in the validation part"),
        ({"categorical": "kind,wind"}, "categorical wind has .* categories, at most 50"),
        ({"split": "0.5,0.5"}, "split must be three shares"),
        ({"quantiles": "1.5"}, "quantiles must be between 0 and 1"),
        ({"future_covariates": "load"}, "load cannot be two things at once"),
    ],
)
def test_wrong_settings_are_refused(
    table: pd.DataFrame, changed: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        small(**changed).fit(table)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"load": 5.0}, "target load is 5.0 in every training row"),
        ({"wind": 1.0}, "covariate wind is 1.0 in every training row"),
        ({"flow": np.nan}, "target flow has no value in the training rows"),
        (
            {"flow": [1.0, 2.0] + 278 * [np.nan]},
            "the training part has no 4 steps of some target",
        ),
    ],
)
def test_wrong_tables_are_refused(
    table: pd.DataFrame, changed: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        small().fit(table.assign(**changed))


def test_predict_says_what_it_needs(model: Forecaster, table: pd.DataFrame, saved: Any) -> None:
    with pytest.raises(InputError, match="future_covariates holiday of the series north must be"):
        model.predict(table)
    with pytest.raises(InputError, match="is not at 2023-06-13"):
        model.predict(with_future(table, steps=2))
    with pytest.raises(InputError, match="horizon must be 1 to 4, as it was trained, got 5"):
        model.predict(with_future(table), horizon=5)
    with pytest.raises(InputError, match="a loaded model keeps no data"):
        ol.load(saved).predict()


@pytest.mark.parametrize(
    "ask",
    [
        lambda model, table: model.predict(table),
        lambda model, _: model.predict(),
        lambda model, table: model.evaluate(table),
        lambda model, table: model.update(table),
        lambda model, table: model.backtest(table),
        lambda model, table: model.strangers(table),
        lambda model, _: model.verdict(),
        lambda model, _: model.report(),
        lambda model, _: model.explore(),
        lambda model, _: model.save("runs/never"),
    ],
)
def test_without_a_training_it_says_so(
    ask: Any, table: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotFittedError, match=r"this Forecaster is not fitted; call fit first, or"):
        ask(small(), table)
    assert list(tmp_path.iterdir()) == []


def test_a_context_longer_than_the_table_is_refused(table: pd.DataFrame) -> None:
    words = "context_length is 100000 steps, and the longest series has 160 rows; give more"
    with pytest.raises(InputError, match=words):
        small(context_length=100_000).fit(table)
