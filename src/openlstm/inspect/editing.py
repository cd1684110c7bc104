# SPDX-License-Identifier: Apache-2.0
"""`edit`: changes values inside the LSTMs of a model while it runs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from openlstm.errors import expected
from openlstm.inspect.attach import attach, checked_indices, detach, lstms_of
from openlstm.inspect.recording import Recording
from openlstm.layers import LSTM
from openlstm.layers.watch import Place
from openlstm.trace import Trace, short_name

__all__ = ["edit"]

Change = Callable[[Tensor, Place], Tensor | float] | float | Tensor | Trace | Recording
Indices = int | Iterable[int] | None


@dataclass(frozen=True)
class _Edit:
    """The editor of one LSTM: which values, where, and what becomes of them."""

    changes: dict[str, Change]
    layers: frozenset[int] | None
    directions: frozenset[int] | None
    steps: frozenset[int] | slice | None
    units: tuple[int, ...] | None

    def __call__(self, name: str, value: Tensor, at: Place) -> Tensor:
        if name not in self.changes or not self._is_here(at):
            return value
        if self.units is None:
            return self._changed(name, value, at)
        if max(self.units) >= value.shape[-1]:
            size = value.shape[-1]
            raise ValueError(
                expected(
                    "units", f"below {size} for {name}", max(self.units), "counting begins at 0"
                )
            )
        units = list(self.units)
        edited = value.clone()
        edited[..., units] = self._changed(name, value[..., units], at)
        return edited

    def _is_here(self, at: Place) -> bool:
        if isinstance(self.steps, slice):
            now = range(at.time + 1)[self.steps]
            timely = at.time in now
        else:
            timely = self.steps is None or at.time in self.steps
        in_layer = self.layers is None or at.layer in self.layers
        return timely and in_layer and (self.directions is None or at.direction in self.directions)

    def _changed(self, name: str, value: Tensor, at: Place) -> Tensor:
        change = self.changes[name]
        if isinstance(change, Recording):
            change = change.trace
        if isinstance(change, Trace):
            new: Any = self._patched(name, change, at)
        else:
            new = change(value, at) if callable(change) else change
        new = torch.as_tensor(new, dtype=value.dtype, device=value.device)
        try:
            return new.expand(value.shape)
        except RuntimeError:
            where = f"layer {at.layer}, direction {at.direction}, step {at.time}"
            remedy = "give a number, or values of that shape"
            raise ValueError(
                expected(
                    f"{name} at {where}", f"of shape {list(value.shape)}", list(new.shape), remedy
                )
            ) from None

    def _patched(self, name: str, trace: Trace, at: Place) -> Tensor:
        if at.layer not in trace.layers or at.time not in trace.steps:
            raise ValueError(
                f"the trace patched in for {name} has no layer {at.layer}, step {at.time}; record "
                "all that is to be patched, or choose layers= and steps= that it holds."
            )
        place = trace.layers.index(at.layer), at.direction, trace.steps.index(at.time)
        values = trace[name][place]
        return values if self.units is None else values[..., list(self.units)]


@contextmanager
def edit(
    model: nn.Module,
    *,
    layers: Indices = None,
    directions: Indices = None,
    steps: Indices | slice = None,
    units: Indices = None,
    **changes: Change,
) -> Iterator[None]:
    """A context in which values inside every openlstm.LSTM of a model are changed as they arise.

    What depends on a changed value is computed from the change, and gradients go through it. The
    model runs on the reference engine meanwhile, outside compiled graphs. Several edits apply in
    the order in which they were opened.

    Args:
        model: an LSTM, or any module that holds some.
        layers: 0-based layers to change; None: all.
        directions: 0 forward, 1 reverse; None: both.
        steps: 0-based steps of each call in input time, numbers or a slice; None: all.
        units: 0-based units; None: all.
        changes: by name, long or short (see `Trace`): a function of the value, [batch, unit], and
            of where it is (`at.layer`, `at.direction`, `at.time`), that gives the new value; or a
            number, a tensor of that shape, or a trace whose value is put in at the same place.

    Raises:
        ValueError: an unknown name, a place that does not exist, a value of the wrong shape.

    >>> import openlstm as ol
    >>> lstm = ol.LSTM(5, 6)
    >>> with ol.edit(lstm, forget_gate=0.0, input_gate=lambda value, at: 0 * value):
    ...     output, (h_n, c_n) = lstm(torch.randn(7, 3, 5))
    >>> c_n.abs().max().item()              # nothing kept, nothing written
    0.0
    """
    lstms = lstms_of(model)
    if not changes:
        raise ValueError("nothing to change: name a value, for instance forget_gate=1.0.")
    by_short = {short_name(name): change for name, change in changes.items()}
    edits = {
        path: _Edit(by_short, *_place(lstm, layers, directions, steps, units))
        for path, lstm in lstms.items()
    }
    attach(lstms, edits)
    try:
        yield
    finally:
        detach(lstms, edits)


def _place(
    lstm: LSTM, layers: Indices, directions: Indices, steps: Indices | slice, units: Indices
) -> tuple[
    frozenset[int] | None,
    frozenset[int] | None,
    frozenset[int] | slice | None,
    tuple[int, ...] | None,
]:
    if isinstance(steps, slice):
        for end in (steps.start, steps.stop, steps.step):
            if end is not None and end < 0:
                remedy = "count from the front: the length of a call is not known before"
                raise ValueError(
                    expected("steps", "a slice without negative numbers", steps, remedy)
                )
        chosen: frozenset[int] | slice | None = steps
    else:
        chosen = None if steps is None else frozenset([steps] if isinstance(steps, int) else steps)
    numbers = checked_indices("units", units, lstm.hidden_size)
    return (
        checked_indices("layers", layers, lstm.num_layers),
        checked_indices("directions", directions, 2 if lstm.bidirectional else 1),
        chosen,
        None if numbers is None else tuple(sorted(numbers)),
    )
