# SPDX-License-Identifier: Apache-2.0
"""What a search can be told beside the settings of the task; free of torch."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, model_validator

from openlstm.training.settings import Settings

__all__ = ["TuneSettings"]


class TuneSettings(Settings):
    """How long is searched, and how far."""

    panel: ClassVar[str | None] = "Search"

    trials: int | None = Field(
        None, ge=1, description="Trainings in all, of every process; 30 if no limit is given"
    )
    minutes: float | None = Field(
        None, gt=0, description="Minutes that this process searches at most"
    )
    max_layers: int = Field(5, ge=1, le=10, description="Most layers to try")
    max_hidden_size: int | None = Field(
        None,
        ge=2,
        le=4096,
        description="Most units to try; six times the width of the input, at least 128, if not "
        "given",
    )

    @model_validator(mode="before")
    @classmethod
    def _some_end(cls, values: Any) -> Any:
        ends = ("trials", "minutes")
        if isinstance(values, Mapping) and all(values.get(name) is None for name in ends):
            return {**values, "trials": 30}
        return values
