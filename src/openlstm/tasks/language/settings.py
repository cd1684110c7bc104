# SPDX-License-Identifier: Apache-2.0
"""What a character language model can be told; free of torch."""

from typing import ClassVar

from pydantic import Field

from openlstm.training.settings import DEVICE, LONGEST_LAG, PRECISION, Precision, TrainingSettings

__all__ = ["LanguageSettings"]


class LanguageSettings(TrainingSettings):
    """Model and training of a character language model."""

    panel: ClassVar[str | None] = "Model and text"

    batch_size: int = Field(
        16, ge=1, description="Places of the text that are trained side by side"
    )
    hidden_size: int = Field(256, ge=1, description="Units of each LSTM layer")
    num_layers: int = Field(2, ge=1, description="Layers of the LSTM")
    embedding_size: int = Field(64, ge=1, description="Numbers that stand for a character")
    dropout: float = Field(
        0.1,
        ge=0,
        lt=1,
        description="Share of the numbers before, between and after layers set to zero in training",
    )
    forget_bias: float = Field(1.0, description="What the forget gates' bias begins at")
    longest_lag: int = Field(10_000, ge=0, description=LONGEST_LAG)
    window: int = Field(
        64, ge=1, description="Characters the gradient reaches back; the state reaches further"
    )
    precision: Precision = Field("auto", description=PRECISION)
    device: str = Field("auto", description=DEVICE)
    validation: float = Field(
        0.05, gt=0, lt=1, description="Share of the text for validation, before the test part"
    )
    test: float = Field(0.05, gt=0, lt=1, description="Share of the text for the test, at its end")
