# SPDX-License-Identifier: Apache-2.0
"""The folder of a study on somebody's own data: what it is of, and the trials of a search."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openlstm.errors import InputError
from openlstm.files import writable, write_atomic
from openlstm.training.folder import read_json

__all__ = ["open_folder", "open_study"]

JOURNAL, SEARCH = "trials.journal", "search.json"
SETTLED = 5  # trials that are trained to their end before any is cut off
QUARTER = 5  # validations, of 20, that every trial may have before


def open_study(folder: Path, told: Mapping[str, Any]) -> Any:
    """The optuna study in `folder`, begun, joined or taken up.

    Args:
        told: what is searched on which data, as JSON can hold it.

    Raises:
        InputError: optuna is not installed; or as `open_folder` does.
    """
    optuna = _optuna()
    open_folder(folder, SEARCH, told)
    backend = optuna.storages.journal.JournalFileBackend(str(folder / JOURNAL))
    return optuna.create_study(
        study_name=told["task"],
        storage=optuna.storages.JournalStorage(backend),
        pruner=optuna.pruners.MedianPruner(SETTLED, QUARTER),
        load_if_exists=True,
    )


def _optuna() -> Any:
    try:
        import optuna
        import optuna.storages.journal
    except ModuleNotFoundError:
        raise InputError(
            "a search needs optuna, which is not installed; install it with: "
            "pip install 'openlstm[tune]'"
        ) from None
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return optuna


def open_folder(folder: Path, name: str, told: Mapping[str, Any]) -> None:
    """Make `folder`, whose file `name` says what the study is told; or find it told the same.

    Raises:
        InputError: it holds other files or a study that was told otherwise, or cannot be written.
    """
    remedy = "choose another folder or move this one away"
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file, not a folder for a study; {remedy}.")
    # What another process is just about to write has a name with a dot before it.
    if folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
        _agree(folder, name, told, remedy)
    with writable(folder, remedy):
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / name, json.dumps(told))


def _agree(folder: Path, name: str, told: Mapping[str, Any], remedy: str) -> None:
    try:
        before = dict(read_json(folder / name))
    except (OSError, ValueError, TypeError):
        raise InputError(f"{folder} is in use: it holds other files; {remedy}.") from None
    now = json.loads(json.dumps(told))
    other = [key for key in {**before, **now} if before.get(key) != now.get(key)]
    if other:
        said = ", ".join(f"{key} (was {before.get(key)}, now {now.get(key)})" for key in other)
        raise InputError(f"the study in {folder} was told otherwise: {said}; {remedy}.")
