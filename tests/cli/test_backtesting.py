# SPDX-License-Identifier: Apache-2.0
"""`openlstm backtest` as a user runs it."""

import re
from pathlib import Path

import pandas as pd
import pytest

from cli.forecast_table import COLUMNS, SMALL
from cli.running import call, refused


@pytest.fixture(scope="module")
def trained(file: Path) -> Path:
    out = file.with_name("run")
    assert call("train", "forecast", file, *COLUMNS, *SMALL, "--out", out) == 0
    return out


def test_a_backtest_prints_and_writes(
    trained: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    words = ("backtest", trained, file, "--windows=3", "--stride=4", "--out", tmp_path / "a.csv")
    assert call(*words) == 0
    shown = capsys.readouterr().out
    assert "Mean over 3 moments" in shown
    assert "trained anew" not in shown
    assert "In this backtest the LSTM is" in shown
    rows = pd.read_csv(tmp_path / "a.csv")
    assert rows["origin"].drop_duplicates().tolist() == ["2024-03-29", "2024-04-02", "2024-04-06"]
    assert len(rows) == 3 * 6
    lstm = rows.loc[rows["model"] == "lstm", "mase"]
    assert f"{lstm.mean():.4g}" in re.search(r"LSTM .*", shown)[0]


def test_models_are_trained_anew(trained: Path, file: Path, capsys: pytest.CaptureFixture) -> None:
    assert call("backtest", trained, file, "--windows=2", "--refit-every=1") == 0
    assert "2 models trained anew" in capsys.readouterr().out


def test_wrong_words_are_refused(
    trained: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    words = ("backtest", trained, file)
    assert "windows must be greater than or equal to 2" in refused(capsys, *words, "--windows=1")
    assert "windows and stride must be 2 or more moments" in refused(capsys, *words, "--windows=90")
    assert "is no folder" in refused(capsys, "backtest", tmp_path / "none", file)
    before = file.read_bytes()
    line = refused(capsys, "backtest", tmp_path / "not read", file, "--out", file)
    assert "--out must be another file" in line
    assert file.read_bytes() == before
    line = refused(capsys, "backtest", tmp_path / "not read", file, "--out", "")
    assert "cannot be written: Is a directory" in line
    line = refused(capsys, "backtest", trained, tmp_path / "none.csv")
    assert "none.csv" in line
