# SPDX-License-Identifier: Apache-2.0
"""What a classifier can be told; free of torch."""

from typing import ClassVar, Literal

from pydantic import Field

from openlstm.tasks.forecast.settings import Names
from openlstm.training.settings import LONGEST_LAG, TrainingSettings

__all__ = ["ClassifySettings"]


class SmallDataTraining(TrainingSettings):
    """How networks are trained of which there are several, on little data."""

    panel: ClassVar[str | None] = "Training"
    default_limit: ClassVar[tuple[str, float]] = ("max_steps", 600)

    max_minutes: float | None = Field(
        None, gt=0, description="Minutes of training each network at most"
    )
    max_steps: int | None = Field(
        None,
        ge=1,
        description="Updates of the weights of each network at most; 600 if no limit is given",
    )
    batch_size: int = Field(32, ge=1, description="Sequences trained side by side")
    learning_rate: float = Field(
        2e-3, gt=0, le=1, description="Largest step size of AdamW, reached after the warm-up"
    )
    early_stopping_patience: int | None = Field(
        8, ge=1, description="Scorings in a row without improvement that end the training early"
    )


class ClassifySettings(SmallDataTraining):
    """Columns, model and training of a classifier."""

    panel: ClassVar[str | None] = "Data and model"

    sequence: str | None = Field(
        None, description="Column that names the sequence of a row; sequence or id if not given"
    )
    step: str | None = Field(
        None,
        description="Column that the rows of a sequence are sorted by; step or time if not given",
    )
    label: str | None = Field(
        None, description="Column of the classes; label, class, target or y if not given"
    )
    channels: Names = Field(
        [], description="Columns to read, with commas between them; all others if not given"
    )
    test_share: float = Field(
        0.2,
        ge=0,
        lt=1,
        description="Share of the sequences that is the test part, where no test data are given",
    )
    folds: int | None = Field(
        None,
        ge=1,
        description="Networks that classify together, each with another part of the training "
        "sequences to choose its weights; 5 if not given, but 10 below 500 sequences and 1 from "
        "2,000 on",
    )
    hidden_size: int = Field(64, ge=1, description="Units of each LSTM layer and direction")
    num_layers: int = Field(1, ge=1, description="Layers of the LSTM")
    pooling: Literal["mean", "last", "attention"] = Field(
        "mean", description="What the class is read from: mean, last or attention over the steps"
    )
    bidirectional: bool = Field(True, description="Read each sequence from both ends")
    dropout: float = Field(
        0.2, ge=0, lt=1, description="Share of the numbers set to zero in training"
    )
    noise: float = Field(
        0.3, ge=0, description="Deviation of what is added to the scaled channels in training"
    )
    step_dropout: float | None = Field(
        None,
        ge=0,
        lt=1,
        description="Share of the steps left out in training; if not given 0.3 where sequences "
        "differ in length, 0 where all have the same",
    )
    label_smoothing: float = Field(
        0.1,
        ge=0,
        lt=1,
        description="Share of each label that training gives to all classes alike",
    )
    class_weight: Literal["balanced"] | None = Field(
        None, description="balanced: a rare class counts as much as a frequent one in training"
    )
    forget_bias: float = Field(1.0, description="What the forget gates' bias begins at")
    longest_lag: int = Field(10_000, ge=0, description=LONGEST_LAG)
    seeds: int = Field(
        1, ge=1, description="Ensembles to train from seed, seed + 1, …; they classify together"
    )
