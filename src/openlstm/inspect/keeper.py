# SPDX-License-Identifier: Apache-2.0
"""The recorder of one LSTM: takes its calls, makes the trace when it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from openlstm.engines import under_transform
from openlstm.inspect.places import Steps, holds
from openlstm.layers import LSTM
from openlstm.layers.watch import Seen
from openlstm.trace import NAMES, Trace, readable_bytes
from openlstm.weights import GATES

__all__ = ["Keeper"]


@dataclass(frozen=True)
class _Call:
    """What is kept of one call.

    Attributes:
        values: the values by name, [layer, direction, time, batch, unit].
        probes: by layer, then direction, then name: the leaf [T, B, unit] whose gradient is the
            loss's by the value of each step; empty without gradients.
        h_0: initial hidden states, [layer, direction, batch, unit].
        c_0: initial cell states, [layer, direction, batch, unit].
        valid: False on padding, [time, batch].
        reset: True where the state was set to zero before the step, [time, batch].
        taken: the steps kept, counted within the call.
        T: how many steps the call had.
    """

    values: dict[str, Tensor]
    probes: list[list[dict[str, Tensor]]]
    h_0: Tensor
    c_0: Tensor
    valid: Tensor
    reset: Tensor
    taken: Sequence[int]
    T: int


class Keeper:
    """The recorder of one LSTM: takes calls, makes the trace when it is asked for.

    Args:
        lstm: the LSTM.
        names: short names of the values to keep.
        layers: 0-based layers to keep, None for all.
        steps: steps to keep, counted over all calls.
        grad: whether the graph and the gradients by each step are kept.
    """

    def __init__(
        self,
        lstm: LSTM,
        names: frozenset[str],
        layers: tuple[int, ...] | None,
        steps: Steps,
        grad: bool,
    ) -> None:
        self.lstm, self.grad = lstm, grad
        self.names = [name for name in NAMES.values() if name in names]
        fours = [{f"{before}{gate}" for gate in GATES} for before in ("", "pre_")]
        self._together = {name for four in fours if four <= names for name in four}
        self.layers = sorted(range(lstm.num_layers) if layers is None else layers)
        self._steps = steps
        self._calls: list[_Call] = []
        self._trace: Trace | None = None

    def keep(self, seen: Seen) -> None:
        """Takes one call, thinned to the wanted layers and steps."""
        self._check(seen)
        T, before = len(seen.valid), sum(call.T for call in self._calls)
        taken: Sequence[int] = range(T)
        if self._steps is not None:
            taken = [t for t in taken if holds(self._steps, before + t)]
        self._calls.append(self._kept(seen, taken))
        self._trace = None

    def _check(self, seen: Seen) -> None:
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

    def _kept(self, seen: Seen, taken: Sequence[int]) -> _Call:
        T = len(seen.valid)
        every = len(taken) == T
        h_0 = self._initial(seen.h_0)
        c_0 = h_0 if seen.c_0 is seen.h_0 else self._initial(seen.c_0)  # zeros of the layer's own
        return _Call(
            {name: self._few(name, seen, None if every else taken) for name in self.names},
            [seen.probes[layer] for layer in self.layers] if self.grad else [],
            h_0,
            c_0,
            seen.valid if every else seen.valid[taken],
            seen.reset if every else seen.reset[taken],
            taken,
            T,
        )

    def _few(self, name: str, seen: Seen, taken: Sequence[int] | None) -> Tensor:
        """The wanted layers and steps of one value, which must drag nothing along."""
        value = seen.inside[name]
        if value.requires_grad and not self.grad:
            value = value.detach()
        if self.layers != seen.layers:
            value = value[[seen.layers.index(layer) for layer in self.layers]]
        if taken is not None:
            value = value[:, :, taken]
        return value if name in self._together else value.contiguous()

    def _initial(self, state: Tensor) -> Tensor:
        """[layer, direction, batch, unit]; a copy: the caller may write to the state afterwards."""
        copy = state.clone() if self.grad or not state.requires_grad else state.detach().clone()
        layers, directions = self.lstm.num_layers, 2 if self.lstm.bidirectional else 1
        by_layer = copy.view(layers, directions, *copy.shape[1:])
        return by_layer if len(self.layers) == layers else by_layer[self.layers]

    @property
    def trace(self) -> Trace:
        """All calls so far, joined in time.

        Raises:
            ValueError: if there was no call, or none that reached the chosen steps.
            RuntimeError: if torch.func.vmap ran the call, and has ended.
        """
        if self._trace is None:
            with torch.set_grad_enabled(self.grad):  # whatever is in force where it is asked for
                values = self._joined([call.values for call in self._calls])
                self._trace = self._as_trace(values)
            if not self.grad and len(self._calls) > 1:
                self._let_go_of_parts(self._trace)
        batched = map(torch._C._functorch.is_batchedtensor, self._trace.values.values())
        if any(batched) and not under_transform():
            raise RuntimeError(
                "the values were recorded inside torch.func.vmap and ended with it; return from "
                "the mapped function what is wanted of the trace."
            )
        return self._trace

    def _let_go_of_parts(self, trace: Trace) -> None:
        # the joined values are copies: let the parts be views of them, or memory would double
        ends = (*trace.starts[1:], len(trace.steps))
        for call, a, b in zip(self._calls, trace.starts, ends, strict=True):
            for name in call.values:
                call.values[name] = trace.values[name][:, :, a:b]

    @property
    def gradient(self) -> Trace:
        """dL by every value, as a trace.

        Raises:
            ValueError: if gradients were not kept, or there was no backward() yet.
        """
        if not self.grad:
            raise ValueError("gradients were not kept; record with grad=True.")
        probes = [
            p for call in self._calls for layer in call.probes for d in layer for p in d.values()
        ]
        if self._calls and all(probe.grad is None for probe in probes):
            raise ValueError(
                "there are no gradients yet: call backward() on a loss that this LSTM reaches "
                "(torch.autograd.grad() leaves none)."
            )
        return self._as_trace(self._joined([self._gradients(call) for call in self._calls]))

    def _gradients(self, call: _Call) -> dict[str, Tensor]:
        def of(probe: Tensor) -> Tensor:  # none: the loss does not reach this call, or direction
            return (torch.zeros_like(probe) if probe.grad is None else probe.grad)[call.taken]

        return {
            name: _stack([[of(direction[name]) for direction in layer] for layer in call.probes])
            for name in self.names
        }

    def _joined(self, calls: list[dict[str, Tensor]]) -> dict[str, Tensor]:
        if not any(call.T for call in self._calls):
            raise ValueError("nothing was recorded yet: this LSTM was not called in the context.")
        if not any(call.taken for call in self._calls):
            T = sum(call.T for call in self._calls)
            raise ValueError(f"none of the chosen steps was run: there were {T} so far.")
        if len(calls) == 1:
            return dict(calls[0])
        return {name: torch.cat([call[name] for call in calls], dim=2) for name in self.names}

    def _as_trace(self, values: Mapping[str, Tensor]) -> Trace:
        starts: list[int] = []
        steps: list[int] = []
        before = 0
        for call in self._calls:
            starts.append(len(steps))
            steps += [before + t for t in call.taken] if before else call.taken
            before += call.T
        calls = self._calls
        return Trace(
            values,
            _stacked([call.h_0 for call in calls]),
            _stacked([call.c_0 for call in calls]),
            tuple(starts),
            calls[0].valid if len(calls) == 1 else torch.cat([call.valid for call in calls]),
            calls[0].reset if len(calls) == 1 else torch.cat([call.reset for call in calls]),
            tuple(self.layers),
            tuple(steps),
            len(steps) == before,
        )

    @property
    def bytes_per_step(self) -> int:
        """Memory for one step of one sample."""
        lstm = self.lstm
        units = sum(
            lstm.proj_size or lstm.hidden_size if name == "h" else lstm.hidden_size
            for name in self.names
        )
        directions = 2 if lstm.bidirectional else 1
        return units * directions * len(self.layers) * lstm.weight_ih_l0.element_size()

    def __repr__(self) -> str:
        if any(call.taken for call in self._calls):
            return repr(self.trace)
        cost = readable_bytes(self.bytes_per_step)
        more = ", three times that with the gradients, and the graph" if self.grad else ""
        return f"nothing yet; will take {cost} for each step of each sample{more}"


def _stacked(states: Sequence[Tensor]) -> Tensor:
    """[layer, direction, call, batch, unit]."""
    return states[0].unsqueeze(2) if len(states) == 1 else torch.stack(list(states), dim=2)


def _stack(by_layer: list[list[Tensor]]) -> Tensor:
    """[layer, direction, …] from tensors by layer and direction."""
    flat = [value for by_direction in by_layer for value in by_direction]
    return torch.stack(flat).unflatten(0, (len(by_layer), -1))
