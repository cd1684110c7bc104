# SPDX-License-Identifier: Apache-2.0
"""Trainings under way: kept when they die, refused to a second process, gone when they end."""

import subprocess
import sys
from pathlib import Path

import pytest

from openlstm.errors import InputError
from openlstm.training.unfinished import unfinished

TOLD = {"seed": 1, "files": ["a.csv"]}


def die(folder: Path, kept: bool = True) -> None:
    def fail() -> None:
        with unfinished(folder, TOLD) as place:
            if kept:
                (place / "lstm.safetensors").write_bytes(b"")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()


def test_it_goes_when_the_training_ends(tmp_path: Path) -> None:
    with unfinished(tmp_path / "run", TOLD) as place:
        assert place.name == ".run.unfinished"
    assert list(tmp_path.iterdir()) == []


def test_it_goes_when_nothing_was_kept(tmp_path: Path) -> None:
    die(tmp_path / "run", kept=False)
    assert list(tmp_path.iterdir()) == []


def test_what_was_kept_can_be_taken_up_or_thrown_away(tmp_path: Path) -> None:
    run = tmp_path / "run"
    die(run)
    with (
        pytest.raises(InputError, match=r"has an unfinished training; .*--resume"),
        unfinished(run, TOLD),
    ):
        pass
    with unfinished(run, TOLD, resume=True) as place:
        assert (place / "lstm.safetensors").exists()
    die(run)
    with unfinished(run, TOLD, anew=True) as place:
        assert not (place / "lstm.safetensors").exists()


def test_it_must_be_told_the_same(tmp_path: Path) -> None:
    die(tmp_path / "run")
    with (
        pytest.raises(InputError, match=r"told otherwise: seed \(was 1, now 2\)"),
        unfinished(tmp_path / "run", {**TOLD, "seed": 2}, resume=True),
    ):
        pass


def test_there_must_be_something_to_resume(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="no unfinished training to resume"),
        unfinished(tmp_path / "run", TOLD, resume=True),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_two_processes_in_one_folder_are_refused(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from openlstm.training.unfinished import unfinished\n"
        "with unfinished(Path(sys.argv[1]), {}): pass"
    )
    with unfinished(tmp_path / "run", {}):
        ended = subprocess.run(
            [sys.executable, "-c", code, tmp_path / "run"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert "another process is training the run" in ended.stderr


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(InputError, match="cannot be written: Not a directory"),
        unfinished(tmp_path / "file" / "run", {}),
    ):
        pass
