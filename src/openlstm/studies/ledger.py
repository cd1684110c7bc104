# SPDX-License-Identifier: Apache-2.0
"""The trainings of a study that are done, kept in its folder as they come."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from openlstm.files import write_atomic
from openlstm.studies.folder import begin, other_files, require_same, standing

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["Ledger"]

JobT = TypeVar("JobT", bound="DataclassInstance")
FoundT = TypeVar("FoundT", bound="DataclassInstance")


class Ledger(Generic[JobT, FoundT]):
    """What is done of a study.

    Args:
        folder: where the file is or will be; None keeps nothing.
        name: of the file.
        about: what all the trainings have in common, as JSON has it; a ledger of others is refused.
        job: the class of what is trained, a frozen dataclass.
        found: the class of what comes of it.
        what: the study with an article, for messages.

    Raises:
        InputError: the folder holds something else, or cannot be written.

    >>> from openlstm.studies.training import Job, Trained
    >>> ledger = Ledger(None, "progress.json", {}, Job, Trained, "a comparison")
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
            self._open(folder, name, job, found)

    def _open(self, folder: Path, name: str, job: type[JobT], found: type[FoundT]) -> None:
        contents = standing(folder, name, self.what, self.about)
        if contents is not None:
            try:
                about = dict(contents.pop("settings"))
                done = [(job(**e["job"]), found(**e["trained"])) for e in contents.pop("done")]
            except (ValueError, KeyError, TypeError, AttributeError):
                raise other_files(folder, name, self.what, self.about) from None
            require_same(folder, self.what, about, self.about)
            self.done, self.beside = dict(done), contents
        begin(folder, name, self._contents())

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
        if self.file is not None:
            write_atomic(self.file, json.dumps(self._contents()))

    def _contents(self) -> dict[str, Any]:
        done = [{"job": asdict(job), "trained": asdict(each)} for job, each in self.done.items()]
        return {"settings": self.about, **self.beside, "done": done}
