# SPDX-License-Identifier: Apache-2.0
"""`openlstm bench memory` as a user runs it."""

import csv
from pathlib import Path

import pytest

from cli.running import call, refused

FAST = (
    "--task=order-6a", "--model=openlstm-chrono", "--rates=0.01", "--budget=64", "--seeds=2",
    "--processes=1",
)  # fmt: skip


def test_a_scoreboard_is_written_and_taken_up(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    assert call("bench", "memory", *FAST, "--out", tmp_path) == 0
    shown = capsys.readouterr()
    for words in ("100%", "not solved in 64 sequences", "0/2", "Wrote memory.csv, memory.html"):
        assert words in shown.out
    assert shown.err == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "memory.csv", "memory.html", "memory.json",
    ]  # fmt: skip
    before = (tmp_path / "memory.json").read_bytes()
    assert call("bench", "memory", *FAST, "--out", tmp_path) == 0
    assert "not solved in" not in capsys.readouterr().out  # nothing was trained
    assert (tmp_path / "memory.json").read_bytes() == before
    line = next(csv.DictReader((tmp_path / "memory.csv").read_text().splitlines()))
    assert (line["task"], line["seeds"], line["solved"]) == ("order-6a", "2", "0")


def test_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    out = tmp_path / "new"
    for words, said in {
        "--task=order6a": "did you mean order-6a",
        "--model=lstm-chorno": "did you mean lstm-chrono",
        "--budget=0": "budget must be greater than or equal to 1",
        "--minutes=0": "minutes must be greater than 0",
        "--seeds=x": "seeds must be",
    }.items():
        assert said in refused(capsys, "bench", "memory", words, "--out", out)
    assert not out.exists()
    (tmp_path / "mine.txt").write_text("kept")
    assert "holds other files" in refused(capsys, "bench", "memory", *FAST, "--out", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_group_says_what_it_has(capsys: pytest.CaptureFixture) -> None:
    assert call("bench") == 0
    assert "memory" in capsys.readouterr().out
