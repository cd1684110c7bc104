# SPDX-License-Identifier: Apache-2.0
"""`suggest_init`: which initialisation suits the lags that matter, and why, in words."""

import math
from dataclasses import dataclass
from typing import Any

from openlstm.errors import InputError, expected

__all__ = ["Suggestion", "suggest_init"]

SHORT = 10
"""Up to this lag forget bias 1 is enough: σ(1)^10 = 4 % of the memory is left."""
FEW = 4
"""Units for each tenfold of time scales; fewer leave gaps."""


@dataclass(frozen=True)
class Suggestion:
    """An initialisation, and why.

    Attributes:
        init: the argument of `LSTM` of that name.
        lags: likewise; None where it takes none.
        why: the reasons, in sentences.
    """

    init: str
    lags: tuple[float, float] | None
    why: str

    @property
    def options(self) -> dict[str, Any]:
        """The arguments for `LSTM`: `LSTM(5, 64, **suggestion.options)`."""
        return {"init": self.init} | ({} if self.lags is None else {"lags": self.lags})


def suggest_init(
    lags: float | tuple[float, float] | None = None,
    *,
    length: int | None = None,
    hidden_size: int | None = None,
) -> Suggestion:
    """The initialisation that suits the lags over which something is to be remembered, and why.

    Args:
        lags: the longest lag in steps, or (shortest, longest), 0 < shortest ≤ longest; None
            (default): not known.
        length: steps of the longest sequence, at least 2, if known: no lag can reach beyond it.
        hidden_size: units of a layer, at least 1, if known: too few for the spread is said.

    Raises:
        InputError: a number out of its range, or a lag beyond the sequence.

    >>> suggest_init(lags=(20, 300)).options
    {'init': 'chrono', 'lags': (20.0, 300.0)}
    >>> suggest_init().options
    {'init': 'multiscale', 'lags': (1.0, 10000.0)}
    """
    _check("length", length, 2)
    _check("hidden_size", hidden_size, 1)
    if lags is None:
        return _blind(length, hidden_size)
    shortest, longest = _pair(lags)
    if length is not None and longest >= length:
        remedy = f"the longest lag within {length} steps is {length - 1}"
        raise InputError(expected("lags", f"below length={length}", lags, remedy))
    if longest <= SHORT:
        return Suggestion(
            "forget_bias",
            None,
            f"Lags up to {longest:g} steps are short. A forget bias of 1 leaves "
            f"{0.731**longest:.0%} of a memory after {longest:g} steps, PyTorch's own start, where "
            f"the forget gate is at one half, {0.5**longest:.1%}.",
        )
    why = (
        f"The lags are known, {shortest:g} to {longest:g} steps. Chrono gives each unit a memory "
        "drawn evenly between them, and an input gate as slow, so that the cell does not overflow."
    )
    return Suggestion("chrono", (shortest, longest), why + _gaps(shortest, longest, hidden_size))


def _blind(length: int | None, hidden_size: int | None) -> Suggestion:
    longest = 10_000.0 if length is None else float(length - 1)
    known = "" if length is None else f" No lag reaches beyond the {length} steps of a sequence."
    why = (
        f"The lags are not known.{known} Multiscale spreads the memories of the units from 1 to "
        f"{longest:g} steps, so that the gradient falls only with the root of the lag."
    )
    return Suggestion("multiscale", (1.0, longest), why + _gaps(1.0, longest, hidden_size))


def _gaps(shortest: float, longest: float, hidden_size: int | None) -> str:
    tenfolds = math.log10(longest / shortest)
    if hidden_size is None or hidden_size >= FEW * tenfolds:
        return ""
    return (
        f" But {hidden_size} units are few for so wide a spread: some lags will lie between them. "
        f"Take {math.ceil(FEW * tenfolds)} or more, or a narrower range."
    )


def _pair(lags: float | tuple[float, float]) -> tuple[float, float]:
    pair = (1.0, lags) if isinstance(lags, (int, float)) else tuple(lags)
    if len(pair) != 2 or not 0 < pair[0] <= pair[1] < math.inf:
        remedy = "give the longest lag, or the shortest and the longest, in steps"
        raise InputError(
            expected("lags", "(shortest, longest), 0 < shortest ≤ longest", lags, remedy)
        )
    return float(pair[0]), float(pair[1])


def _check(argument: str, value: int | None, least: int) -> None:
    if value is not None and not value >= least:
        raise InputError(expected(argument, f"at least {least}", value, "leave it out if unknown"))
