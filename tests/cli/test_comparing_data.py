# SPDX-License-Identifier: Apache-2.0
"""`openlstm compare forecast` and `compare classify` as a user runs them."""

from pathlib import Path

import pytest

from cli.forecast_table import COLUMNS
from cli.running import call, refused
from cli.sequence_files import make_lines, write

SMALL = ("--max-steps=5", "--batch-size=16", "--hidden-size=4")
FORECAST = ("forecast", *COLUMNS, *SMALL, "--context-length=7")
CLASSIFY = ("classify", *SMALL, "--folds=2")


@pytest.fixture(scope="module")
def sequences(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("files") / "ramps.ts", make_lines())


@pytest.mark.parametrize("task", [FORECAST, CLASSIFY], ids=lambda task: task[0])
def test_a_comparison_prints_and_writes(
    task: tuple[str, ...],
    file: Path,
    sequences: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture,
) -> None:
    data = [file] if task is FORECAST else [sequences, write(tmp_path / "t.ts", make_lines(9, 4))]
    words = ("compare", *task, *data, "--seeds=2", "--learning-rates=0.01")
    assert call(*words, "--out", tmp_path / "a") == 0
    shown = capsys.readouterr().out
    for said in ("seed 1: bidirectional LSTM", "On your data", "- Take the ", "Wrote comparison."):
        assert said in shown
    assert ("drift" if task is FORECAST else "nearest neighbour, DTW") in shown
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [
        "comparison.csv", "comparison.json", "comparison.md", "scores.png", "trainings.json"
    ]  # fmt: skip
    assert call(*words, "--out", tmp_path / "a") == 0  # nothing is trained again
    again = capsys.readouterr().out
    assert [line for line in again.splitlines() if "Take" in line] == [
        line for line in shown.splitlines() if "Take" in line
    ]


@pytest.mark.parametrize("task", [FORECAST, CLASSIFY], ids=lambda task: task[0])
def test_wrong_words_are_refused(
    task: tuple[str, ...],
    file: Path,
    sequences: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture,
) -> None:
    data = file if task is FORECAST else sequences
    words = ("compare", *task, data, "--out", tmp_path / "a")
    assert "did you mean gru" in refused(capsys, *words, "--architectures=gur")
    assert "give learning_rates" in refused(capsys, *words, "--learning-rate=0.5")
    assert "must stand behind its name" in refused(capsys, "compare", "--seeds=1", task[0])
    assert "holds other files" in refused(capsys, *words[:-1], data.parent)
    assert list(tmp_path.iterdir()) == []


def test_bad_sequences_are_refused(
    sequences: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    words = ("compare", *CLASSIFY, "--out", tmp_path / "a")
    assert "test is missing" in refused(capsys, *words, sequences, "--test-share=0")
    assert "name lstm or bilstm" in refused(capsys, *words, sequences, "--no-bidirectional")
    bad = write(tmp_path / "bad.ts", [*make_lines(), "1,2:x,3:up"])
    assert "bad.ts, line 46" in refused(capsys, *words, bad)
    assert "bad.ts, line 46" in refused(capsys, *words, sequences, bad)
    assert "none.ts" in refused(capsys, *words, tmp_path / "none.ts")
    one = write(tmp_path / "one.ts", [line.replace("down", "up") for line in make_lines()])
    assert "the label is 'up' in every training sequence" in refused(capsys, *words, one)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.ts", "one.ts"]
