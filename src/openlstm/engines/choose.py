# SPDX-License-Identifier: Apache-2.0
"""The one place that chooses the engine of a call, and can say why."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import torch

from openlstm.engines import native_library
from openlstm.errors import EngineError, nearest

__all__ = ["ENGINES", "Choice", "Features", "choose", "engine", "forced"]

ENGINES = ("native", "torch", "reference")
"""All engines, the fastest first."""

_forced: ContextVar[str | None] = ContextVar("openlstm_engine", default=None)


class Features(NamedTuple):
    """What a call asks of an engine, beside the plain outputs and last states.

    Attributes:
        device: the type of the device, as "cpu".
        dtype: the type computed in.
        transformed: inside `torch.func` or a dual level of forward-mode differentiation.
        followed: PyTorch's operations are followed one by one, see `transforms.followed`.
        edited: values are changed while the layer runs, or gradients by every step are kept.
    """

    device: str = "cpu"
    dtype: torch.dtype = torch.float32
    transformed: bool = False
    followed: bool = False
    edited: bool = False


@dataclass(frozen=True)
class Choice:
    """The engine that runs a call, and why the others do not.

    Attributes:
        name: the engine's name, one of `ENGINES`.
        why_not: reason by name of each engine passed over.
        detail: what will run inside the engine, if known.
    """

    name: str
    why_not: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""

    def __str__(self) -> str:
        reasons = "".join(f"; not {name}: {why}" for name, why in self.why_not.items())
        return self.name + (f" ({self.detail})" if self.detail else "") + reasons


def _no_fused_can(features: Features) -> str | None:
    if features.transformed:
        return "a torch.func transform or forward-mode differentiation is at work"
    if features.edited:
        return "values are edited, or gradients by each step kept, while the layer runs"
    return None


def _native_cannot(features: Features, missing: str | None) -> str | None:
    if missing is not None:
        return f"it is not there: {missing}"
    if features.device != "cpu":
        return f"it runs on cpu, the call on {features.device}"
    if features.dtype == torch.bfloat16 and not native_library.bfloat16:
        return "it computes in bfloat16 only on a processor with AVX512_BF16"
    if features.dtype not in (torch.float32, torch.float64, torch.bfloat16):
        return f"it computes in float32, float64 and bfloat16, the call in {features.dtype}"
    if features.followed:
        return "a tracer, dispatch mode or tensor subclass must see every operation of PyTorch's"
    return _no_fused_can(features)


_CANNOT: dict[str, Callable[[Features, str | None], str | None]] = {
    "native": _native_cannot,
    "torch": lambda features, _missing: _no_fused_can(features),
    "reference": lambda _features, _missing: None,
}
_SLOWER = {
    "torch": "PyTorch's own kernels, slower",
    "reference": "the plain loop, right for all, slower",
}


def choose(features: Features) -> Choice:
    """The engine for a call with these features: the forced one, or the fastest that can run it.

    Raises:
        EngineError: if the engine asked for by name cannot run the call.

    >>> print(choose(Features(transformed=True)).why_not["torch"])
    a torch.func transform or forward-mode differentiation is at work
    """
    return _chosen(features, forced(), native_library.missing)


@lru_cache(maxsize=1024)
def _chosen(features: Features, wanted: str | None, missing: str | None) -> Choice:
    found = {name: cannot(features, missing) for name, cannot in _CANNOT.items()}
    reasons = {name: reason for name, reason in found.items() if reason}
    if wanted in reasons:
        remedy = "force engine('reference') or none"
        raise EngineError(f"engine {wanted!r} cannot run this call: {reasons[wanted]}; {remedy}.")
    name = wanted or next(name for name in ENGINES if name not in reasons)
    in_force = dict.fromkeys(ENGINES, f"engine({wanted!r}) is in force")
    why_not = (in_force if wanted else _SLOWER) | reasons
    return Choice(name, {other: why_not[other] for other in ENGINES if other != name})


def forced() -> str | None:
    """The name of the engine in force, None if the fastest is to be chosen."""
    return _forced.get()


@contextmanager
def engine(name: str) -> Iterator[None]:
    """A context in which every openlstm layer runs on the named engine, in this thread or task.

    Args:
        name: "native" (openlstm's own kernels for the CPU), "torch" (PyTorch's fused kernels) or
            "reference" (the plain loop).

    Raises:
        ValueError: if there is no such engine.
        EngineError: from a call inside, if the engine cannot run it; never a silent switch.

    >>> import torch; from openlstm import LSTM
    >>> with engine("reference"):
    ...     output, _ = LSTM(5, 6)(torch.randn(4, 3, 5))
    >>> output.shape
    torch.Size([4, 3, 6])
    """
    if name not in ENGINES:
        raise ValueError(
            f"name must be one of {', '.join(ENGINES)}, got {name!r}{nearest(name, ENGINES)}."
        )
    token = _forced.set(name)
    try:
        yield
    finally:
        _forced.reset(token)
