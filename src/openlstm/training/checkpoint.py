# SPDX-License-Identifier: Apache-2.0
"""A training on disk: one file that is always whole, from which the training goes on exactly."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from openlstm.errors import InputError
from openlstm.files import write_atomic

__all__ = ["Checkpoint", "Snapshot"]

EVERY = 10.0  # seconds between two snapshots: what a killed training loses at most


@dataclass(frozen=True)
class Snapshot:
    """All that a training needs to go on: tensors by name, and plain facts."""

    tensors: Mapping[str, Tensor]
    facts: Mapping[str, Any]


class Checkpoint:
    """The newest snapshot of one training, in one safetensors file; its facts are in the header.

    Args:
        file: where; its folder must be there.
        every_seconds: time between two snapshots, 0 for one after every step.

    >>> import tempfile, torch
    >>> checkpoint = Checkpoint(Path(tempfile.mkdtemp()) / "first.safetensors")
    >>> checkpoint.read() is None
    True
    >>> checkpoint.write(Snapshot({"weight": torch.ones(2)}, {"steps": 7}))
    >>> checkpoint.read().facts
    {'steps': 7}
    """

    def __init__(self, file: Path, every_seconds: float = EVERY) -> None:
        self.file, self.every_seconds = file, every_seconds
        self.last = time.monotonic()

    def due(self) -> bool:
        """Whether it is time for the next snapshot."""
        return time.monotonic() - self.last >= self.every_seconds

    def write(self, snapshot: Snapshot) -> None:
        """Put `snapshot` in the place of the one before.

        Raises:
            InputError: it cannot be written; the one before is still there.
        """
        tensors = {name: value.contiguous() for name, value in snapshot.tensors.items()}
        try:
            write_atomic(self.file, save(tensors, {"facts": json.dumps(snapshot.facts)}))
        except OSError as error:
            raise InputError(
                f"the training cannot be kept in {self.file.parent}: {error.strerror or error}; "
                "what was kept before is still there: make room and go on with resume."
            ) from None
        self.last = time.monotonic()

    def read(self) -> Snapshot | None:
        """The snapshot that was written last; None if there is none.

        Raises:
            InputError: the file is damaged.
        """
        if not self.file.exists():
            return None
        try:
            with safe_open(self.file, framework="pt") as file:
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
                return Snapshot(tensors, json.loads((file.metadata() or {})["facts"]))
        except (SafetensorError, KeyError, ValueError) as error:
            raise InputError(
                f"{self.file} is damaged ({' '.join(str(error).split())}); delete its folder and "
                "train anew."
            ) from None
