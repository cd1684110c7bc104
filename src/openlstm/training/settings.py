# SPDX-License-Identifier: Apache-2.0
"""What every training can be told, and how wrong settings are answered."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from openlstm.errors import InputError, nearest

__all__ = [
    "DEVICE",
    "LONGEST_LAG",
    "PRECISION",
    "Precision",
    "Settings",
    "TrainingSettings",
    "checked",
    "settings_yaml",
]


class Settings(BaseModel):
    """Base of all settings: they cannot be changed, and unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    panel: ClassVar[str | None] = None
    """The heading under which `--help` lists the fields that a class brings."""


Precision = Literal["auto", "float32", "bfloat16"]
PRECISION = (
    "Numbers that products are formed with; auto: bfloat16 where the processor is made for it "
    "(AMX or AVX512_BF16), else float32; bfloat16 is for processors, not GPUs"
)
LONGEST_LAG = (
    "An eighth of the units begins with memories from 1 to so many steps, for what lies far back; "
    "0: none does"
)
DEVICE = "Where it is trained: cpu, cuda, cuda:1, …; auto: a GPU if there is one"


class TrainingSettings(Settings):
    """How long, how fast and from which seed a model is trained; shared by all tasks."""

    panel: ClassVar[str | None] = "Training"
    default_limit: ClassVar[tuple[str, float]] = ("max_minutes", 5.0)
    """What ends a training that was given no limit."""

    max_minutes: float | None = Field(
        None, gt=0, description="Minutes of training at most; 5 if no limit is given"
    )
    max_epochs: int | None = Field(None, ge=1, description="Passes over the training part at most")
    max_steps: int | None = Field(
        None,
        ge=1,
        description="Updates of the weights at most; as only limit it makes runs repeatable",
    )
    batch_size: int = Field(64, ge=1, description="Sequences trained side by side")
    learning_rate: float = Field(
        4e-3, gt=0, le=1, description="Largest step size of AdamW, reached after the warm-up"
    )
    warmup: int = Field(
        30, ge=0, description="Steps over which the learning rate rises from near zero"
    )
    weight_decay: float = Field(0.01, ge=0, description="AdamW's pull of the weights towards zero")
    gradient_clip: float = Field(1.0, gt=0, description="Largest norm of the gradient")
    validations: int = Field(
        20, ge=1, description="How often the validation part is scored; the best model is kept"
    )
    early_stopping_patience: int | None = Field(
        None, ge=1, description="Scorings in a row without improvement that end the training early"
    )
    precision: Precision = Field("float32", description=PRECISION)
    device: str = Field("cpu", description=DEVICE)
    seed: int = Field(0, ge=0, lt=2**63, description="Where all chance begins")

    @model_validator(mode="before")
    @classmethod
    def _some_limit(cls, values: Any) -> Any:
        if isinstance(values, Mapping) and all(values.get(limit) is None for limit in LIMITS):
            name, limit = cls.default_limit
            return {**values, name: limit}
        return values


LIMITS = ("max_minutes", "max_epochs", "max_steps")
AnySettings = TypeVar("AnySettings", bound=Settings)


def checked(kind: type[AnySettings], values: Mapping[str, Any]) -> AnySettings:
    """The settings of that kind, or one message with everything that is wrong with `values`.

    >>> checked(TrainingSettings, {"max_steps": "100"}).max_steps
    100
    >>> checked(TrainingSettings, {"batchsize": 3})
    Traceback (most recent call last):
    openlstm.errors.InputError: batchsize is not a setting (did you mean batch_size?).
    """
    try:
        return kind.model_validate(dict(values))
    except ValidationError as error:
        problems = [_problem(kind, details) for details in error.errors()]
        raise InputError("; ".join(problems) + ".") from None


def _problem(kind: type[Settings], details: ErrorDetails) -> str:
    name = str(details["loc"][0]) if details["loc"] else "settings"
    if details["type"] == "extra_forbidden":
        return f"{name} is not a setting{nearest(name, kind.model_fields)}"
    description = kind.model_fields[name].description
    if details["type"] == "missing":
        return f"{name} is missing: {description}"
    rule = details["msg"].replace("Input should be", "must be").replace("Value error, ", "must be ")
    return f"{name} {rule[0].lower()}{rule[1:]}, got {details['input']!r} ({description})"


def settings_yaml(settings: Settings) -> str:
    """The settings as YAML, each under a comment that says what it is.

    >>> print(settings_yaml(TrainingSettings(seed=3)))
    # Minutes of training at most; 5 if no limit is given
    max_minutes: 5.0
    ...
    # Where all chance begins
    seed: 3
    """
    values = settings.model_dump(mode="json")
    return "".join(
        f"# {field.description}\n{yaml.safe_dump({name: values[name]}, allow_unicode=True)}"
        for name, field in type(settings).model_fields.items()
    )
