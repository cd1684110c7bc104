# SPDX-License-Identifier: Apache-2.0
"""A written file is whole or not there; nothing else is left behind."""

import os
import subprocess
import sys

import pytest

from openlstm.files import write_atomic


@pytest.mark.parametrize("data", ["plain", "σ × 中文\n", b"\x00\xff\r\n", "", b""])
def test_what_is_written_is_read(data, tmp_path):
    path = write_atomic(tmp_path / "file", data)
    assert path == tmp_path / "file"
    assert path.read_bytes() == (data.encode() if isinstance(data, str) else data)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_text_keeps_its_line_ends(tmp_path):
    assert write_atomic(tmp_path / "file", "a\nb\r\n").read_bytes() == b"a\nb\r\n"


def test_a_path_may_be_text_and_an_old_file_is_replaced(tmp_path):
    path = tmp_path / "file"
    path.write_text("a much longer old text")
    write_atomic(str(path), "new")
    assert path.read_text() == "new"


def test_a_missing_folder_is_an_error_and_makes_none(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_atomic(tmp_path / "none" / "file", "x")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(fails, tmp_path, monkeypatch):
    path = write_atomic(tmp_path / "file", "old")

    def broken(*_args):
        raise OSError("disk full")

    monkeypatch.setattr(os, fails, broken)
    with pytest.raises(OSError, match="disk full"):
        write_atomic(path, "new")
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_text_that_is_no_text_leaves_the_old_file(tmp_path):
    path = write_atomic(tmp_path / "file", "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomic(path, "lone \ud800 surrogate")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_the_data_is_on_disk_before_the_name_is(tmp_path, monkeypatch):
    done = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        spy = lambda *args, name=name, real=real: done.append(name) or real(*args)  # noqa: E731
        monkeypatch.setattr(os, name, spy)
    write_atomic(tmp_path / "file", "x")
    assert done == ["fsync", "replace"]


def test_a_killed_process_leaves_the_old_file(tmp_path):
    path = write_atomic(tmp_path / "file", "old")
    code = (
        "import os, sys; from openlstm.files import write_atomic\n"
        "os.fsync = lambda _: os._exit(9)\n"
        "write_atomic(sys.argv[1], 'new' * 100000)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert ended.returncode == 9
    assert path.read_text() == "old"
