# SPDX-License-Identifier: Apache-2.0
"""What all commands that train have in common: the folder, the checkpoints, the clock on screen."""

import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openlstm.cli import display
from openlstm.training.folder import check_free, new_run
from openlstm.training.settings import Settings
from openlstm.training.unfinished import place_of, unfinished

if TYPE_CHECKING:
    from openlstm.tasks.estimator import Estimator

__all__ = ["fingerprint", "train"]

PLACE = {"out", "overwrite", "resume"}  # settings that change where a run goes, not what it is
CHUNK = 2**20


def train(
    model: Any,
    data: Any,
    settings: Settings,
    out: Path,
    command: str,
    replaces: str,
    *,
    known_as: str,
    items: str,
    extra: Callable[[float], str] | None = None,
    resume: bool = False,
    overwrite: bool = False,
    **more: Any,
) -> None:
    """Fit `model` on `data` and write the run into `out`; a training cut off can be taken up.

    Of several processes the first writes; the others only read what it kept on the way.

    Args:
        replaces: see `check_free`.
        known_as: fingerprint of the data; a training taken up must have the same.
        items, extra: see `display.training`.
        more: what `model.fit` is told beside the data.
    """
    from openlstm.training.processes import processes

    group = processes()
    if group.rank:
        model.fit(data, checkpoints=place_of(out), **more)
        return
    check_free(out, replaces)
    told = {**settings.model_dump(mode="json", exclude=PLACE), "command": command,
            "data": known_as, "processes": group.count}  # fmt: skip
    with ExitStack() as stack:
        place = stack.enter_context(unfinished(out, told, resume=resume, anew=overwrite))
        with display.training(items, extra) as watch:
            model.fit(data, watch=watch, checkpoints=place, **more)
        _write(model, settings, out, command, replaces)


def _write(model: "Estimator", settings: Settings, out: Path, command: str, replaces: str) -> None:
    if model.interrupted:
        display.note("stopped by Ctrl-C; the best model so far is kept")
    with display.busy("writing the report"), new_run(out, replaces) as folder:
        model.write(folder, command, settings, out.name)


def fingerprint(data: str | Path) -> str:
    """The SHA-256 of a text, or of the bytes of a file; empty if it cannot be read."""
    found = hashlib.sha256()
    if isinstance(data, str):
        found.update(data.encode("utf-8"))
    elif data.is_file():
        with data.open("rb") as file:
            while part := file.read(CHUNK):
                found.update(part)
    return found.hexdigest()
