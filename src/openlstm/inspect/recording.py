# SPDX-License-Identifier: Apache-2.0
"""`record`: keeps what happens inside every LSTM of a model while the context is open."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from torch import nn

from openlstm.inspect.attach import attach, checked_indices, detach, lstms_of
from openlstm.inspect.keeper import Keeper
from openlstm.trace import NAMES, Trace, short_name

__all__ = ["Recording", "record"]

Steps = int | slice | Iterable[int]


class Recording(Mapping[str, Trace]):
    """The traces of the LSTMs of a model: by module path, or by attribute if there is one LSTM.

    While it stays empty, its repr says what each step of each sample will take; then what it took.

    Attributes:
        trace: the trace of the only LSTM.
        gradient: dL by every recorded value, with `grad=True` and after backward: a `Trace` with
            the same fields, so that `recording.gradient.cell` is dL/dc_t of every step, through
            whatever path.
    """

    def __init__(self, keepers: dict[str, Keeper]) -> None:
        self._keepers = keepers

    def __getitem__(self, path: str) -> Trace:
        if path not in self._keepers:
            paths = ", ".join(map(repr, self._keepers))
            raise KeyError(f"no LSTM at {path!r}; there are {paths}.")
        return self._keepers[path].trace

    def __iter__(self) -> Iterator[str]:
        return iter(self._keepers)

    def __len__(self) -> int:
        return len(self._keepers)

    @property
    def _only(self) -> Keeper:
        if len(self._keepers) != 1:
            paths = ", ".join(f"[{path!r}]" for path in self._keepers)
            raise AttributeError(f"the model holds {len(self)} LSTMs; choose one by {paths}.")
        return next(iter(self._keepers.values()))

    @property
    def trace(self) -> Trace:
        return self._only.trace

    @property
    def gradient(self) -> Trace:
        keeper = self._only
        if not keeper.grad:
            raise ValueError("gradients were not kept; record with grad=True.")
        return keeper.gradient

    def gradients(self) -> dict[str, Trace]:
        """`gradient` of every LSTM by module path."""
        return {path: keeper.gradient for path, keeper in self._keepers.items()}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._only.trace, name)

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *NAMES, *NAMES.values()]

    def __repr__(self) -> str:
        lines = [f"  {path or '(the model)'}: {keeper!r}" for path, keeper in self._keepers.items()]
        return "\n".join(["Recording", *lines])


@contextmanager
def record(
    model: nn.Module,
    what: str | Iterable[str] | None = None,
    layers: int | Iterable[int] | None = None,
    steps: Steps | None = None,
    grad: bool = False,
) -> Iterator[Recording]:
    """A context that keeps what happens inside every openlstm.LSTM of a model.

    Calls within one context are joined in time, as a stream is. Without `grad` the values are
    detached, and come from the engine that runs anyway; the outputs do not change in any case.

    Args:
        model: an LSTM, or any module that holds some.
        what: names of the values to keep, long or short (see `Trace`); None: all ten.
        layers: 0-based layers to keep; None: all.
        steps: steps to keep, as a number, a slice, or several numbers, counted over all calls;
            None: all.
        grad: keep the graph, so that a loss may be made of the trace, and after backward
            `gradient` holds dL by each value of each step; runs on the reference engine.

    Raises:
        ValueError: a model without openlstm.LSTM, an unknown name or layer.

    >>> import torch, openlstm as ol
    >>> lstm = ol.LSTM(5, 6)
    >>> with ol.record(lstm) as trace:
    ...     output, _ = lstm(torch.randn(7, 3, 5))
    >>> trace.forget_gate.shape
    torch.Size([1, 1, 7, 3, 6])
    >>> c = trace.forget_gate * trace.cell_before + trace.input_gate * trace.candidate
    >>> torch.allclose(c, trace.cell, atol=1e-6)
    True
    """
    lstms = lstms_of(model)
    chosen = [what] if isinstance(what, str) else NAMES if what is None else what
    names = frozenset(short_name(name) for name in chosen)
    wanted = {steps} if isinstance(steps, int) else steps
    if wanted is not None and not isinstance(wanted, slice):
        wanted = frozenset(wanted)
    keepers = {
        path: Keeper(lstm, names, checked_indices("layers", layers, lstm.num_layers), wanted, grad)
        for path, lstm in lstms.items()
    }
    attach(lstms, keepers)
    try:
        yield Recording(keepers)
    finally:
        detach(lstms, keepers)
