# SPDX-License-Identifier: Apache-2.0
"""Trainings under way: a hidden folder beside the run's place, kept if the process dies.

It is `.<name>.unfinished`, and goes when the run is written. So a folder under its own name is
always a finished run, and a killed training waits beside it to be taken up.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from openlstm.errors import InputError
from openlstm.files import writable, write_atomic
from openlstm.training.folder import differences

__all__ = ["place_of", "unfinished"]

TOLD = "told.json"


def place_of(folder: Path) -> Path:
    """Where the training that is to become the run `folder` is kept on the way."""
    return folder.with_name(f".{folder.name}.unfinished")


@contextmanager
def unfinished(
    folder: Path, told: Mapping[str, Any], *, resume: bool = False, anew: bool = False
) -> Iterator[Path]:
    """A folder for the checkpoints of the training that is to become the run `folder`.

    It goes when the block ends, and stays if the process dies or the block fails after something
    was kept. One process at a time may be in it.

    Args:
        told: what the training is told, as JSON can hold it; a resumed one must be told the same.
        resume: go on with what lies there, which must be there.
        anew: throw away what lies there.

    Raises:
        InputError: another process trains there; there is nothing to resume, or something else;
            there is an unfinished training and neither `resume` nor `anew`.
    """
    place = place_of(folder)
    if resume and not (place / TOLD).exists():
        raise InputError(f"{folder} has no unfinished training to resume; train without resume.")
    with _locked(place, folder):
        if anew and not resume:
            _clear(place)
        _agree(place / TOLD, folder, told, resume)
        write_atomic(place / TOLD, json.dumps(told))
        try:
            yield place
        except Exception:
            if not any(place.glob("*.safetensors")):
                shutil.rmtree(place, ignore_errors=True)
            raise
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _locked(place: Path, folder: Path) -> Iterator[None]:
    with writable(folder, "get permission or choose another folder"):
        place.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place / "lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:  # an OSError too
            raise InputError(
                f"another process is training the run {folder}; wait for it or choose another "
                "folder."
            ) from None
    try:
        yield
    finally:
        lock.release()


def _clear(place: Path) -> None:
    for path in place.iterdir():
        if path.name != "lock":
            path.unlink()


def _agree(file: Path, folder: Path, told: Mapping[str, Any], resume: bool) -> None:
    """Nothing, if what lies there may be gone on with."""
    if not file.exists():
        return
    if not resume:
        raise InputError(
            f"{folder} has an unfinished training; the same command with --resume goes on with it, "
            "--overwrite throws it away."
        )
    other = differences(json.loads(file.read_text(encoding="utf-8")), told)
    if other:
        said = ", ".join(f"{name} (was {old}, now {new})" for name, old, new in other)
        raise InputError(f"the unfinished training of {folder} was told otherwise: {said}.")
