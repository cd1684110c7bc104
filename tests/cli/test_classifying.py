# SPDX-License-Identifier: Apache-2.0
"""The commands of classifiers as a user runs them, with good files and with bad ones."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cli.running import call, refused
from cli.sequence_files import HEADER, make_lines, write
from openlstm.tasks import Classifier
from openlstm.training.loop import Progress

SMALL = ("--hidden-size=4", "--max-steps=4", "--batch-size=16", "--folds=2")


def make_table(count: int = 40) -> pd.DataFrame:
    rows = []
    for k, line in enumerate(make_lines(count)):
        ramp, noise, label = line.split(":")
        pairs = zip(ramp.split(","), noise.split(","), strict=True)
        rows += [(k, t, float(a), float(b), label) for t, (a, b) in enumerate(pairs)]
    return pd.DataFrame(rows, columns=["id", "step", "ramp", "noise", "label"])


class Killed(BaseException):
    """No Exception: nothing on the way tidies up after it, as after a real kill."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("files") / "ramps.ts", make_lines())


@pytest.fixture(scope="module")
def trained(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs") / "ramps"
    assert call("train", "classify", file, *SMALL, "--out", out) == 0
    return out


def test_training_prints_and_writes(
    trained: Path, file: Path, capsys: pytest.CaptureFixture
) -> None:
    out = trained.with_name("again")
    assert call("train", "classify", file, *SMALL, "--out", out) == 0
    shown = capsys.readouterr().out
    for words in (
        "32 sequences for training, 8 for the test; 2 channels, 4 to 9 steps, 2 classes",
        "Test part, held apart from the training", "nearest neighbour, DTW", "most frequent class",
        "On the test part the LSTM finds the class of",
    ):  # fmt: skip
        assert words in shown, words
    for name in ("model.safetensors", "metrics.json", "predictions.csv"):
        assert (out / name).read_bytes() == (trained / name).read_bytes()


def test_a_test_file_evaluate_and_predict(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    other, out = write(tmp_path / "other.ts", make_lines(10, seed=4)), tmp_path / "run"
    assert call("train", "classify", file, other, *SMALL, "--out", out, "--seeds=2") == 0
    shown = capsys.readouterr().out
    assert "40 sequences for training, 10 for the test" in shown
    assert "Accuracy of the 2 seeds alone" in shown
    assert call("evaluate", out, other) == 0
    shown = capsys.readouterr()
    assert "a run keeps none" in shown.err
    assert "On this data the LSTM finds the class of" in shown.out
    assert call("predict", out, other, "--out", tmp_path / "found.csv") == 0
    found = pd.read_csv(tmp_path / "found.csv")
    assert list(found) == ["sequence", "label", "p_down", "p_up"]
    kept = pd.read_csv(out / "predictions.csv")
    np.testing.assert_allclose(found["p_up"], kept["p_up"])
    capsys.readouterr()
    assert call("predict", out, other) == 0
    assert capsys.readouterr().out == (tmp_path / "found.csv").read_text()
    before = (out / "report.html").read_text()
    assert call("report", out) == 0
    assert (out / "report.html").read_text() == before


def test_long_tables_and_a_configuration(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    make_table().to_csv(tmp_path / "a.csv", index=False)
    make_table().drop(columns="label").to_parquet(tmp_path / "new.parquet")
    assert call("train", "classify", "a.csv", *SMALL, "--no-bidirectional", "--print-config") == 0
    config = tmp_path / "config.yaml"
    config.write_text(capsys.readouterr().out)
    assert "bidirectional: false" in config.read_text()
    assert "test: null" in config.read_text()
    out = tmp_path / "run"
    assert call("train", "classify", tmp_path / "a.csv", "--config", config, "--out", out) == 0
    assert call("predict", out, tmp_path / "new.parquet", "--out", tmp_path / "found.csv") == 0
    assert len(pd.read_csv(tmp_path / "found.csv")) == 40
    assert json.loads((out / "pipeline.json").read_text())["columns"]["channels"] == [
        "ramp",
        "noise",
    ]


def test_evaluating_without_labels_says_where_they_belong(
    tmp_path: Path, trained: Path, capsys: pytest.CaptureFixture
) -> None:
    table, new, out = tmp_path / "a.csv", tmp_path / "new.csv", tmp_path / "run"
    make_table().to_csv(table, index=False)
    make_table().drop(columns="label").to_csv(new, index=False)
    assert call("train", "classify", table, *SMALL, "--out", out) == 0
    line = refused(capsys, "evaluate", out, new)
    assert f"{new} says no class of any sequence; give it the column label." in line
    lines = [line.rsplit(":", 1)[0] for line in make_lines()]
    plain = write(tmp_path / "a.ts", lines, HEADER.replace("true up down", "false"))
    line = refused(capsys, "evaluate", trained, plain)
    assert f"{plain} says no class of any sequence; write the class" in line


def test_a_copy_of_the_training_is_no_unseen_test_part(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    copy = write(tmp_path / "copy.ts", make_lines())
    assert call("train", "classify", file, copy, *SMALL, "--out", tmp_path / "run") == 0
    shown = capsys.readouterr().out
    assert "40 of the 40 test sequences stand in the training part too" in shown


def test_a_training_cut_off_goes_on_to_the_same_bits(
    file: Path, trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    """It dies in the second network; the loop itself is killed for real in test_resume.py."""
    out, fit, steps = trained.with_name("cut"), Classifier.fit, []

    def dies(self: Classifier, *args: Any, **more: Any) -> Classifier:
        def count(progress: Progress) -> None:
            steps.append(progress.step)
            if len(steps) == 6:
                raise Killed

        return fit(self, *args, **{**more, "watch": count})

    words = ("train", "classify", file, *SMALL, "--out", out)
    monkeypatch.setattr("openlstm.training.checkpoint.Checkpoint.__init__.__defaults__", (0.0,))
    with monkeypatch.context() as patch:
        patch.setattr(Classifier, "fit", dies)
        with pytest.raises(Killed):
            call(*words)
    kept = out.with_name(".cut.unfinished")
    assert sorted(path.name for path in kept.glob("*.safetensors")) == [
        "lstm-0-0.safetensors",
        "lstm-0-1.safetensors",
    ]
    assert "unfinished training" in refused(capsys, *words)
    assert "told otherwise: hidden_size" in refused(capsys, *words, "--resume", "--hidden-size=5")
    assert call(*words, "--resume") == 0
    for name in ("model.safetensors", "metrics.json", "predictions.csv"):
        assert (out / name).read_bytes() == (trained / name).read_bytes()
    assert not kept.exists()


def test_the_demo_runs_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert call("demo", "classify", "--hidden-size=4", "--max-steps=3") == 0
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["demo-classify"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([line.replace("down", "up") for line in make_lines()], "the label is 'up' in every train"),
        ([*make_lines(), "1,2:x,3:up"], "bad.ts, line 46: step 1 of channel 1 .* got 'x'"),
        ([*make_lines(), "1,2:up"], "bad.ts, line 46: 2 channels are promised, the line has 1"),
        ([re.sub(":.*:", ":5:", "1:2:up"), "2:5:down"] * 9, r"channel1 \(5\): the same in every"),
        (["1:?:up", "2:?:down"] * 9, "channel1: no value in any training sequence"),
        (make_lines(3), "test_share 0.2 leaves no sequence"),
        ([], "has no sequence after @data"),
    ],
)
def test_bad_files_are_refused(
    lines: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    bad = write(tmp_path / "bad.ts", lines)
    line = refused(capsys, "train", "classify", bad, *SMALL, "--out", tmp_path / "run")
    assert re.search(message, line), line
    assert [path.name for path in tmp_path.iterdir()] == ["bad.ts"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.concat([make_table(), make_table().iloc[[3]]]), "sequence 0 has the step 3 twice"),
        (make_table().assign(ramp="1,234"), "channels ramp must be numbers, got '1,234' in row 1"),
        (make_table().assign(noise=1.0), r"noise \(1\): the same in every training step"),
        (make_table().assign(noise=np.nan), "noise: no value in any training sequence"),
        (make_table().assign(label="up"), "the label is 'up' in every training sequence"),
        (make_table().drop(columns="label"), "label is missing: the data says no class"),
        (make_table().rename(columns={"id": "who"}), "sequence is missing: name the column"),
        (make_table(0), "the table must be one or more rows"),
    ],
)
def test_bad_tables_are_refused(
    table: pd.DataFrame, message: str, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    table.to_csv(tmp_path / "bad.csv", index=False)
    words = ("train", "classify", tmp_path / "bad.csv", *SMALL, "--out", tmp_path / "run")
    line = refused(capsys, *words)
    assert re.search(message, line), line
    assert [path.name for path in tmp_path.iterdir()] == ["bad.csv"]


def test_wrong_words_are_refused(
    trained: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    out = ("--out", tmp_path / "run")
    one = write(
        tmp_path / "one.ts", [line.split(":", 1)[1] for line in make_lines()],
        HEADER.replace("@univariate false\n@dimensions 2\n", ""),
    )  # fmt: skip
    assert "the test part must be of the 2 channels" in refused(
        capsys, "train", "classify", file, one, *SMALL, *out
    )
    new = write(
        tmp_path / "new.ts", [*make_lines(9), "1,2:1,2:left"], HEADER.replace("down", "down left")
    )
    assert "the test part has the class left (sequence 9)" in refused(
        capsys, "train", "classify", file, new, *SMALL, *out
    )
    assert f"{new} has the class left (sequence 9)" in refused(capsys, "evaluate", trained, new)
    assert f"{one} must be of the 2 channels" in refused(capsys, "predict", trained, one)
    assert "test must be other sequences" in refused(
        capsys, "train", "classify", file, file.parent / "." / file.name, *SMALL, *out
    )
    assert "must be one file, got 2" in refused(capsys, "evaluate", trained, file, file)
    assert "horizon is for forecasts" in refused(capsys, "predict", trained, file, "--horizon=2")
    assert "is a run of task classify" in refused(capsys, "generate", trained)
    assert "cannot be written" in refused(
        capsys, "predict", trained, file, "--out", tmp_path / "none" / "a.csv"
    )
    assert "no unfinished training to resume" in refused(
        capsys, "train", "classify", file, *SMALL, "--resume", *out
    )
    assert "pooling must be" in refused(capsys, "train", "classify", file, "--pooling=max", *out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.ts", "one.ts"]
