# SPDX-License-Identifier: Apache-2.0
"""What a comparison can be told; free of torch, so that `openlstm --help` answers at once."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from openlstm.errors import nearest
from openlstm.training.settings import Settings

__all__ = [
    "ARCHITECTURES",
    "STUDIES",
    "Architectures",
    "CompareSettings",
    "Rates",
    "known",
    "parts",
]

ARCHITECTURES = {"rnn": "RNN", "lstm": "LSTM", "bilstm": "bidirectional LSTM", "gru": "GRU"}
STUDIES = ("language", "brackets", "keep", "depth")


def parts(value: Any) -> Any:
    """a,b,c as a list; other values as they are."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [value] if isinstance(value, (int, float)) else value


def known(names: tuple[str, ...], all_: Iterable[str], empty: bool = False) -> tuple[str, ...]:
    """The names, if each is one of `all_` and comes once.

    Raises:
        ValueError: one is not, or there is none and `empty` is False.
    """
    for name in names:
        if name not in all_:
            hint = nearest(name, all_)
            raise ValueError(f"made of {', '.join(all_)}, with no {name!r}{hint}")
    if len(set(names)) < len(names) or not (names or empty):
        raise ValueError(f"one or more of {', '.join(all_)}, each once")
    return names


def _architectures(names: tuple[str, ...]) -> tuple[str, ...]:
    return known(names, ARCHITECTURES)


def _studies(names: tuple[str, ...]) -> tuple[str, ...]:
    return () if names == ("none",) else known(names, STUDIES, empty=True)


def _lags(lags: tuple[int, ...]) -> tuple[int, ...]:
    if not lags or len(set(lags)) < len(lags) or not all(1 <= lag <= 10_000 for lag in lags):
        raise ValueError("one or more different whole numbers from 1 to 10000")
    return lags


def _rates(rates: tuple[float, ...]) -> tuple[float, ...]:
    if not rates or len(set(rates)) < len(rates) or not all(0 < rate <= 1 for rate in rates):
        raise ValueError("one or more different numbers above 0, at most 1")
    return tuple(sorted(rates))


Architectures = Annotated[tuple[str, ...], BeforeValidator(parts), AfterValidator(_architectures)]
Rates = Annotated[tuple[float, ...], BeforeValidator(parts), AfterValidator(_rates)]


class CompareSettings(Settings):
    """Which architectures are compared, how large, and how long they are trained."""

    architectures: Architectures = Field(
        ",".join(ARCHITECTURES),
        validate_default=True,
        description=f"Which to compare, with commas: {', '.join(ARCHITECTURES)}",
    )
    hidden_size: int = Field(64, ge=1, le=1024, description="Units of a layer")
    match: Literal["width", "parameters"] = Field(
        "width",
        description="width: all have that many units; parameters: as many units as bring them "
        "nearest to the parameters of one layer of the LSTM",
    )
    trained: Annotated[tuple[str, ...], BeforeValidator(parts), AfterValidator(_studies)] = Field(
        ",".join(STUDIES),
        validate_default=True,
        description=f"What to train them on, with commas: {', '.join(STUDIES)}; or none",
    )
    lags: Annotated[tuple[int, ...], BeforeValidator(parts), AfterValidator(_lags)] = Field(
        "20,100,300",
        validate_default=True,
        description="Steps over which a symbol is to be kept, with commas",
    )
    max_layers: int = Field(5, ge=1, le=10, description="Layers that depth is tried up to")
    seeds: int = Field(2, ge=1, le=100, description="How often each training is repeated")
    updates: int = Field(
        300, ge=1, description="Updates of the weights in each training, the same batches for all"
    )
    window: int = Field(
        64,
        ge=1,
        description="Characters of real text that the gradient reaches back",
    )
    minutes: float | None = Field(
        None,
        gt=0,
        description="Minutes for all trainings together, in equal shares; updates is a limit too",
    )
    learning_rates: Rates = Field(
        "0.003,0.01,0.03",
        validate_default=True,
        description="Largest step sizes of AdamW, with commas; of several, each kind of training "
        "takes the one that is best on validation data, tried with a seed that is not scored",
    )
