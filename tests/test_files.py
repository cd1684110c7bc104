# SPDX-License-Identifier: Apache-2.0
"""A written file is whole or not there; nothing else is left behind."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from openlstm.errors import InputError
from openlstm.files import check_file, write_atomic


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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_stays_one_and_is_written_to(tmp_path):
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    check_file(pipe)
    assert write_atomic(pipe, "through") == pipe
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    reader.join(timeout=10)
    assert got == [b"through"]
    assert [p.name for p in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.skipif(sys.platform == "win32", reason="a device is a file there")
def test_a_device_takes_all():
    assert str(write_atomic(os.devnull, "gone")) == os.devnull
    assert not os.path.isfile(os.devnull)


@pytest.mark.skipif(sys.platform == "win32", reason="needs the right to make links")
@pytest.mark.parametrize("old", ["old", None])
def test_of_a_link_the_target_is_written(old, tmp_path):
    target, link = tmp_path / "deep" / "target", tmp_path / "link"
    target.parent.mkdir()
    if old:
        target.write_text(old)
    link.symlink_to(os.path.join("deep", "target"))
    check_file(link)
    assert write_atomic(link, "new") == link
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert [p.name for p in target.parent.iterdir()] == ["target"]


def test_a_file_that_is_read_is_not_written(tmp_path):
    data = write_atomic(tmp_path / "data.csv", "mine")
    other = write_atomic(tmp_path / "other.csv", "old")
    for path in (data, tmp_path / "." / "data.csv", tmp_path / ".." / tmp_path.name / "data.csv"):
        with pytest.raises(InputError, match=r"--out must be another file .*data\.csv; choose"):
            check_file(path, other, data)
    check_file(other, data, tmp_path / "none.csv")
    assert (data.read_text(), other.read_text()) == ("mine", "old")
    assert {p.name for p in tmp_path.iterdir()} == {"data.csv", "other.csv"}


@pytest.mark.parametrize("name", [".", "", "/", "..", "folder"])
def test_a_folder_is_no_file(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match=r"cannot be written: Is a directory; choose another"):
        check_file(Path(name))
    with pytest.raises((IsADirectoryError, PermissionError)):
        write_atomic(name, "x")
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_a_place_that_cannot_be_written_is_said_before(tmp_path):
    with pytest.raises(InputError, match="cannot be written: No such file or directory"):
        check_file(tmp_path / "none" / "file")
