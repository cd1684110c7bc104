# SPDX-License-Identifier: Apache-2.0
"""New observations as they come: what follows equals a full replay, windowed or stateful."""

from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest
import torch

from openlstm.errors import InputError
from openlstm.tasks import Forecaster, load
from openlstm.tasks.forecast.carrying import handed_over
from openlstm.tasks.forecast.evaluation import windows_of
from tasks.forecast.made_up import make_table, small, with_future

DAY = pd.Timedelta(days=1)
LONGER = make_table(rows=190)
LONGER.loc[LONGER["site"] == "north", "size"] = np.where(np.arange(190) % 9, 1.0, np.nan)
LONGER.loc[170:173, ["load", "wind"]] = np.nan  # of the north, after the training
LONGER.loc[330:, "wind"] = np.nan  # of the south: what fills it lies far back
CUT = pd.Timestamp("2023-06-11")
FIRST, LATER = LONGER[LONGER["day"] < CUT], LONGER[LONGER["day"] >= CUT]


@pytest.fixture(scope="module")
def windowed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    model = small(no_ablation=True, max_steps=5).fit(FIRST)
    return model.save(tmp_path_factory.mktemp("runs") / "windowed")


@pytest.fixture(scope="module")
def stateful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    model = small(no_ablation=True, max_steps=30, seeds=2, stateful=True).fit(FIRST)
    for network in model.models:
        network.trust.fill_(1.0)  # so that the forecasts show what the LSTM makes of its state
    return model.save(tmp_path_factory.mktemp("runs") / "stateful")


def in_days(table: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows as they come, the newest of each series with four days of known future."""
    days = [rows for _, rows in table.groupby("day")]
    return [*days[:-1], with_future(days[-1])]


@pytest.mark.parametrize(("name", "rtol"), [("windowed", 0.0), ("stateful", 1e-5)])
def test_row_by_row_it_equals_a_full_replay(
    name: str, rtol: float, request: pytest.FixtureRequest
) -> None:
    model = load(request.getfixturevalue(name)).update(FIRST)
    for rows in in_days(LATER):
        model.update(rows)
    expected = load(request.getfixturevalue(name)).predict(with_future(LONGER))
    pd.testing.assert_frame_equal(model.predict(), expected, rtol=rtol, check_exact=not rtol)
    kept = [series.rows for series in model._latest.data.series]
    assert kept[0] < 12  # the context is 8, and the static column has holes
    assert kept[1] > 8


def test_a_fitted_model_goes_on_from_its_table() -> None:
    model = small(no_ablation=True, max_steps=3, stateful=True).fit(FIRST)
    for rows in in_days(LATER):
        model.update(rows)
    expected = model.predict(with_future(LONGER))
    pd.testing.assert_frame_equal(model.predict(), expected, rtol=1e-5)


def test_the_state_reaches_further_back_than_the_window(stateful: Path, windowed: Path) -> None:
    other = LONGER.copy()
    old = other["day"] < other["day"].max() - 12 * DAY
    other.loc[old, "wind"] = -other.loc[old, "wind"]
    for run, same in ((windowed, True), (stateful, False)):
        one, two = (load(run).predict(with_future(each)) for each in (LONGER, other))
        assert np.array_equal(one["mean"], two["mean"]) == same


def test_what_is_handed_over_is_the_lstm_run_through_the_series(stateful: Path) -> None:
    model = load(stateful)
    windows = windows_of(model, model._read(LONGER))
    network = model.model
    found = handed_over(network, windows, torch.tensor([[1, 7, 0], [0, 30, 1]]))
    begin = int(windows.starts[1])
    values = windows.values[begin : begin + 7, 0]
    moves = torch.cat([torch.zeros(1), values.diff()])
    known = windows.known[begin : begin + 7, network.line_only :]
    fixed = torch.cat([windows.static[1], torch.tensor([1.0, 0.0])]).expand(7, -1)
    observed = windows.observed[begin : begin + 7, :1]
    past = windows.past[begin : begin + 7]
    x = torch.cat([torch.stack([values, moves], 1), observed, past, known, fixed], 1)
    with torch.no_grad():
        _, (h, _) = network.lstm(x[None])
    torch.testing.assert_close(found[0], h[-1, 0])


def test_what_was_known_ahead_stays_until_it_is_told_anew(windowed: Path) -> None:
    model = load(windowed).update(with_future(LONGER, steps=6))
    day = LONGER["day"].max() + DAY
    one = LATER[LATER["day"] == LONGER["day"].max()].assign(day=day, holiday=1.0)
    model.update(one)
    assert model.predict()["day"].min() == day + DAY
    with pytest.raises(InputError, match="future_covariates holiday of the series north must be"):
        model.update(one.assign(day=day + DAY)).update(one.assign(day=day + 2 * DAY)).predict()


def test_series_may_come_apart_and_in_any_frame(windowed: Path) -> None:
    model = load(windowed).update(FIRST)
    for name in ("south", "north"):
        model.update(pl.from_pandas(with_future(LATER[LATER["site"] == name])))
    expected = load(windowed).predict(with_future(LONGER))
    pd.testing.assert_frame_equal(model.predict(), expected, check_exact=True)


@pytest.mark.parametrize(("name", "rtol"), [("windowed", 0.0), ("stateful", 1e-5)])
def test_readings_that_are_missing_are_holes_once_another_comes(
    name: str, rtol: float, request: pytest.FixtureRequest
) -> None:
    holes = LATER["day"].isin([CUT, CUT + DAY, CUT + 5 * DAY])
    later = LATER.assign(**{name: LATER[name].mask(holes) for name in ("load", "flow")})
    run = request.getfixturevalue(name)
    model = load(run).update(FIRST)
    for rows in in_days(later):
        model.update(rows)
    expected = load(run).predict(with_future(pd.concat([FIRST, later])))
    pd.testing.assert_frame_equal(
        model.predict().sort_values(["site", "target", "day"], ignore_index=True),
        expected.sort_values(["site", "target", "day"], ignore_index=True),
        rtol=rtol, check_exact=not rtol,
    )  # fmt: skip


def test_a_reading_that_comes_late_stands_in_its_place(windowed: Path) -> None:
    days = in_days(LATER)
    model = load(windowed).update(FIRST).update(days[0].assign(load=np.nan, flow=np.nan))
    for rows in days:
        model.update(rows)
    expected = load(windowed).predict(with_future(LONGER))
    pd.testing.assert_frame_equal(model.predict(), expected, check_exact=True)


def test_rows_of_an_array_follow_by_themselves() -> None:
    wave = np.sin(np.arange(120) / 3)
    model = Forecaster(horizon=3, max_steps=3, hidden_size=4, stateful=True).fit(wave[:100])
    model.update(wave[100:101]).update(wave[101:])
    assert model.predict()["time"].tolist() == [120, 121, 122]
    np.testing.assert_allclose(model.predict()["mean"], model.predict(wave)["mean"], rtol=1e-5)


def test_missing_rows_of_an_array_count() -> None:
    wave = np.sin(np.arange(120) / 3)
    wave[[100, 105, 106]] = np.nan
    model = Forecaster(horizon=3, max_steps=3, hidden_size=4, no_ablation=True).fit(wave[:100])
    for row in wave[100:]:
        model.update(np.array([row]))
    assert model.predict()["time"].tolist() == [120, 121, 122]
    assert model.predict()["mean"].tolist() == model.predict(wave)["mean"].tolist()


def test_an_array_with_times_of_its_own_is_a_table() -> None:
    wave = np.sin(np.arange(120) / 3)
    model = Forecaster(horizon=3, max_steps=3, hidden_size=4, no_ablation=True).fit(wave[:100])
    rows = np.array(list(zip(range(100, 120), wave[100:], strict=True)), "i8, f8")
    rows.dtype.names = ("time", "y")
    assert model.update(rows).predict()["mean"].tolist() == model.predict(wave)["mean"].tolist()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            LATER[LATER["day"] <= CUT].assign(day=CUT - DAY),
            "update of the series north has the time 2023-06-10 .* must begin after 2023-06-10",
        ),
        (LATER[LATER["day"] > CUT], "the series north goes from 2023-06-10 .* to 2023-06-12"),
        (
            LATER[LATER["site"] == "north"].assign(site="west"),
            "rows of the series west, which the training did not have",
        ),
        (LATER.drop(columns="wind"), "past_covariates names the column wind"),
        (pd.concat([LATER, LATER]), "has the time 2023-06-11 .* twice"),
    ],
)
def test_wrong_rows_are_refused_and_nothing_is_taken_up(
    windowed: Path, rows: pd.DataFrame, message: str
) -> None:
    model = load(windowed).update(FIRST)
    before = model._latest
    with pytest.raises(InputError, match=message):
        model.update(rows)
    assert model._latest is before


def test_a_loaded_model_begins_with_a_value(windowed: Path) -> None:
    model = load(windowed)
    with pytest.raises(InputError, match="begins the series north without a value of load, flow"):
        model.update(FIRST.assign(load=np.nan, flow=np.nan))
    assert model._latest is None


def test_a_state_is_not_carried_backward() -> None:
    with pytest.raises(InputError, match="stateful must be false with bidirectional"):
        small(stateful=True, bidirectional=True)
