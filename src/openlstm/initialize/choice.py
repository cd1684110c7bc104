# SPDX-License-Identifier: Apache-2.0
"""Which initialisations there are, and which go together."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from openlstm.errors import expected, nearest

__all__ = ["INITS", "Initialization"]

INITS = ("torch", "forget_bias", "chrono", "multiscale", "counters", "orthogonal", "echo")
LAGS = (1.0, 10_000.0)  # of "multiscale", for users who do not know theirs
_APART = (("orthogonal", "multiscale"), ("orthogonal", "counters"), ("echo", "counters"))


@dataclass(frozen=True)
class Initialization:
    """A checked choice of initialisations, and their options.

    Attributes:
        names: which of `INITS`, in that order; empty or ("torch",) leaves PyTorch's numbers.
        forget_bias: the forget gate's bias, for "forget_bias".
        lags: (shortest, longest) lag in steps, for "chrono" and "multiscale".
    """

    names: tuple[str, ...] = ("torch",)
    forget_bias: float = 1.0
    lags: tuple[float, float] = LAGS

    @classmethod
    def checked(
        cls,
        init: str | Iterable[str] = "torch",
        forget_bias: float | None = None,
        lags: tuple[float, float] | None = None,
        bias: bool = True,
    ) -> "Initialization":
        """The choice that the arguments of a layer mean.

        Args:
            init: one name, several, or several joined by "+"; see `initialize`.
            forget_bias: bias of the forget gate, any number; 1.0 if "forget_bias" is chosen.
            lags: shortest and longest lag in steps, 0 < shortest ≤ longest; needed by "chrono",
                (1, 10000) if not given to "multiscale".
            bias: whether the layer has biases at all.

        Raises:
            ValueError: an unknown name, two that exclude each other, an option without its name,
                lags out of range, or a bias that the layer does not have.

        >>> Initialization.checked("chrono+orthogonal", lags=(1, 300)).names
        ('chrono', 'orthogonal')
        """
        names = tuple(init.split("+")) if isinstance(init, str) else tuple(init)
        for name in names:
            if name not in INITS:
                remedy = f"choose from them{nearest(name, INITS)}, or join several by +"
                raise ValueError(
                    expected("init", f"made of {', '.join(INITS)}", repr(name), remedy)
                )
        _check_options(names, forget_bias, lags, bias)
        return cls(
            tuple(name for name in INITS if name in names),
            cls.forget_bias if forget_bias is None else float(forget_bias),
            cls.lags if lags is None else (float(lags[0]), float(lags[1])),
        )

    @property
    def shown(self) -> str:
        """The arguments of a layer that choose it, for its repr; empty for PyTorch's numbers.

        >>> Initialization.checked("chrono", lags=(1, 5)).shown
        ", init='chrono', lags=(1, 5)"
        """
        told = "" if self.names in ((), ("torch",)) else f", init={'+'.join(self.names)!r}"
        if self.forget_bias != Initialization.forget_bias:
            told += f", forget_bias={_plain(self.forget_bias)}"
        if "chrono" in self.names or self.lags != LAGS:
            told += f", lags={tuple(map(_plain, self.lags))}"
        return told


def _plain(value: float) -> float:
    return int(value) if value.is_integer() else value


def _check_options(
    names: tuple[str, ...],
    forget_bias: float | None,
    lags: tuple[float, float] | None,
    bias: bool,
) -> None:
    setting = [n for n in ("chrono", "multiscale", "counters", "forget_bias") if n in names]
    if len(setting) > 1 and set(setting) != {"forget_bias", "multiscale"}:
        raise ValueError(
            f"init must choose one forget bias, got {' and '.join(setting)}; leave one of them out."
        )
    for name, other in _APART:
        if name in names and other in names:
            raise ValueError(
                f"init must not join {name} to {other}, which has recurrent weights of its own; "
                f"leave {name} out."
            )
    if forget_bias is not None and "forget_bias" not in names:
        raise ValueError(f'forget_bias={forget_bias} needs init="forget_bias", got init={names}.')
    if ("chrono" in names) != (lags is not None) and "multiscale" not in names:
        raise ValueError(
            f'init="chrono" and lags=(shortest, longest) need each other, got init={names} and '
            f"lags={lags}."
        )
    if lags is not None and not (len(lags) == 2 and 0 < lags[0] <= lags[1] < math.inf):
        remedy = "give the shortest and the longest lag in steps"
        raise ValueError(
            expected("lags", "(shortest, longest), 0 < shortest ≤ longest", lags, remedy)
        )
    if not bias and (setting or "echo" in names):
        raise ValueError(f"init={names} sets biases, got bias=False; leave bias at True.")
