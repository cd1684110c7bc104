# SPDX-License-Identifier: Apache-2.0
"""The trainings of a study that are done, kept in its folder as they come."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from openlstm.errors import InputError
from openlstm.files import writable, write_atomic
from openlstm.training.folder import read_json

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["Ledger"]

JobT = TypeVar("JobT", bound="DataclassInstance")
FoundT = TypeVar("FoundT", bound="DataclassInstance")
REMEDY = "choose another folder or move this one away"


class Ledger(Generic[JobT, FoundT]):
    """What is done of a study.

    Args:
        folder: where the file is or will be; None keeps nothing.
        name: of the file.
        about: what all the trainings have in common, as JSON has it; a ledger of others is refused.
        job: the class of what is trained, a frozen dataclass.
        found: the class of what comes of it.
        what: the study in a word, for messages.

    Raises:
        InputError: the folder holds something else, or cannot be written.

    >>> from openlstm.studies.training import Job, Trained
    >>> ledger = Ledger(None, "progress.json", {}, Job, Trained, "comparison")
    >>> ledger.get(Job("brackets", "rnn", "default", 1, 0, 0.003)) is None
    True
    """

    def __init__(
        self,
        folder: Path | None,
        name: str,
        about: Mapping[str, Any],
        job: type[JobT],
        found: type[FoundT],
        what: str,
    ) -> None:
        self.file = folder / name if folder else None
        self.about, self.what = dict(about), what
        self.beside: dict[str, Any] = {}
        """What else was noted, by name, as JSON has it."""
        self.done: dict[JobT, FoundT] = {}
        if folder:
            self._open(folder, job, found)

    def _open(self, folder: Path, job: type[JobT], found: type[FoundT]) -> None:
        if folder.exists() and not folder.is_dir():
            raise InputError(f"{folder} is a file, not a folder for the {self.what}; {REMEDY}.")
        if folder.is_dir() and any(folder.iterdir()):
            self._read(folder, job, found)
        with writable(folder, REMEDY):
            folder.mkdir(parents=True, exist_ok=True)
            self._write()

    def _read(self, folder: Path, job: type[JobT], found: type[FoundT]) -> None:
        assert self.file is not None
        try:
            contents: dict[str, Any] = read_json(self.file)
            about = dict(contents.pop("settings"))
            done = [(job(**e["job"]), found(**e["trained"])) for e in contents.pop("done")]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise InputError(f"{folder} is in use: it holds other files; {REMEDY}.") from None
        if about != self.about:
            raise InputError(
                f"{folder} is in use: a {self.what} with other settings stands there "
                f"({self._difference(about)}); repeat its command to finish it, or {REMEDY}."
            )
        self.done, self.beside = dict(done), contents

    def _difference(self, about: Mapping[str, Any]) -> str:
        names = [key for key in {**about, **self.about} if about.get(key) != self.about.get(key)]
        return "; ".join(f"{k} is {about.get(k)} there, {self.about.get(k)} here" for k in names)

    def get(self, job: JobT) -> FoundT | None:
        """What came of this job; None if it is not done."""
        return self.done.get(job)

    def keep(self, job: JobT, found: FoundT) -> None:
        """Remember what came of the job."""
        self.done[job] = found
        self._write()

    def note(self, name: str, value: Any) -> None:
        """Remember something else, as JSON has it, under a name other than settings and done."""
        self.beside[name] = value
        self._write()

    def _write(self) -> None:
        if self.file is None:
            return
        done = [{"job": asdict(job), "trained": asdict(each)} for job, each in self.done.items()]
        contents = {"settings": self.about, **self.beside, "done": done}
        write_atomic(self.file, json.dumps(contents))
