# SPDX-License-Identifier: Apache-2.0
"""Files that are there whole or not at all."""

import os
from pathlib import Path

__all__ = ["write_atomic"]


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
