# SPDX-License-Identifier: Apache-2.0
"""Plain text: read from files and folders, or the demonstration text, and cut into three parts."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from pydoc_data.topics import topics

from ..errors import InputError, expected, nearest

__all__ = ["TextSplit", "demo_text", "read_text", "split_text"]

SEPARATOR = "\n\n"  # between two files, and between two topics of the demonstration text
TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".rst", ".tex", ".org", ".adoc")
SHORTEST_PART = 10  # characters: fewer give a score that says nothing


@dataclass(frozen=True)
class TextSplit:
    """The three parts of a text, in the order in which they stand in it."""

    train: str
    validation: str
    test: str


def read_text(*paths: str | Path) -> str:
    r"""The text of the files, in the order given, with an empty line between two of them.

    A file is UTF-8 in any script; a byte order mark is dropped and "\r\n" becomes "\n". A folder
    stands for the text files in it and in its subfolders, sorted by path: those that end in .txt,
    .text, .md, .markdown, .rst, .tex, .org or .adoc and are not hidden. A file named by itself may
    end in anything.

    Raises:
        InputError: a file is missing, unreadable, not text or not UTF-8 (with the byte offset), or
            named twice; a folder has no text files; nothing but white space came.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "poem.txt"
    >>> file.write_bytes("床前明月光\r\n疑是地上霜".encode("utf-8"))
    32
    >>> read_text(file)
    '床前明月光\n疑是地上霜'
    """
    files = [file for path in paths for file in _text_files(Path(path))]
    _check_once(files)
    text = SEPARATOR.join(_read_file(file) for file in files)
    if not text.strip():
        names = ", ".join(str(path) for path in paths) or "no file"
        raise InputError(
            expected("the text", "more than white space", names, "name a file that holds text")
        )
    return text


def demo_text() -> str:
    """The language reference of Python's own help: topics sorted by name, an empty line between.

    About half a million characters of real text that every Python carries (`pydoc_data.topics`);
    other versions of Python have slightly other text, hence slightly other scores.

    >>> demo_text()[:20]
    'The "assert" stateme'
    """
    return SEPARATOR.join(topics[name] for name in sorted(topics))


def split_text(text: str, validation: float = 0.05, test: float = 0.05) -> TextSplit:
    """The first part to train on, the next to validate, the last to test, cut by characters.

    Args:
        text: long enough for about 10 characters in the shortest part (200 with the defaults).
        validation: share of the text, above 0; default 0.05.
        test: share of the text, above 0; default 0.05. The rest is for training.

    Raises:
        InputError: a share leaves nothing for some part, or the text is too short.

    >>> split = split_text("abcdefghij" * 100)
    >>> len(split.train), len(split.validation), len(split.test)
    (900, 50, 50)
    """
    shares = (1 - validation - test, validation, test)
    if not all(share > 0 for share in shares):
        raise InputError(
            expected(
                "validation and test",
                "above 0 with a sum below 1",
                f"{validation} and {test}",
                "pass shares such as 0.05 and 0.05",
            )
        )
    needed = math.ceil(SHORTEST_PART / min(shares))
    if len(text) < needed:
        raise InputError(
            expected(
                "the text",
                f"at least {needed} characters long, for parts of {SHORTEST_PART} or more",
                f"{len(text)} characters",
                "give more text, hundreds of thousands of characters if the model is to learn",
            )
        )
    test_start = len(text) - round(len(text) * test)
    validation_start = test_start - round(len(text) * validation)
    return TextSplit(text[:validation_start], text[validation_start:test_start], text[test_start:])


def _text_files(path: Path) -> Iterator[Path]:
    """The path itself if it is no folder, else the text files below it."""
    if not path.is_dir():
        yield path
        return
    files = sorted(file for file in path.rglob("*") if _is_text_file(file, path))
    if not files:
        endings = ", ".join(TEXT_SUFFIXES)
        raise InputError(
            expected(
                str(path),
                f"a folder with text files ({endings})",
                "none",
                "name the files themselves if theirs end otherwise",
            )
        )
    yield from files


def _check_once(files: Sequence[Path]) -> None:
    """Nothing, if no file comes twice."""
    counts = Counter(file.resolve() for file in files)
    twice = next((file for file in files if counts[file.resolve()] > 1), None)
    if twice:
        raise InputError(
            f"{twice} is named twice, by itself or in a folder, and the test would be on text of "
            "the training; name it once."
        )


def _is_text_file(file: Path, folder: Path) -> bool:
    # Hidden files are left out because macOS puts a binary "._notes.txt" beside notes.txt.
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in TEXT_SUFFIXES and file.is_file()


def _read_file(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        near = nearest(path.name, [file.name for file in path.parent.glob("*")])
        raise InputError(f"{path} does not exist{near}; check the name and the folder.") from None
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}; check its permissions."
        ) from None
    return _decode(data, path).removeprefix("\ufeff").replace("\r\n", "\n")


def _decode(data: bytes, path: Path) -> str:
    remedy = "save it as UTF-8 text, for instance with iconv -f ENCODING -t UTF-8"
    zero = data.find(b"\0")  # checked first: UTF-8 allows it, text has none, binary and UTF-16 do
    if zero >= 0:
        raise InputError(
            expected(str(path), "text", f"a zero byte at offset {zero} (binary or UTF-16)", remedy)
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        got = f"byte 0x{data[error.start]:02X} at offset {error.start} (line {line})"
        raise InputError(expected(str(path), "UTF-8", got, remedy)) from None
