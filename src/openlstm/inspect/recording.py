# SPDX-License-Identifier: Apache-2.0
"""`record`: keeps what happens inside every LSTM of a model while the context is open."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from torch import nn

from openlstm.errors import expected
from openlstm.inspect.attach import attached, lstms_of
from openlstm.inspect.keeper import Keeper
from openlstm.inspect.places import Indices, checked_indices, checked_steps
from openlstm.trace import NAMES, Trace, short_name

__all__ = ["Recording", "record"]


class Recording(Mapping[str, Trace]):
    """The traces of the LSTMs of a model: by module path, or by attribute if there is one LSTM.

    An LSTM that the model holds twice has one trace, under the first path and under the others.
    While it stays empty, its repr says what each step of each sample will take; then what it took.

    Attributes:
        trace: the trace of the only LSTM.
        gradient: dL by every recorded value, with `grad=True` and after backward: a `Trace` with
            the same fields, so that `recording.gradient.cell` is dL/dc_t of every step, through
            whatever path; it adds up over several backward passes, as `Parameter.grad` does.
    """

    def __init__(self, model: nn.Module, keepers: dict[str, Keeper]) -> None:
        self._model, self._keepers = model, keepers

    def __getitem__(self, path: str) -> Trace:
        return self._at(path).trace

    def __contains__(self, path: object) -> bool:
        try:
            self._at(path)
        except KeyError:
            return False
        return True

    def _at(self, path: Any) -> Keeper:
        if path in self._keepers:
            return self._keepers[path]
        try:
            part = self._model.get_submodule(path)
        except AttributeError:
            part = None
        for keeper in self._keepers.values():
            if keeper.lstm is part:
                return keeper
        raise KeyError(self._no_lstm(path, part))

    def _no_lstm(self, path: Any, part: nn.Module | None) -> str:
        paths = ", ".join(map(repr, self._keepers))
        remedy = ""
        if isinstance(part, nn.LSTM):
            remedy = "; call replace_lstms(model) before recording"
        elif path in NAMES or path in NAMES.values():
            remedy = f"; {path} is an attribute of each trace"
        return f"no openlstm.LSTM at {path!r}, only at {paths}{remedy}."

    def __iter__(self) -> Iterator[str]:
        return iter(self._keepers)

    def __len__(self) -> int:
        return len(self._keepers)

    def _only(self) -> Keeper:  # a property's AttributeError would lose its words to __getattr__
        if len(self._keepers) != 1:
            paths = ", ".join(f"[{path!r}]" for path in self._keepers)
            raise AttributeError(f"the model holds {len(self)} LSTMs; choose one by {paths}.")
        return next(iter(self._keepers.values()))

    @property
    def trace(self) -> Trace:
        return self._only().trace

    @property
    def gradient(self) -> Trace:
        return self._only().gradient

    def gradients(self) -> dict[str, Trace]:
        """`gradient` of every LSTM by module path."""
        return {path: keeper.gradient for path, keeper in self._keepers.items()}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._only().trace, name)

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *NAMES, *NAMES.values()]

    def __repr__(self) -> str:
        lines = [f"  {path or '(the model)'}: {keeper!r}" for path, keeper in self._keepers.items()]
        return "\n".join(["Recording", *lines])


@contextmanager
def record(
    model: nn.Module,
    what: str | Iterable[str] | None = None,
    layers: Indices = None,
    steps: Indices = None,
    grad: bool = False,
) -> Iterator[Recording]:
    """A context that keeps what happens inside every openlstm.LSTM of a model.

    Calls within one context are joined in time, as a stream is. Without `grad` the values are
    detached, and come from the engine that runs anyway; the outputs do not change in any case.
    Compiled models can be looked into: they run eagerly meanwhile, torch.compile compiles nothing
    new, and the graphs that were there are found again afterwards.

    Args:
        model: an LSTM, or any module that holds some.
        what: names of the values to keep, long or short (see `Trace`); None: all ten.
        layers: 0-based layers to keep, as a number, a slice, or several numbers; None: all.
        steps: 0-based steps to keep, likewise, counted over all calls; None: all.
        grad: keep the graph, so that a loss may be made of the trace, and after backward
            `gradient` holds dL by each value of each step; runs on the reference engine.

    Raises:
        ValueError: a model without openlstm.LSTM, an unknown name, a layer that does not exist.
        TypeError: something else than a module, names, or whole numbers.

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
    names, wanted = _names(what), checked_steps(steps)
    keepers = {
        path: Keeper(lstm, names, checked_indices("layers", layers, lstm.num_layers), wanted, grad)
        for path, lstm in lstms.items()
    }
    with attached(lstms, keepers):
        yield Recording(model, keepers)


def _names(what: str | Iterable[str] | None) -> frozenset[str]:
    chosen = [what] if isinstance(what, str) else NAMES if what is None else what
    names = frozenset(short_name(name) for name in chosen)
    if not names:
        raise ValueError(expected("what", "at least one name", repr(what), "leave it out for all"))
    return names
