# SPDX-License-Identifier: Apache-2.0
"""The settings of each command: what can be said on its line and in its YAML file."""

from pathlib import Path
from typing import ClassVar

from pydantic import Field
from pydantic.config import JsonDict

from openlstm.tasks.language.settings import LanguageSettings
from openlstm.training.settings import Settings

__all__ = ["Demo", "Evaluate", "Generate", "Report", "TrainLanguage"]

RUN: JsonDict = {"argument": "RUN"}
FILES: JsonDict = {"argument": "FILE"}


class Demo(LanguageSettings):
    """openlstm demo"""

    panel: ClassVar[str | None] = None
    default_limit: ClassVar[tuple[str, float]] = ("max_minutes", 2.0)

    out: Path = Field(
        Path("runs/demo"), description="Folder of the run; an older demo there is replaced"
    )


class TrainLanguage(LanguageSettings):
    """openlstm train language"""

    panel: ClassVar[str | None] = None

    files: list[Path] = Field(
        min_length=1,
        description="Text files, or folders of them, in UTF-8",
        json_schema_extra=FILES,
    )
    out: Path | None = Field(
        None, description="Folder of the run; runs/ and the name of the first file if not given"
    )
    overwrite: bool = Field(False, description="Replace a run that is in the folder")


class Evaluate(Settings):
    """openlstm evaluate"""

    run: Path = Field(description="Folder of a trained model", json_schema_extra=RUN)
    files: list[Path] = Field(
        min_length=1,
        description="Text files, or folders of them, in UTF-8",
        json_schema_extra=FILES,
    )


class Generate(Settings):
    """openlstm generate"""

    run: Path = Field(description="Folder of a trained model", json_schema_extra=RUN)
    prompt: str = Field("", description="What the text begins with")
    length: int = Field(400, ge=0, description="Characters to write")
    temperature: float = Field(
        0.8,
        ge=0,
        description="1 draws as the model believes, less is more careful, 0 takes the likeliest",
    )
    seed: int = Field(0, ge=0, lt=2**63, description="Where the chance begins")


class Report(Settings):
    """openlstm report"""

    run: Path = Field(description="Folder of a trained model", json_schema_extra=RUN)
