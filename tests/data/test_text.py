# SPDX-License-Identifier: Apache-2.0
"""Reading, the demonstration text, and the split."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlstm.data import demo_text, read_text, split_text
from openlstm.errors import InputError


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    "text", ["plain", "床前明月光，疑是地上霜。", "שלום", "é\n\n😀\ttab", "lone\rreturn"]
)
def test_any_script_comes_back_as_it_is(tmp_path: Path, text: str) -> None:
    assert read_text(write(tmp_path / "file.anything", text)) == text


def test_byte_order_mark_and_crlf_are_normalised(tmp_path: Path) -> None:
    file = write(tmp_path / "windows.txt", b"\xef\xbb\xbfone\r\ntwo\r\n")
    assert read_text(str(file)) == "one\ntwo\n"


def test_files_are_joined_in_the_order_given(tmp_path: Path) -> None:
    a, b = write(tmp_path / "a.txt", "A"), write(tmp_path / "b.txt", "B")
    assert read_text(b, a) == "B\n\nA"


def test_a_folder_gives_its_text_files_sorted(tmp_path: Path) -> None:
    for name in ("2.md", "1.TXT", "sub/3.rst"):
        write(tmp_path / name, name)
    for name in ("picture.png", "._1.txt", ".git/notes.txt"):
        write(tmp_path / name, b"\x89\x00")
    assert read_text(tmp_path) == "1.TXT\n\n2.md\n\nsub/3.rst"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"first\nna\xefve", r"UTF-8, got byte 0xEF at offset 8 \(line 2\); .*iconv"),
        (b"\xef\xbb\xbfna\xefve", "offset 5"),
        ("文字".encode("gb18030"), "0xCE at offset 0"),
        ("text".encode("utf-16"), "zero byte at offset 3"),
        (b"\x7fELF\x00", "zero byte at offset 4"),
        (b"", "more than white space, got .*file.txt; name a file that holds text"),
        (b"\xef\xbb\xbf \r\n", "more than white space"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_text(write(tmp_path / "file.txt", data))


def test_a_missing_file_suggests_its_neighbour(tmp_path: Path) -> None:
    write(tmp_path / "notes.txt", "text")
    with pytest.raises(InputError, match=r"note.txt does not exist \(did you mean notes.txt\?\)"):
        read_text(tmp_path / "note.txt")
    with pytest.raises(InputError, match="does not exist; check the name"):
        read_text(tmp_path / "nowhere" / "notes.txt")


def test_no_text_is_read_twice(tmp_path: Path) -> None:
    file = write(tmp_path / "notes.txt", "text")
    for paths in ((file, file), (tmp_path, file), (file, tmp_path / "sub" / ".." / "notes.txt")):
        with pytest.raises(InputError, match=r"notes.txt is named twice, .*; name it once"):
            read_text(*paths)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    file = write(tmp_path / "notes.txt", "text")
    with pytest.raises(InputError, match="cannot be read: Not a directory"):
        read_text(file / "inside.txt")


def test_a_folder_without_text_files_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "picture.png", "")
    with pytest.raises(InputError, match=r"a folder with text files \(\.txt, .*got none"):
        read_text(tmp_path)
    with pytest.raises(InputError, match="got no file"):
        read_text()


def test_the_demonstration_text_is_long_and_plain() -> None:
    text = demo_text()
    assert len(text) > 300_000
    assert all(line.isprintable() for line in text.split("\n"))


@given(st.integers(200, 3000))
def test_the_split_loses_nothing_and_keeps_the_order(length: int) -> None:
    text = "".join(chr(0x4E00 + k) for k in range(length))
    split = split_text(text)
    assert split.train + split.validation + split.test == text
    assert len(split.validation) == len(split.test) == round(0.05 * length) >= 10


def test_a_short_text_says_how_much_is_needed() -> None:
    with pytest.raises(InputError, match=r"at least 200 characters long.*got 199 characters"):
        split_text("a" * 199)
    with pytest.raises(InputError, match="at least 50 characters"):
        split_text("", validation=0.2, test=0.2)


@pytest.mark.parametrize("shares", [(0, 0.1), (0.1, -0.1), (0.5, 0.5), (float("nan"), 0.1)])
def test_shares_that_leave_a_part_empty_are_refused(shares: tuple[float, float]) -> None:
    with pytest.raises(InputError, match="validation and test must be above 0 with a sum below 1"):
        split_text("a" * 1000, *shares)
