# SPDX-License-Identifier: Apache-2.0
"""Files that are there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openlstm.errors import InputError

__all__ = ["writable", "write_atomic"]


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


def write_atomic(path: str | Path, data: str | bytes) -> Path:
    """The path, now holding `data`: written under another name, flushed to disk, then renamed.

    A process killed at any moment leaves the old file or the new one, never a part.

    >>> import tempfile
    >>> write_atomic(Path(tempfile.mkdtemp()) / "note.txt", "kept").read_text(encoding="utf-8")
    'kept'
    """
    path = Path(path)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with open(partial, "wb") as file:
            file.write(data.encode("utf-8") if isinstance(data, str) else data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    return path
