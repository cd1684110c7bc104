# SPDX-License-Identifier: Apache-2.0
"""What a comparison on somebody's own data can be told beside the settings of the task."""

from typing import ClassVar, Literal

from pydantic import Field

from openlstm.studies.settings import ARCHITECTURES, Architectures, Rates
from openlstm.training.settings import Settings

__all__ = ["ContestSettings"]


class ContestSettings(Settings):
    """Which architectures, how large, how often."""

    panel: ClassVar[str | None] = "Comparison"

    architectures: Architectures = Field(
        ",".join(ARCHITECTURES),
        validate_default=True,
        description=f"Which to compare, with commas: {', '.join(ARCHITECTURES)}",
    )
    match: Literal["width", "parameters"] = Field(
        "width",
        description="width: all have hidden_size units; parameters: as many units as bring them "
        "nearest to the parameters of the LSTM",
    )
    learning_rates: Rates = Field(
        "0.001,0.003,0.01",
        validate_default=True,
        description="Largest step sizes of AdamW, with commas; each architecture takes the one "
        "that is best on the validation part, tried with a seed that is not scored",
    )
    seeds: int = Field(3, ge=1, le=100, description="How often each training is repeated")
