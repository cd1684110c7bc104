# SPDX-License-Identifier: Apache-2.0
"""Samples: one row of a batch, with its inputs, states and trace, as the page reads them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from openlstm.explorer.budget import Budget
from openlstm.explorer.calls import Call
from openlstm.explorer.nan import first_nan
from openlstm.explorer.pack import pack
from openlstm.trace import Trace

__all__ = ["FIELDS", "Row", "rows_of", "thinned_words"]

FIELDS = ("i", "f", "g", "o", "c", "h")
Json = dict[str, Any]


@dataclass
class Row:
    """One row of a call on its way to the page.

    Attributes:
        call: the call of the LSTM.
        row: its place in the batch.
        length: steps of it that hang together: to its padding, its first reset, its second call.
        notes: what was cut and why, in both languages.
    """

    call: Call
    row: int
    length: int
    notes: list[dict[str, str]] = field(default_factory=list)

    def packed(self, budget: Budget, units: Sequence[Sequence[int]] | None) -> Json:
        """The parts of `Sample` in explorer-ui/src/data.ts that come from the call.

        Args:
            budget: what fits.
            units: per layer × direction the units to show, where the weights are left out.
        """
        trace, whole = self.call.trace, self.length
        every = 1 if budget.with_weights else -(-whole // budget.steps)
        if budget.with_weights and whole > budget.steps:
            self.length = budget.steps
            self.notes.append(_cut(self.length, whole, "the page would be too large"))
        if found := first_nan(trace, self.row):
            self.notes.append(found.words)
        steps = list(range(0, self.length, every))
        sample: Json = {"steps": len(steps)}
        if budget.with_trace:
            sample["trace"] = self._trace(steps, budget.dtype, units)
        if every > 1:
            sample["thinned"] = {"start": 0, "every": every, "of": whole}
            self.notes.append(thinned_words(every, len(steps), whole))
        elif budget.with_weights:
            sample |= {"x": pack(self.call.x[steps, self.row], "float32"), "state": self._state()}
        return sample

    def _trace(
        self, steps: list[int], dtype: str, units: Sequence[Sequence[int]] | None
    ) -> list[list[Json]]:
        trace = self.call.trace
        return [
            [
                {
                    name: pack(self._values(trace[name][k, d], steps, chosen), dtype)
                    for name in FIELDS
                    if name in trace.values
                    for chosen in [units[k * trace.h_0.shape[1] + d] if units else None]
                }
                for d in range(trace.h_0.shape[1])
            ]
            for k in range(len(trace.layers))
        ]

    def _values(self, values: Tensor, steps: list[int], units: Sequence[int] | None) -> Tensor:
        mine = values[steps, self.row]
        return mine if units is None else mine[:, list(units)]

    def _state(self) -> list[list[Json]]:
        """The state each layer and direction began with; a cut reverse run began at the cut."""
        trace, cut = self.call.trace, self.length < len(self.call.trace.steps)
        follows = cut and bool(trace.valid[self.length, self.row])
        parted = follows and bool(trace.reset[self.length, self.row])
        parted = parted or self.length in trace.starts  # the end of a call is the end of a run
        states = []
        for k in range(len(trace.layers)):
            ahead = trace.h_0[k, 0, 0, self.row], trace.c_0[k, 0, 0, self.row]
            began = [_zero(ahead) if bool(trace.reset[0, self.row]) else ahead]
            if trace.h_0.shape[1] == 2:
                behind = trace.h_0[k, 1, 0, self.row], trace.c_0[k, 1, 0, self.row]
                if follows and not parted:
                    place = k, 1, self.length, self.row
                    behind = trace.h[place], trace.c[place]
                elif follows and self.length not in trace.starts:
                    behind = _zero(behind)
                began.append(behind)
            states.append([{"h": pack(h), "c": pack(c)} for h, c in began])
        return states


def rows_of(call: Call, most: int) -> list[Row]:
    """The first rows of a call's batch, each cut to the steps that hang together."""
    return [_row(call, b) for b in range(min(most, call.trace.valid.shape[1]))]


def _row(call: Call, b: int) -> Row:
    trace = call.trace
    real = int(trace.valid[:, b].sum())
    row = Row(call, b, real)
    resets = trace.reset[1:, b].nonzero().flatten()
    if len(resets) and int(resets[0]) + 1 < real:
        row.length = int(resets[0]) + 1
        row.notes.append(_cut(row.length, real, "the state is reset there"))
    breaks = [start for start in trace.starts[1:] if not _goes_on(trace, start, b)]
    if breaks and breaks[0] < row.length:
        row.length = breaks[0]
        row.notes.append(_cut(row.length, real, "the model calls the LSTM anew there"))
    return row


def _goes_on(trace: Trace, start: int, b: int) -> bool:
    """Whether the call that begins there goes on from the state that the call before ended with."""
    if trace.h_0.shape[1] == 2:
        return False
    call = trace.starts.index(start)
    pairs = ((trace.h_0, trace["h"]), (trace.c_0, trace["c"]))
    return all(
        torch.allclose(first[:, 0, call, b], values[:, 0, start - 1, b], atol=1e-5)
        for first, values in pairs
    )


def _zero(state: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
    return torch.zeros_like(state[0]), torch.zeros_like(state[1])


_REASONS = {
    "the page would be too large": "否则页面过大",
    "the state is reset there": "状态在此处被重置",
    "the model calls the LSTM anew there": "模型在此处重新调用 LSTM",
}


def _cut(kept: int, whole: int, reason: str) -> dict[str, str]:
    return {
        "en": f"The first {kept:,} of {whole:,} steps are shown: {reason}.",
        "zh": f"只显示前 {kept:,} 步（共 {whole:,} 步）：{_REASONS[reason]}。",
    }


def thinned_words(every: int, kept: int, whole: int) -> dict[str, str]:
    """The sentence that says so, in both languages."""
    return {
        "en": f"One step in {every} is shown, {kept:,} of {whole:,}: all would be too many for a "
        "browser.",
        "zh": f"每 {every} 步显示一步，共 {kept:,} / {whole:,} 步：全部显示对浏览器来说太多。",
    }
