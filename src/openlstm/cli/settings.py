# SPDX-License-Identifier: Apache-2.0
"""The settings of commands that know no task: what can be said on their lines and in YAML files."""

from pathlib import Path

from pydantic import Field
from pydantic.config import JsonDict

from openlstm.training.settings import Settings

__all__ = ["Evaluate", "Report", "RunSettings"]

RUN: JsonDict = {"argument": "RUN"}
FILES: JsonDict = {"argument": "FILE"}


class RunSettings(Settings):
    """Where a training puts its run."""

    out: Path | None = Field(
        None, description="Folder of the run; runs/ and the name of the first file if not given"
    )
    overwrite: bool = Field(
        False, description="Replace a run that is in the folder, or an unfinished training of it"
    )
    resume: bool = Field(
        False, description="Go on with a training of the same settings that was cut off"
    )


class Evaluate(Settings):
    """openlstm evaluate"""

    run: Path = Field(description="Folder of a trained model", json_schema_extra=RUN)
    files: list[Path] = Field(
        min_length=1,
        description="What it is scored on: text files, or folders of them; a table for a forecast; "
        "sequences for a classifier",
        json_schema_extra=FILES,
    )


class Report(Settings):
    """openlstm report"""

    run: Path = Field(description="Folder of a trained model", json_schema_extra=RUN)
