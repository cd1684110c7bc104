# SPDX-License-Identifier: Apache-2.0
"""`edit`: changes values inside the LSTMs of a model while it runs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from openlstm.errors import expected
from openlstm.inspect.attach import attached, lstms_of
from openlstm.inspect.places import Indices, Steps, checked_indices, checked_steps, holds
from openlstm.inspect.recording import Recording
from openlstm.layers import LSTM
from openlstm.layers.watch import Place
from openlstm.trace import Trace, short_name

__all__ = ["edit"]

Change = Callable[[Tensor, Place], Tensor | float] | float | Tensor | Trace | Recording

_OPTIONS = ("layers", "directions", "steps", "units")


@dataclass(frozen=True)
class _Change:
    """What becomes of one value, in some units or (None) in all."""

    name: str
    by: Callable[[Tensor, Place], Any] | float | Tensor | Trace
    units: tuple[int, ...] | None

    def __call__(self, value: Tensor, at: Place) -> Tensor:
        if self.units is None:
            return self._new(value, at)
        units = torch.tensor(self.units, device=value.device)
        return value.index_copy(-1, units, self._new(value[..., units], at))

    def _new(self, value: Tensor, at: Place) -> Tensor:
        if isinstance(self.by, Trace):
            new: Any = self._patch(self.by, at)
        elif callable(self.by):
            new = self.by(value.clone(), at)  # theirs to change in place
        else:
            new = self.by
        try:
            new = torch.as_tensor(new, dtype=value.dtype, device=value.device)
            return new.expand(value.shape)
        except (TypeError, ValueError, RuntimeError):
            where = f"{self.name} at layer {at.layer}, direction {at.direction}, step {at.time}"
            got = list(new.shape) if isinstance(new, Tensor) else repr(new)
            remedy = "give a number, or values of that shape"
            raise ValueError(
                expected(where, f"of shape {list(value.shape)}", got, remedy)
            ) from None

    def _patch(self, trace: Trace, at: Place) -> Tensor:
        values, last = trace[self.name], max(self.units or [0])
        there = at.layer in trace.layers and at.time in trace.steps
        if not there or at.direction >= values.shape[1] or last >= values.shape[-1]:
            unit = f", unit {last}" if self.units else ""
            raise ValueError(
                f"the trace patched in for {self.name} has no layer {at.layer}, direction "
                f"{at.direction}, step {at.time}{unit}; record all that is to be patched, or "
                "choose layers=, directions=, steps= and units= that it holds."
            )
        found = values[trace.layers.index(at.layer), at.direction, trace.steps.index(at.time)]
        return found if self.units is None else found[..., list(self.units)]


@dataclass
class _Edit:
    """The editor of one LSTM: which values, where, and what becomes of them.

    Attributes:
        changes: by short name.
        layers: None for all.
        directions: None for both.
        steps: in input time.
        passed: whether the LSTM ran.
        changed: whether anything was changed.
    """

    changes: Mapping[str, _Change]
    layers: tuple[int, ...] | None
    directions: tuple[int, ...] | None
    steps: Steps
    passed: bool = field(default=False, init=False)
    changed: bool = field(default=False, init=False)

    def __call__(self, name: str, value: Tensor, at: Place) -> Tensor:
        self.passed = True
        if name not in self.changes or not self._is_here(at):
            return value
        self.changed = True
        return self.changes[name](value, at)

    def _is_here(self, at: Place) -> bool:
        in_layer = self.layers is None or at.layer in self.layers
        in_direction = self.directions is None or at.direction in self.directions
        return in_layer and in_direction and holds(self.steps, at.time)


@contextmanager
def edit(
    model: nn.Module,
    *,
    layers: Indices = None,
    directions: Indices = None,
    steps: Indices = None,
    units: Indices = None,
    **changes: Change,
) -> Iterator[None]:
    """A context in which values inside every openlstm.LSTM of a model are changed as they arise.

    What depends on a changed value is computed from the change, and gradients go through it. The
    model runs on the reference engine meanwhile, and eagerly if it is compiled. Several edits apply
    in the order in which they were opened. On padding there is nothing to change.

    Args:
        model: an LSTM, or any module that holds some.
        layers: 0-based layers to change, as a number, a slice, or several numbers; None: all.
        directions: 0 forward, 1 reverse, likewise; None: both.
        steps: 0-based steps of each call in input time, likewise; None: all.
        units: 0-based units, likewise; values are for the units in the order given; None: all.
        changes: by name, long or short (see `Trace`): a function of the value, [batch, unit], and
            of where it is (`at.layer`, `at.direction`, `at.time`), that gives the new value; or a
            number; a tensor of that shape; or a trace, whose value is put in at the same layer,
            direction and step (a recording: of the LSTM at the same path).

    Raises:
        ValueError: an unknown name, a place that does not exist, a value of the wrong shape; at the
            end of the context, if the model ran and no call reached the chosen steps.

    >>> import openlstm as ol
    >>> lstm = ol.LSTM(5, 6)
    >>> with ol.edit(lstm, forget_gate=0.0, input_gate=lambda value, at: 0 * value):
    ...     output, (h_n, c_n) = lstm(torch.randn(7, 3, 5))
    >>> c_n.abs().max().item()              # nothing kept, nothing written
    0.0
    """
    lstms, by_short, chosen = lstms_of(model), _by_short_name(changes), checked_steps(steps)
    edits = {
        path: _Edit(
            {name: _change(name, by, units, lstm, path) for name, by in by_short.items()},
            checked_indices("layers", layers, lstm.num_layers),
            checked_indices("directions", directions, 2 if lstm.bidirectional else 1),
            chosen,
        )
        for path, lstm in lstms.items()
    }
    with attached(lstms, edits):
        yield
    if any(one.passed for one in edits.values()) and not any(one.changed for one in edits.values()):
        remedy = "steps count from 0 in each call"
        raise ValueError(expected("steps", "within a call, to change anything", steps, remedy))


def _by_short_name(changes: Mapping[str, Change]) -> dict[str, Change]:
    found: dict[str, Change] = {}
    for name, change in changes.items():
        short = short_name(name, _OPTIONS)
        if short in found:
            raise ValueError(f"{name} is changed twice, by its long and its short name; leave one.")
        found[short] = change
    if not found:
        raise ValueError("nothing to change: name a value, for instance forget_gate=1.0.")
    return found


def _change(name: str, by: Change, units: Indices, lstm: LSTM, path: str) -> _Change:
    size = lstm.proj_size if name == "h" and lstm.proj_size else lstm.hidden_size
    if isinstance(by, Recording):
        if path not in by and len(by) > 1:
            paths = ", ".join(map(repr, by))
            remedy = "pass the trace of one of them"
            raise ValueError(expected(name, f"a recording of {path!r}", f"one of {paths}", remedy))
        by = by[path if path in by else next(iter(by))]
    return _Change(name, by, checked_indices("units", units, size))
