# SPDX-License-Identifier: Apache-2.0
"""The folder of a search: what it is of, and its trials, which several processes write."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openlstm.errors import InputError
from openlstm.studies.folder import SEARCH, begin, require_same, standing

__all__ = ["open_study"]

JOURNAL = "trials.journal"
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
    before = standing(folder, SEARCH, "a search", told)
    if before is not None:
        require_same(folder, "a search", before, told)
    begin(folder, SEARCH, told)
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
