# SPDX-License-Identifier: Apache-2.0
"""What a forecaster can be told; free of torch."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from openlstm.training.settings import LONGEST_LAG, TrainingSettings

__all__ = ["ForecastSettings", "Names"]


def _listed(value: Any) -> Any:
    """One word, or several with commas between them, as a list; a list may hold such words."""
    parts = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return [
        word.strip() if isinstance(word, str) else word
        for part in parts
        for word in (part.split(",") if isinstance(part, str) else [part])
    ]


Names = Annotated[list[str], BeforeValidator(_listed)]
Numbers = Annotated[list[float], BeforeValidator(_listed)]


class ForecastSettings(TrainingSettings):
    """Columns, model and training of a forecaster."""

    panel: ClassVar[str | None] = "Data and model"
    default_limit: ClassVar[tuple[str, float]] = ("max_steps", 600)

    max_minutes: float | None = Field(None, gt=0, description="Minutes of training at most")
    max_steps: int | None = Field(
        None, ge=1, description="Updates of the weights at most; 600 if no limit is given"
    )
    batch_size: int = Field(128, ge=1, description="Windows in a batch")
    learning_rate: float = Field(
        2e-3, gt=0, le=1, description="Largest step size of AdamW, reached after the warm-up"
    )
    early_stopping_patience: int | None = Field(
        6, ge=1, description="Scorings in a row without improvement that end the training early"
    )

    time: str | None = Field(
        None, description="Column of dates, times or whole numbers; ds or timestamp if not given"
    )
    target: Names = Field(
        [], description="Columns to forecast, with commas between them; y or target if not given"
    )
    horizon: int = Field(ge=1, description="Steps to forecast", examples=[24])
    series: str | None = Field(
        None, description="Column that names the series of a row, where a table holds several"
    )
    past_covariates: Names = Field([], description="Columns known up to the present")
    future_covariates: Names = Field([], description="Columns known of the future too")
    static_covariates: Names = Field([], description="Columns that never change within a series")
    categorical: Names = Field([], description="Those of the covariates that hold categories")
    frequency: str | None = Field(
        None,
        description="Grid to lay the series on, such as 15min, h, D, W, MS: rows within a step "
        "are averaged, steps without a row are missing values; the table's own if not given",
    )
    split: Numbers = Field(
        [0.7, 0.15, 0.15],
        description="Training, validation and test by time: shares, or numbers of steps",
    )
    context_length: int | None = Field(
        None, ge=1, description="Steps read back; if not given, chosen on the validation part"
    )
    quantiles: Numbers = Field([0.1, 0.5, 0.9], description="Quantiles to forecast")
    level: Numbers = Field(
        [], description="Intervals to forecast, in percent: 80 adds the quantiles 0.1 and 0.9"
    )
    hidden_size: int = Field(64, ge=1, description="Units of each LSTM layer")
    num_layers: int = Field(1, ge=1, description="Layers of the LSTM")
    dropout: float = Field(
        0.2, ge=0, lt=1, description="Share of the numbers set to zero in training"
    )
    bidirectional: bool = Field(False, description="Read the context from both ends")
    stateful: bool = Field(
        False,
        description="Carry the LSTM's state from row to row through the whole series; if not, it "
        "reads a window anew for each forecast, told from the newest value",
    )
    forget_bias: float = Field(1.0, description="What the forget gates' bias begins at")
    longest_lag: int = Field(10_000, ge=0, description=LONGEST_LAG)
    seeds: int = Field(
        1, ge=1, description="Networks to train from seed, seed + 1, …; they forecast together"
    )
    no_ablation: bool = Field(
        False, description="Do not train the LSTM without linear path, which takes half the time"
    )

    @field_validator("quantiles")
    @classmethod
    def _are_shares(cls, values: list[float]) -> list[float]:
        if not all(0 < value < 1 for value in values):
            raise ValueError("between 0 and 1, as 0.1,0.5,0.9")
        return values

    @field_validator("level")
    @classmethod
    def _are_percent(cls, values: list[float]) -> list[float]:
        if not all(0 < value < 100 for value in values):
            raise ValueError("between 0 and 100 percent, as 80,95")
        return values

    @field_validator("stateful")
    @classmethod
    def _reads_forward(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("bidirectional"):
            raise ValueError("false with bidirectional: what reads backward cannot be carried on")
        return value

    @property
    def levels(self) -> list[float]:
        """All quantiles to forecast, ascending, the median among them."""
        sides = [(50 + sign * level / 2) / 100 for level in self.level for sign in (-1, 1)]
        return sorted({round(level, 6) for level in (*self.quantiles, *sides, 0.5)})
