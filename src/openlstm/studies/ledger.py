# SPDX-License-Identifier: Apache-2.0
"""The trainings of a comparison that are done, kept in its folder until all of them are."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from openlstm.errors import InputError
from openlstm.files import write_atomic
from openlstm.studies.costs import Cost
from openlstm.studies.settings import CompareSettings
from openlstm.studies.training import Job, Trained
from openlstm.training.folder import read_json

__all__ = ["PROGRESS", "Ledger"]

PROGRESS = "progress.json"


class Ledger:
    """What is done of a comparison with these settings.

    Args:
        folder: where `progress.json` is or will be; None keeps nothing.
        settings: of the comparison; a ledger of other settings is refused.

    Raises:
        InputError: the folder holds something else, or cannot be written.

    >>> Ledger(None, CompareSettings()).get(Job("brackets", "rnn", "default", 1, 0, 0.003)) is None
    True
    """

    def __init__(self, folder: Path | None, settings: CompareSettings) -> None:
        self.file = folder / PROGRESS if folder else None
        self.settings = settings.model_dump(mode="json")
        self.costs: list[Cost] = []
        self.done: dict[Job, Trained] = {}
        if folder:
            self._open(folder)

    def _open(self, folder: Path) -> None:
        remedy = "choose another folder or move this one away"
        if folder.exists() and not folder.is_dir():
            raise InputError(f"{folder} is a file, not a folder for the comparison; {remedy}.")
        if folder.is_dir() and any(folder.iterdir()):
            self._read(folder, remedy)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._write()
        except OSError as error:
            raise InputError(
                f"{folder} cannot be written: {error.strerror or error}; {remedy}."
            ) from None

    def _read(self, folder: Path, remedy: str) -> None:
        try:
            found: dict[str, Any] = read_json(folder / PROGRESS)
            same = found["settings"] == self.settings
            self.costs = [Cost(**cost) for cost in found["costs"]]
            self.done = {Job(**each["job"]): Trained(**each["trained"]) for each in found["done"]}
        except (OSError, ValueError, KeyError, TypeError):
            raise InputError(f"{folder} is in use: it holds other files; {remedy}.") from None
        if not same:
            raise InputError(
                f"{folder} is in use: a comparison with other settings stands there unfinished; "
                f"repeat its command to finish it, or {remedy}."
            )

    def get(self, job: Job) -> Trained | None:
        """What came of this job; None if it is not done."""
        return self.done.get(job)

    def keep(self, job: Job, trained: Trained) -> None:
        """Remember what came of the job."""
        self.done[job] = trained
        self._write()

    def keep_costs(self, costs: list[Cost]) -> None:
        """Remember the costs."""
        self.costs = costs
        self._write()

    def _write(self) -> None:
        if self.file is None:
            return
        done = [{"job": asdict(job), "trained": asdict(each)} for job, each in self.done.items()]
        contents = {
            "settings": self.settings,
            "costs": [asdict(cost) for cost in self.costs],
            "done": done,
        }
        write_atomic(self.file, json.dumps(contents))
