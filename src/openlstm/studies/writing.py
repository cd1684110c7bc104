# SPDX-License-Identifier: Apache-2.0
"""The files of a study: all into one folder, pictures as bytes."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from openlstm.files import writable, write_atomic

__all__ = ["png", "write_files"]


def write_files(
    folder: Path,
    contents: Mapping[str, str | bytes],
    remedy: str = "make room or choose another folder",
) -> list[Path]:
    """The files now in `folder`.

    Args:
        contents: name → what the file holds.
        remedy: what to do where they cannot be written.

    Raises:
        InputError: they cannot be written.
    """
    with writable(folder, remedy):
        return [write_atomic(folder / name, data) for name, data in contents.items()]


def png(figure: Any) -> bytes:
    """A figure of matplotlib's as a PNG picture."""
    file = BytesIO()
    figure.savefig(file, format="png", dpi=120)
    return file.getvalue()
