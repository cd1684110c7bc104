# SPDX-License-Identifier: Apache-2.0
"""The cell ledger: who wrote what into a cell, and how much of it is left."""

from dataclasses import dataclass

import torch
from torch import Tensor

from openlstm.diagnostics._valid import Traced
from openlstm.errors import InputError, expected

__all__ = ["CellLedger", "cell_ledger"]


@dataclass(frozen=True)
class CellLedger:
    """What a cell holds at one step, as a sum over who wrote it: cell = initial + Σ_t written.

    initial: what is left of the initial cell state, [layer, direction, batch, unit].
    written: what is left of the write i_t g_t of each step of the trace, [layer, direction, time,
        batch, unit]; 0 at padding, at steps not yet run, and before a reset.
    age: how many steps ago each step was run, [direction, time]; 0 for the step asked about, and
        nothing (0) for steps not yet run.
    """

    initial: Tensor
    written: Tensor
    age: Tensor

    @property
    def cell(self) -> Tensor:
        """The sum, the recorded cell state up to rounding: [layer, direction, batch, unit]."""
        return self.initial + self.written.sum(dim=2)

    @property
    def mean_age(self) -> Tensor:
        """Steps since the writes, by what is left of them: Σ age |w| / Σ |w|; NaN if nothing is."""
        weight = self.written.abs()
        return (weight * self.age[:, :, None, None]).sum(dim=2) / weight.sum(dim=2)


def cell_ledger(trace: Traced, step: int | None = None) -> CellLedger:
    """Who wrote what: the cell state after one step, split exactly over the steps before it.

        c_T = (Π_{s=1..T} f_s) c_0 + Σ_t w_t        w_t = (Π_{s=t+1..T} f_s) i_t g_t

    Padded steps leave the state as it is; a reset wipes it out. A trace of several calls is split
    within the call that holds the step: what came before is that call's `initial`.

    Args:
        trace: one recording of every step, with `input_gate`, `forget_gate` and `candidate`.
        step: the step in input time; None: where each direction ends, that is the last step of the
            trace, and for the reverse direction the first step of the last call.

    Raises:
        InputError: a step the trace does not have, or a trace with steps left out.

    >>> import torch, openlstm as ol
    >>> lstm = ol.LSTM(3, 4)
    >>> with ol.record(lstm) as trace:
    ...     _, (_, c_n) = lstm(torch.randn(20, 1, 3))
    >>> torch.allclose(cell_ledger(trace).cell[:, 0], c_n, atol=1e-6)
    True
    """
    _check(trace, step)
    T = len(trace.steps)
    call = sum(start <= (T - 1 if step is None else step) for start in trace.starts) - 1
    first, end = trace.starts[call], (*trace.starts, T)[call + 1]
    orders = [range(first, end if step is None else step + 1)]
    if trace.forget_gate.shape[1] == 2:
        orders.append(range(first if step is None else step, end)[::-1])
    parts = [_direction(trace, d, call, end, list(order)) for d, order in enumerate(orders)]
    initial, written, age = (torch.stack(part) for part in zip(*parts, strict=True))
    return CellLedger(initial.transpose(0, 1), written.transpose(0, 1), age)


def _direction(
    trace: Traced, direction: int, call: int, end: int, order: list[int]
) -> tuple[Tensor, Tensor, Tensor]:
    """initial [layer, batch, unit], written [layer, time, batch, unit], age [time]."""
    i, f, g = (getattr(trace, name)[:, direction].detach() for name in "ifg")
    valid, cut = trace.valid[order, :, None], _cuts(trace, direction, end)[order, :, None]
    keep = torch.where(valid, f[:, order].masked_fill(cut, 0), 1)
    left = keep.flip(1).cumprod(dim=1).flip(1)  # Π_{s ≥ t} f_s
    later = torch.cat([left[:, 1:], torch.ones_like(left[:, :1])], dim=1)  # Π_{s > t} f_s
    written, age = torch.zeros_like(f), f.new_zeros(f.shape[1])
    written[:, order] = torch.where(valid, later * i[:, order] * g[:, order], 0)
    age[order] = torch.arange(len(order) - 1, -1, -1).to(age)
    return left[:, 0] * trace.c_0[:, direction, call].detach(), written, age


def _cuts(trace: Traced, direction: int, end: int) -> Tensor:
    """Where the state is wiped out before a step, in the order of computation: [time, batch].

    A reset before step t cuts between t − 1 and t; the reverse direction comes to the cut from t,
    so that its state is wiped out before step t − 1, unless a call ends between the two.
    """
    cut: Tensor = trace.reset & trace.valid
    if not direction:
        return cut
    cut = torch.cat([cut[1:], torch.zeros_like(cut[:1])])
    cut[end - 1] = False
    return cut


def _check(trace: Traced, step: int | None) -> None:
    T = len(trace.steps)
    if trace.steps != tuple(range(T)):
        remedy = "record without steps="
        raise InputError(expected("trace", "a recording of every step", "only some", remedy))
    if step is not None and not 0 <= step < T:
        raise InputError(expected("step", f"from 0 to {T - 1}", step, "steps count from 0"))
