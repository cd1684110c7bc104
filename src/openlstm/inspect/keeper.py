# SPDX-License-Identifier: Apache-2.0
"""The recorder of one LSTM: takes its calls, makes the trace when it is asked for."""

from typing import Any

import torch
from torch import Tensor

from openlstm.layers import LSTM
from openlstm.layers.watch import Seen
from openlstm.trace import NAMES, Trace, readable_bytes

__all__ = ["Keeper"]


class Keeper:
    """The recorder of one LSTM: takes calls, makes the trace when it is asked for."""

    def __init__(
        self,
        lstm: LSTM,
        names: frozenset[str],
        layers: frozenset[int] | None,
        steps: Any,
        grad: bool,
    ) -> None:
        self.lstm, self.grad = lstm, grad
        self._names = names
        self._layers = sorted(range(lstm.num_layers) if layers is None else layers)
        self._steps = steps
        self._calls: list[Seen] = []
        self._taken: list[list[int]] = []
        self._time = 0
        self._trace: Trace | None = None

    def names(self, layer: int) -> frozenset[str]:
        """The values wanted of one layer."""
        return self._names if layer in self._layers else frozenset()

    def keep(self, seen: Seen) -> None:
        """Takes one call, thinned to the wanted layers and steps."""
        if self.grad and not torch.is_grad_enabled():
            raise RuntimeError(
                "record(grad=True) keeps gradients, but they are switched off here; leave "
                "torch.no_grad(), or record with grad=False."
            )
        if self._calls and seen.valid.shape[1] != self._calls[0].valid.shape[1]:
            raise ValueError(
                f"calls of one recording are joined in time and must have one batch size, got "
                f"{self._calls[0].valid.shape[1]} and then {seen.valid.shape[1]}; open a new "
                "record() for each."
            )
        T = seen.valid.shape[0]
        taken = [t for t in range(T) if self._wanted(self._time + t)]
        self._calls.append(self._thinned(seen, taken))
        self._taken.append([self._time + t for t in taken])
        self._time += T
        self._trace = None

    def _wanted(self, step: int) -> bool:
        if isinstance(self._steps, slice):
            start, stop, stride = self._steps.start or 0, self._steps.stop, self._steps.step or 1
            return step >= start and (stop is None or step < stop) and (step - start) % stride == 0
        return self._steps is None or step in self._steps

    def _thinned(self, seen: Seen, taken: list[int]) -> Seen:
        def few(value: Tensor) -> Tensor:
            kept = value if len(taken) == len(value) else value[taken]
            return kept if self.grad else kept.detach()

        inside = [
            [{name: few(d[name]) for name in self._names} for d in seen.inside[layer]]
            for layer in self._layers
        ]
        probes = (
            [
                [{name: p[name] for name in self._names} for p in seen.probes[layer]]
                for layer in self._layers
            ]
            if self.grad
            else []
        )
        h_0, c_0 = (self._initial(state) for state in (seen.h_0, seen.c_0))
        return Seen(inside, probes, h_0, c_0, seen.valid[taken], seen.reset[taken])

    def _initial(self, state: Tensor) -> Tensor:
        by_layer = state.unflatten(0, (self.lstm.num_layers, -1))[self._layers]
        return by_layer if self.grad else by_layer.detach()

    @property
    def trace(self) -> Trace:
        """All calls so far, joined in time."""
        if self._trace is None:
            self._trace = self._joined([call.inside for call in self._calls])
            self._let_go_of_parts(self._trace)
        return self._trace

    def _let_go_of_parts(self, trace: Trace) -> None:
        # the joined values are copies: let the parts be views of them, or memory would double
        ends = (*trace.starts[1:], len(trace.steps))
        for call, a, b in zip(self._calls, trace.starts, ends, strict=True):
            for k, layer in enumerate(call.inside):
                for direction, values in enumerate(layer):
                    for name in values:
                        values[name] = trace.values[name][k, direction, a:b]

    @property
    def gradient(self) -> Trace:
        """dL by every value, as a trace."""

        def grads(probes: dict[str, Tensor], taken: list[int]) -> dict[str, Tensor]:
            return {name: _gradient(name, probe)[taken] for name, probe in probes.items()}

        calls, first = [], 0
        for call, taken in zip(self._calls, self._taken, strict=True):
            inside = [t - first for t in taken]
            calls.append([[grads(d, inside) for d in layer] for layer in call.probes])
            first += len(call.probes[0][0][next(iter(self._names))])
        return self._joined(calls)

    def _joined(self, calls: list[list[list[dict[str, Tensor]]]]) -> Trace:
        if not calls:
            raise ValueError("nothing was recorded yet: call the model inside the context first.")

        def whole(name: str) -> Tensor:
            parts = [
                torch.stack([torch.stack([d[name] for d in layer]) for layer in call])
                for call in calls
            ]
            return parts[0] if len(parts) == 1 else torch.cat(parts, dim=2)

        kept = [len(taken) for taken in self._taken]
        return Trace(
            {name: whole(name) for name in NAMES.values() if name in self._names},
            torch.stack([call.h_0 for call in self._calls], dim=2),
            torch.stack([call.c_0 for call in self._calls], dim=2),
            tuple(sum(kept[:k]) for k in range(len(kept))),
            torch.cat([call.valid for call in self._calls]),
            torch.cat([call.reset for call in self._calls]),
            tuple(self._layers),
            tuple(step for taken in self._taken for step in taken),
        )

    @property
    def bytes_per_step(self) -> int:
        """Memory for one step of one sample."""
        lstm = self.lstm
        units = sum(
            lstm.proj_size or lstm.hidden_size if name == "h" else lstm.hidden_size
            for name in self._names
        )
        directions = 2 if lstm.bidirectional else 1
        return units * directions * len(self._layers) * lstm.weight_ih_l0.element_size()

    def __repr__(self) -> str:
        if self._calls:
            return repr(self.trace)
        cost = readable_bytes(self.bytes_per_step)
        return f"nothing yet; will take {cost} for each step of each sample"


def _gradient(name: str, probe: Tensor) -> Tensor:
    if probe.grad is None:
        raise ValueError(f"there is no gradient by {name} yet: call backward() on a loss first.")
    return probe.grad
