# SPDX-License-Identifier: Apache-2.0
"""The LSTM written out by hand, one row at a time, one gate at a time, every value in reach.

Made from the equations and not from `openlstm.cell`: gates come from slices of the weights, lengths
are loops that end, a reset is a state of zeros. Autograd runs through it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

NAMES = ("i", "f", "g", "o", "c", "h", "pre_i", "pre_f", "pre_g", "pre_o")
GATES = ("i", "f", "g", "o")


class Where(NamedTuple):
    """Where a value arises; `row` is the place in the batch."""

    layer: int
    direction: int
    time: int
    row: int


Change = Callable[[str, Tensor, Where], Tensor]
State = tuple[Tensor, Tensor]


class ByHand:
    """One call, on the weights of a torch.nn.LSTM or an openlstm.LSTM; time first.

    Attributes:
        of: every value by name and place, [unit].
        output: [T, B, directions·size].
        h_n: [layers·directions, B, size].
        c_n: [layers·directions, B, H].
    """

    def __init__(
        self,
        lstm: nn.RNNBase,
        x: Tensor,
        hx: State | None = None,
        lengths: Sequence[int] | None = None,
        reset: Tensor | None = None,
        change: Change | None = None,
    ) -> None:
        self.lstm, self.D = lstm, 2 if lstm.bidirectional else 1
        self.T, self.B = x.shape[:2]
        self.lengths = [self.T] * self.B if lengths is None else [int(n) for n in lengths]
        self.reset = torch.zeros(self.T, self.B).bool() if reset is None else reset
        self.change = change
        self.of: dict[tuple[str, Where], Tensor] = {}
        self._run(x, hx)

    def _run(self, x: Tensor, hx: State | None) -> None:
        P, H = self.lstm.proj_size or self.lstm.hidden_size, self.lstm.hidden_size
        last: list[State] = []
        for layer in range(self.lstm.num_layers):
            for direction in range(self.D):
                k = layer * self.D + direction
                first = (x.new_zeros(self.B, P), x.new_zeros(self.B, H))
                first = first if hx is None else (hx[0][k], hx[1][k])
                rows = [
                    self._row(x[:, row], (first[0][row], first[1][row]), layer, direction, row)
                    for row in range(self.B)
                ]
                last.append(tuple(torch.stack(part) for part in zip(*rows, strict=True)))
            x = torch.cat([self._at(layer, d, "h") for d in range(self.D)], dim=-1)
        self.output = x
        self.h_n, self.c_n = (torch.stack(part) for part in zip(*last, strict=True))

    def _row(self, x: Tensor, state: State, layer: int, direction: int, row: int) -> State:
        n = self.lengths[row]
        for t in range(n) if direction == 0 else range(n - 1, -1, -1):
            # a reset at t cuts between t-1 and t, whichever side one comes from
            cut = t if direction == 0 else t + 1
            if cut < n and self.reset[cut, row]:
                state = torch.zeros_like(state[0]), torch.zeros_like(state[1])
            state = self._step(x[t], state, Where(layer, direction, t, row))
        return state

    def _step(self, x: Tensor, state: State, where: Where) -> State:
        h_prev, c_prev = state
        end = f"_l{where.layer}" + ("_reverse" if where.direction else "")
        H = self.lstm.hidden_size
        gate = {}
        for k, name in enumerate(GATES):
            rows = slice(k * H, (k + 1) * H)
            pre = getattr(self.lstm, f"weight_ih{end}")[rows] @ x
            pre = pre + getattr(self.lstm, f"weight_hh{end}")[rows] @ h_prev
            if self.lstm.bias:
                pre = pre + getattr(self.lstm, f"bias_ih{end}")[rows]
                pre = pre + getattr(self.lstm, f"bias_hh{end}")[rows]
            pre = self._named(f"pre_{name}", pre, where)
            gate[name] = self._named(name, pre.tanh() if name == "g" else pre.sigmoid(), where)
        c = self._named("c", gate["f"] * c_prev + gate["i"] * gate["g"], where)
        h = gate["o"] * c.tanh()
        if self.lstm.proj_size:
            h = getattr(self.lstm, f"weight_hr{end}") @ h
        return self._named("h", h, where), c

    def _named(self, name: str, value: Tensor, where: Where) -> Tensor:
        self.of[name, where] = self.change(name, value, where) if self.change else value
        return self.of[name, where]

    def _at(self, layer: int, direction: int, name: str) -> Tensor:
        P, H = self.lstm.proj_size or self.lstm.hidden_size, self.lstm.hidden_size
        padding = self.lstm.weight_ih_l0.new_zeros(P if name == "h" else H)
        return torch.stack(
            [
                torch.stack(
                    [
                        self.of.get((name, Where(layer, direction, t, row)), padding)
                        for row in range(self.B)
                    ]
                )
                for t in range(self.T)
            ]
        )

    def value(self, name: str) -> Tensor:
        """A value as a trace holds it, [layer, direction, time, batch, unit]."""
        layers = range(self.lstm.num_layers)
        return torch.stack(
            [torch.stack([self._at(k, d, name) for d in range(self.D)]) for k in layers]
        )

    def gradient(self, loss: Tensor, name: str) -> Tensor:
        """dL by a value at every place, as a trace holds it."""
        places = [place for place in self.of if place[0] == name]
        values = [self.of[place] for place in places]
        found = torch.autograd.grad(loss, values, retain_graph=True, allow_unused=True)
        result = torch.zeros_like(self.value(name))
        for (_, where), d in zip(places, found, strict=True):
            result[where] = 0 if d is None else d
        return result
