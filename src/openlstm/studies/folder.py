# SPDX-License-Identifier: Apache-2.0
"""A study's folder: begun, or taken up again if the same study stands there."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openlstm.errors import InputError
from openlstm.files import writable, write_atomic
from openlstm.training.folder import MANIFEST, differences, read_json

__all__ = [
    "COMPARISON",
    "PROGRESS",
    "SCOREBOARD",
    "SEARCH",
    "TRAININGS",
    "begin",
    "other_files",
    "require_same",
    "standing",
]

SEARCH, SCOREBOARD, TRAININGS = "search.json", "memory.json", "trainings.json"
PROGRESS, COMPARISON = "progress.json", "comparison.json"
KINDS = {
    MANIFEST: "a run",
    SEARCH: "a search",
    SCOREBOARD: "a scoreboard",
    TRAININGS: "a comparison on data of the user's",
    PROGRESS: "an unfinished comparison",
    COMPARISON: "a finished comparison",
}
"""File → what lies in a folder that holds it; the first that is there says it."""

REMEDY = "choose another folder or move this one away"


def standing(folder: Path, name: str, what: str, now: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the study that stands in the folder wrote of itself; None if there is none yet.

    Args:
        folder: of the study.
        name: of its file.
        what: the study with an article, for messages.
        now: what it is told, for messages.

    Raises:
        InputError: the folder is a file, or holds something else; it is said what.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file, not a folder for {what}; {REMEDY}.")
    # what another process is just about to write has a name with a dot before it
    if not folder.is_dir() or all(path.name.startswith(".") for path in folder.iterdir()):
        return None
    try:
        return dict(read_json(folder / name))
    except (OSError, ValueError, TypeError):
        raise other_files(folder, name, what, now) from None


def other_files(folder: Path, name: str, what: str, now: Mapping[str, Any]) -> InputError:
    """The error that the folder holds something else than the study; see `standing`."""
    there = next((file for file in KINDS if (folder / file).exists()), None)
    if there == name:
        return InputError(f"{folder / name} holds something else than {what}; {REMEDY}.")
    if there is None:
        return InputError(f"{folder} holds other files than {what}; {REMEDY}.")
    ours = (name, there) == (PROGRESS, COMPARISON)
    settings = _settings_of(folder / there, now) if ours else ""
    return InputError(f"{folder} holds {KINDS[there]}{settings}; {REMEDY}.")


def _settings_of(file: Path, now: Mapping[str, Any]) -> str:
    """How the finished study was told otherwise, to follow its name; empty if it does not say."""
    try:
        before = dict(read_json(file)["settings"])
    except (OSError, ValueError, TypeError, KeyError):
        return ""
    said = _said(before, now)
    return f" with other settings ({said})" if said else " with the same settings"


def _said(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    other = differences(before, now)
    return "; ".join(f"{name} is {old} there, {new} here" for name, old, new in other)


def require_same(
    folder: Path, what: str, before: Mapping[str, Any], now: Mapping[str, Any]
) -> None:
    """Nothing, if the study that stands in the folder was told the same.

    Raises:
        InputError: it was told otherwise.
    """
    said = _said(before, now)
    if said:
        raise InputError(
            f"{folder} holds {what} with other settings ({said}); repeat its command to finish it, "
            f"or {REMEDY}."
        )


def begin(folder: Path, name: str, contents: Mapping[str, Any]) -> None:
    """Nothing; the folder is there and its file holds the contents.

    Raises:
        InputError: they cannot be written.
    """
    with writable(folder, REMEDY):
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / name, json.dumps(contents))
