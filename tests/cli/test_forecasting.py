# SPDX-License-Identifier: Apache-2.0
"""The commands of forecasts as a user runs them, with good tables and with bad ones."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cli.forecast_table import COLUMNS, SMALL, make_table
from cli.running import call, refused, start


@pytest.fixture(scope="module")
def trained(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs") / "load"
    assert call("train", "forecast", file, *COLUMNS, *SMALL, "--out", out) == 0
    return out


def test_training_prints_and_writes(
    trained: Path, file: Path, capsys: pytest.CaptureFixture
) -> None:
    out = trained.with_name("again")
    assert call("train", "forecast", file, *COLUMNS, *SMALL, "--out", out) == 0
    shown = capsys.readouterr()
    for words in (
        "100%", "windows/s", "- 100 rows of one series from 2024-01-01", "MASE", "LSTM",
        "ridge regression", "linear path alone", "of the values fell into the 80 % interval",
        "On the test part the LSTM is", "report.html",
    ):  # fmt: skip
        assert words in shown.out
    assert shown.err == ""
    assert sorted(path.name for path in out.parent.iterdir()) == ["again", "load"]
    for name in ("model.safetensors", "metrics.json", "pipeline.json", "predictions.csv"):
        assert (out / name).read_bytes() == (trained / name).read_bytes()  # the same seed
    assert f"data: {file}" in (out / "config.yaml").read_text()


def test_its_settings_are_a_yaml_file(trained: Path, tmp_path: Path) -> None:
    words = ("train", "forecast", "--config", trained / "config.yaml", "--out", tmp_path / "run")
    assert call(*words) == 0
    again = (tmp_path / "run" / "model.safetensors").read_bytes()
    assert again == (trained / "model.safetensors").read_bytes()


def test_evaluate_predict_and_report(
    trained: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    assert call("evaluate", trained, file) == 0
    assert "On this data the LSTM is" in capsys.readouterr().out
    assert call("predict", trained, file, "--horizon=2") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "origin,date,step,mean,q0.1,q0.5,q0.9"
    assert [line.split(",")[1] for line in lines[1:]] == ["2024-04-10", "2024-04-11"]
    assert call("predict", trained, file, "--out", tmp_path / "a.csv") == 0
    assert len(pd.read_csv(tmp_path / "a.csv")) == 3
    run = shutil.copytree(trained, tmp_path / "run")
    (run / "report.html").unlink()
    assert call("report", run) == 0
    assert (run / "report.html").is_file()


def test_times_have_one_form_whatever_the_horizon(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    table = make_table(96).assign(date=pd.date_range("2024-01-01", periods=96, freq="h"))
    table.to_csv(tmp_path / "a.csv", index=False)
    words = ("train", "forecast", tmp_path / "a.csv", *COLUMNS, *SMALL, "--out", tmp_path / "run")
    assert call(*words) == 0
    capsys.readouterr()
    for horizon in (1, 2):
        assert call("predict", tmp_path / "run", tmp_path / "a.csv", "--horizon", horizon) == 0
        cells = capsys.readouterr().out.splitlines()[1].split(",")
        assert cells[:2] == ["2024-01-04 23:00:00", "2024-01-05 00:00:00"]


def test_a_forecast_from_too_little_is_said(trained: Path, tmp_path: Path) -> None:
    make_table(1).to_csv(tmp_path / "a.csv", index=False)
    with start("predict", trained, tmp_path / "a.csv") as process:
        shown, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert len(shown.splitlines()) == 4
    assert "note: the table has 1 row up to its last target, and the model reads " in said


def test_a_history_without_a_target_to_come_is_enough(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    table = make_table(20)
    table.loc[17:, "load"] = np.nan
    table.to_csv(tmp_path / "a.csv", index=False)
    assert call("predict", trained, tmp_path / "a.csv") == 0
    assert "2024-01-18" in capsys.readouterr().out.splitlines()[1]


def test_usual_columns_need_no_names(tmp_path: Path) -> None:
    table = make_table().rename(columns={"date": "ds", "load": "y"}).assign(unique_id="a")
    table.to_parquet(tmp_path / "a.parquet")
    words = ("train", "forecast", tmp_path / "a.parquet", "--horizon=3", *SMALL)
    assert call(*words, "--out", tmp_path / "run") == 0
    scores = json.loads((tmp_path / "run" / "metrics.json").read_text())
    assert list(scores["test"]["lstm"]["by_series"]) == ["a"]


def test_the_demo_runs_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert call("demo", "forecast", *SMALL, "--context-length=14") == 0
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["demo-forecast"]


def test_seeds_are_told_with_their_spread(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    words = ("train", "forecast", file, *COLUMNS, *SMALL, "--seeds=2", "--out", tmp_path / "run")
    assert call(*words) == 0
    shown = capsys.readouterr().out
    said = re.search(r"MASE of the 2 networks alone: \S+ ± \S+ .*together: \S+\.", shown)
    assert said
    assert said[0] in (tmp_path / "run" / "report.html").read_text()


def test_options_stand_behind_the_name_of_the_demo(capsys: pytest.CaptureFixture) -> None:
    assert "must stand behind its name" in refused(capsys, "demo", "--seed=1", "forecast")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (make_table().drop(index=40), "goes from 2024-02-09 .* to 2024-02-11 .*--frequency"),
        (make_table().iloc[[*range(50), 40, *range(50, 100)]], "has the time 2024-02-10 .* twice"),
        (make_table().assign(load="1,234"), "target load must be numbers, got '1,234' in row 1"),
        (make_table().assign(load=3.0), "target load is 3.0 in every training row"),
        (make_table().assign(load=np.nan), "has no value of load"),
        (make_table().assign(load=np.inf), "target load is infinite in row 1"),
        (make_table().assign(date="soon"), "time date must be a date or time"),
        (make_table().drop(columns="load"), "target names the column load, which is not there"),
        (make_table(8), "horizon is 3 steps"),
        (make_table(0), "the table must be one or more rows"),
    ],
)
def test_bad_tables_are_refused(
    rows: pd.DataFrame, message: str, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    rows.to_csv(tmp_path / "a.csv", index=False)
    words = ("train", "forecast", tmp_path / "a.csv", *COLUMNS, *SMALL, "--out", tmp_path / "run")
    line = refused(capsys, *words)
    assert re.search(message, line), line
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_frequency_mends_what_is_off_the_grid(tmp_path: Path) -> None:
    make_table().drop(index=[40, 41]).to_csv(tmp_path / "a.csv", index=False)
    words = ("train", "forecast", tmp_path / "a.csv", *COLUMNS, *SMALL, "--frequency=D")
    assert call(*words, "--out", tmp_path / "run") == 0
    assert "2 missing target values" in (tmp_path / "run" / "train.log").read_text()


def test_wrong_words_are_refused(
    trained: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    train = ("train", "forecast", file)
    assert "horizon is missing" in refused(capsys, *train, "--time=date", "--target=load")
    assert "target is missing" in refused(capsys, *train, "--time=date", "--horizon=3")
    assert "did you mean load" in refused(
        capsys, *train, "--time=date", "--target=laod", "--horizon=3", "--out", tmp_path / "a"
    )
    assert "is a run of task forecast" in refused(capsys, "generate", trained)
    assert "must be one file, got 2" in refused(capsys, "evaluate", trained, file, file)
    assert "horizon must be 1 to 3" in refused(capsys, "predict", trained, file, "--horizon=9")
    assert "cannot be written" in refused(
        capsys, "predict", trained, file, "--out", tmp_path / "none" / "a.csv"
    )
    before = file.read_bytes()
    for out in (file, file.parent / ".." / file.parent.name / file.name):
        line = refused(capsys, "predict", tmp_path / "not read", file, "--out", out)
        assert re.search(r"--out must be another file than those that are read, got .*csv", line)
    assert file.read_bytes() == before
    for out in (".", "/", ""):
        line = refused(capsys, "predict", tmp_path / "not read", file, "--out", out)
        assert "cannot be written: Is a directory" in line
    assert "context_length is 101 steps, and the longest series has 100 rows" in refused(
        capsys, *train, *COLUMNS, "--context-length=101", "--out", tmp_path / "a"
    )
    assert "no unfinished training to resume" in refused(
        capsys, *train, *COLUMNS, "--resume", "--out", tmp_path / "a"
    )
    assert list(tmp_path.iterdir()) == []
