# SPDX-License-Identifier: Apache-2.0
"""The folder of a search: what it is of, and its trials, which several processes write."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openlstm.errors import InputError
from openlstm.files import writable, write_atomic
from openlstm.training.folder import read_json

__all__ = ["open_study"]

JOURNAL, SEARCH = "trials.journal", "search.json"
SETTLED = 5  # trials that are trained to their end before any is cut off
QUARTER = 5  # validations, of 20, that every trial may have before


def open_study(folder: Path, told: Mapping[str, Any]) -> Any:
    """The optuna study in `folder`, begun, joined or taken up.

    Args:
        told: what is searched on which data, as JSON can hold it.

    Raises:
        InputError: optuna is not installed; the folder holds other files or a search that was told
            otherwise, or cannot be written.
    """
    optuna = _optuna()
    _open_folder(folder, told)
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


def _open_folder(folder: Path, told: Mapping[str, Any]) -> None:
    remedy = "choose another folder or move this one away"
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file, not a folder for a search; {remedy}.")
    # What another process is just about to write has a name with a dot before it.
    if folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
        _agree(folder / SEARCH, told, remedy)
    with writable(folder, remedy):
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / SEARCH, json.dumps(told))


def _agree(file: Path, told: Mapping[str, Any], remedy: str) -> None:
    try:
        before = dict(read_json(file))
    except (OSError, ValueError, TypeError):
        raise InputError(f"{file.parent} is in use: it holds other files; {remedy}.") from None
    now = json.loads(json.dumps(told))
    other = [key for key in {**before, **now} if before.get(key) != now.get(key)]
    if other:
        said = ", ".join(f"{key} (was {before.get(key)}, now {now.get(key)})" for key in other)
        raise InputError(f"the study in {file.parent} was told otherwise: {said}; {remedy}.")
