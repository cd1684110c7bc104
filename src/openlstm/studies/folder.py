# SPDX-License-Identifier: Apache-2.0
"""A study's folder: begun, or taken up again if the same study stands there."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openlstm.errors import InputError
from openlstm.files import writable, write_atomic
from openlstm.training.folder import differences, read_json

__all__ = ["begin", "other_files", "require_same", "standing"]

REMEDY = "choose another folder or move this one away"


def standing(folder: Path, name: str, what: str) -> dict[str, Any] | None:
    """What the study that stands in the folder wrote of itself; None if there is none yet.

    Args:
        folder: of the study.
        name: of its file.
        what: the study with an article, for messages.

    Raises:
        InputError: the folder is a file, or holds other files.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file, not a folder for {what}; {REMEDY}.")
    # what another process is just about to write has a name with a dot before it
    if not folder.is_dir() or all(path.name.startswith(".") for path in folder.iterdir()):
        return None
    try:
        return dict(read_json(folder / name))
    except (OSError, ValueError, TypeError):
        raise other_files(folder) from None


def other_files(folder: Path) -> InputError:
    """The error that the folder holds something else than a study."""
    return InputError(f"{folder} is in use: it holds other files; {REMEDY}.")


def require_same(
    folder: Path, what: str, before: Mapping[str, Any], now: Mapping[str, Any]
) -> None:
    """Nothing, if the study that stands in the folder was told the same.

    Raises:
        InputError: it was told otherwise.
    """
    other = differences(before, now)
    if other:
        said = "; ".join(f"{name} is {old} there, {new} here" for name, old, new in other)
        raise InputError(
            f"{folder} is in use: {what} with other settings stands there ({said}); repeat its "
            f"command to finish it, or {REMEDY}."
        )


def begin(folder: Path, name: str, contents: Mapping[str, Any]) -> None:
    """Nothing; the folder is there and its file holds the contents.

    Raises:
        InputError: they cannot be written.
    """
    with writable(folder, REMEDY):
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / name, json.dumps(contents))
