# SPDX-License-Identifier: Apache-2.0
"""Files that are there whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openlstm.errors import InputError, expected

__all__ = ["check_file", "partial_beside", "writable", "write_atomic"]


@contextmanager
def writable(path: str | Path, remedy: str) -> Iterator[None]:
    """A context in which what the system says against writing is said to the user.

    Args:
        path: the file or folder that is written.
        remedy: what to do.

    Raises:
        InputError: an OSError came from within.

    >>> with writable("/nowhere", "choose another place"):
    ...     write_atomic("/nowhere/note.txt", "lost")
    Traceback (most recent call last):
    openlstm.errors.InputError: /nowhere cannot be written: No such file or directory; choose...
    """
    try:
        yield
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror or error}; {remedy}."
        ) from None


def check_file(path: Path, *read: Path) -> None:
    """Nothing, if the file that --out names can be written and is none of those that are read.

    Raises:
        InputError: it is one of them, is a folder, or cannot be written.
    """
    for other in read:
        if _same(path, other):
            rule = "another file than those that are read"
            raise InputError(expected("--out", rule, path, "choose another name"))
    with writable(path, "choose another place"):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not _is_special(path):
            partial = partial_beside(_place(path))
            partial.touch()
            partial.unlink()


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # one of them is not there
        return False


def write_atomic(path: str | Path, data: str | bytes) -> Path:
    """The path, now holding `data`: written under another name, flushed to disk, then renamed.

    A process killed at any moment leaves the old file or the new one, never a part. Of a link the
    target is written; a pipe or a device, which holds nothing to be kept whole, is written to.

    >>> import tempfile
    >>> write_atomic(Path(tempfile.mkdtemp()) / "note.txt", "kept").read_text(encoding="utf-8")
    'kept'
    """
    path, contents = Path(path), data.encode("utf-8") if isinstance(data, str) else data
    if _is_special(path):
        path.write_bytes(contents)
        return path
    place = _place(path)
    partial = partial_beside(place)
    try:
        with open(partial, "wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, place)
    finally:
        partial.unlink(missing_ok=True)
    return path


def _is_special(path: Path) -> bool:
    """Whether it is there and is no regular file."""
    return path.exists() and not path.is_file()


def _place(path: Path) -> Path:
    """Where the file itself lies, or is to lie, if `path` is a link to it."""
    return Path(os.path.realpath(path))


def partial_beside(place: Path) -> Path:
    """Where this process builds what is renamed to `place` when it is whole: on the same disk."""
    return place.with_name(f".{place.name}.{os.getpid()}.partial")
