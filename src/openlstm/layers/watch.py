# SPDX-License-Identifier: Apache-2.0
"""How a layer lets itself be looked at and changed: what it shows to whoever watches, and when.

A layer's `_watch` is None while nobody looks, and the plain call then costs what it cost before.
`openlstm.inspect` puts a `Watch` there; this file only knows what one must be able to do.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import torch
from torch import Tensor

from openlstm.cell import Visit

__all__ = ["Editor", "Place", "Recorder", "Seen", "Visitor", "Watch"]


class Place(NamedTuple):
    """Where a value arises.

    Attributes:
        layer: 0-based layer.
        direction: 0 forward, 1 reverse.
        time: 0-based step of this call, in input time.
    """

    layer: int
    direction: int
    time: int


class Editor(Protocol):
    """Changes values while the layer runs."""

    def __call__(self, name: str, value: Tensor, at: Place) -> Tensor: ...


@dataclass(frozen=True)
class Seen:
    """The inside of one call, as a recorder gets it.

    Attributes:
        layers: the layers that any recorder wants.
        inside: the recorded values by name, each [layer, direction, T, B, unit], zero on padding;
            gates may be views of a tensor that holds all four.
        probes: by layer, of all there are, then direction, then name: a leaf [T, B, unit] whose
            gradient is the loss's by the value; empty unless asked for.
        h_0: initial hidden states, [L·D, B, P].
        c_0: initial cell states, [L·D, B, H].
        valid: False on padding, [T, B].
        reset: True where the state was set back before the step, [T, B].
    """

    layers: list[int]
    inside: dict[str, Tensor]
    probes: list[list[dict[str, Tensor]]]
    h_0: Tensor
    c_0: Tensor
    valid: Tensor
    reset: Tensor


class Recorder(Protocol):
    """Keeps what calls show.

    Attributes:
        grad: whether gradients by each step are wanted.
        names: short names of the values wanted.
        layers: 0-based layers wanted.
    """

    grad: bool
    names: list[str]
    layers: list[int]

    def keep(self, seen: Seen) -> None:
        """Takes one call."""
        ...


@dataclass(frozen=True)
class Watch:
    """Who watches a layer now."""

    recorders: tuple[Recorder, ...] = ()
    editors: tuple[Editor, ...] = ()

    @property
    def needs_visits(self) -> bool:
        """Whether values must be handed out step by step: for edits and for gradients by a step."""
        return bool(self.editors) or any(recorder.grad for recorder in self.recorders)

    @property
    def names(self) -> list[str]:
        """The values that any recorder wants."""
        return sorted({name for recorder in self.recorders for name in recorder.names})

    @property
    def layers(self) -> list[int]:
        """The layers that any recorder wants."""
        return sorted({layer for recorder in self.recorders for layer in recorder.layers})


class Visitor:
    """Shows one layer and direction to the watchers, value by value, while the reference runs."""

    def __init__(self, watch: Watch, layer: int, direction: int, T: int) -> None:
        self._watch, self._layer, self._direction, self._T = watch, layer, direction, T
        self._names = watch.names if layer in watch.layers else []
        self._probed = any(recorder.grad for recorder in watch.recorders)
        self._values: dict[str, dict[int, Tensor]] = defaultdict(dict)
        self.probes: dict[str, Tensor] = {}
        self._probe_steps: dict[str, tuple[Tensor, ...]] = {}

    def at(self, time: int) -> Visit:
        """The visitor of one step."""
        place = Place(self._layer, self._direction, time)

        def visit(name: str, value: Tensor) -> Tensor:
            for editor in self._watch.editors:
                value = editor(name, value, place)
            if name in self._names:
                value = self._probe(name, value, time) if self._probed else value
                self._values[name][time] = value
            return value

        return visit

    def _probe(self, name: str, value: Tensor, time: int) -> Tensor:
        # adding a leaf of zeros makes the total derivative by this value that leaf's gradient;
        # unbind, not indexing: the backward of T indexings would fill T² zeros
        if name not in self.probes:
            zeros = value.new_zeros(self._T, *value.shape)
            self.probes[name] = zeros.requires_grad_()
            self._probe_steps[name] = self.probes[name].unbind(0)
        return value + self._probe_steps[name][time]

    def seen(self, valid: Tensor | None) -> dict[str, Tensor]:
        """All recorded values by name, [T, B, unit], zero on padding."""
        steps = range(self._T)
        return {
            name: _masked(torch.stack([at[t] for t in steps]), valid)
            for name, at in self._values.items()
        }


def _masked(value: Tensor, valid: Tensor | None) -> Tensor:
    return value if valid is None else torch.where(valid[..., None], value, 0)
