# SPDX-License-Identifier: Apache-2.0
"""`openlstm compare forecast` as a user runs it."""

from pathlib import Path

import pytest

from cli.forecast_table import COLUMNS
from cli.running import call, refused

SMALL = ("--max-steps=5", "--batch-size=16", "--hidden-size=4", "--context-length=7")


def test_a_comparison_prints_and_writes(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    words = ("compare", "forecast", file, *COLUMNS, *SMALL, "--seeds=2", "--learning-rates=0.01")
    assert call(*words, "--out", tmp_path / "a") == 0
    shown = capsys.readouterr().out
    for said in ("seed 1: bidirectional LSTM", "On your data", "- Take the ", "Wrote comparison."):
        assert said in shown
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [
        "comparison.csv", "comparison.json", "comparison.md", "done.json", "scores.png", "told.json"
    ]  # fmt: skip
    assert call(*words, "--out", tmp_path / "a") == 0  # nothing is trained again
    again = capsys.readouterr().out
    assert [line for line in again.splitlines() if "Take" in line] == [
        line for line in shown.splitlines() if "Take" in line
    ]


def test_wrong_words_are_refused(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    words = ("compare", "forecast", file, *COLUMNS, "--out", tmp_path / "a")
    assert "did you mean gru" in refused(capsys, *words, "--architectures=gur")
    assert "give learning_rates" in refused(capsys, *words, "--learning-rate=0.5")
    assert "must stand behind its name" in refused(capsys, "compare", "--seeds=1", "forecast")
    assert "holds other files" in refused(capsys, *words[:-1], file.parent)
    assert list(tmp_path.iterdir()) == []
