# SPDX-License-Identifier: Apache-2.0
"""The one place that chooses the engine of a call, and can say why."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from openlstm.errors import EngineError, nearest

__all__ = ["ENGINES", "Choice", "Features", "choose", "engine", "forced"]

ENGINES = ("torch", "reference")
"""All engines, the fastest first."""

_forced: ContextVar[str | None] = ContextVar("openlstm_engine", default=None)


@dataclass(frozen=True)
class Features:
    """What a call asks of an engine, beside the plain outputs and last states.

    Attributes:
        transformed: inside `torch.func` or a dual level of forward-mode differentiation.
        reset: the state is set back within the sequence.
        edited: values are changed while the layer runs, or gradients by every step are kept.
    """

    transformed: bool = False
    reset: bool = False
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
    why_not: dict[str, str] = field(default_factory=dict)
    detail: str = ""

    def __str__(self) -> str:
        reasons = "".join(f"; not {name}: {why}" for name, why in self.why_not.items())
        return self.name + (f" ({self.detail})" if self.detail else "") + reasons


def _torch_cannot(features: Features) -> str | None:
    if features.transformed:
        return "a torch.func transform or forward-mode differentiation is at work"
    if features.reset:
        return "reset= sets the state back within the sequence, the fused kernels cannot"
    if features.edited:
        return "values are edited, or gradients by each step kept, while the layer runs"
    return None


def choose(features: Features) -> Choice:
    """The engine for a call with these features: the forced one, or the fastest that can run it.

    Raises:
        EngineError: if the engine asked for by name cannot run the call.

    >>> print(choose(Features(reset=True)))
    reference; not torch: reset= sets the state back within the sequence, the fused kernels cannot
    """
    reason, wanted = _torch_cannot(features), forced()
    if wanted == "torch" and reason:
        raise EngineError(
            f"engine 'torch' cannot run this call: {reason}; force engine('reference') or none."
        )
    if wanted == "reference":
        return Choice("reference", {"torch": reason or "engine('reference') is in force"})
    if reason:
        return Choice("reference", {"torch": reason})
    return Choice("torch", {"reference": "the plain loop, right for all, slower"})


def forced() -> str | None:
    """The name of the engine in force, None if the fastest is to be chosen."""
    return _forced.get()


@contextmanager
def engine(name: str) -> Iterator[None]:
    """A context in which every openlstm layer runs on the named engine, in this thread or task.

    Args:
        name: "torch" (PyTorch's fused kernels) or "reference" (the plain loop).

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
