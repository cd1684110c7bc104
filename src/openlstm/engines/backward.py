# SPDX-License-Identifier: Apache-2.0
"""The gradients of one run, by hand, in plain torch operations, from what the run kept.

With dc, dh the total derivatives of the loss by c_t and h_t (Hochreiter & Schmidhuber 1997, the
recursion of backpropagation through time):

    dh   = dL/dh_t from the output + W_hhᵀ dpre_{t+1}
    dc   = f_{t+1} ⊙ dc_{t+1} + dh ⊙ o ⊙ (1 - tanh²c)
    dpre_i = dc ⊙ g ⊙ i(1-i)      dpre_f = dc ⊙ c_{t-1} ⊙ f(1-f)
    dpre_g = dc ⊙ i ⊙ (1-g²)      dpre_o = dh ⊙ tanh(c) ⊙ o(1-o)

All that does not depend on dc and dh is computed for every step at once, before the loop; the
gradients of the weights are one matrix product each, after it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from openlstm.engines.kernel import Call, Kept
from openlstm.engines.steps import before
from openlstm.reference import boundaries
from openlstm.weights import gate_rows

__all__ = ["Gradients", "gradients"]


class Gradients(NamedTuple):
    """dL by each input of a run, None where it is not wanted; `bias` is for both biases."""

    x: Tensor | None
    h_0: Tensor | None
    c_0: Tensor | None
    weight_ih: Tensor | None
    weight_hh: Tensor | None
    bias: Tensor | None
    weight_hr: Tensor | None


class _Steps(NamedTuple):
    """Per step, in input time: all that the recursion needs."""

    from_dc: Tensor  # [T, B, 3, H] dpre_i, dpre_f, dpre_g for dc = 1
    from_dm: Tensor  # [T, B, H]    dpre_o for d(o tanh c) = 1
    to_dc: Tensor  # [T, B, H]      dc for d(o tanh c) = 1
    carry_c: Tensor  # [T, B, H]    dc_{t-1} for dc_t = 1: f; 1 on padding, 0 behind a reset
    held: Tensor | None  # [T, B, 1] True where a padded step hands dh through
    starts: Tensor | None  # [T, B, 1] True where a reset stops dh


def gradients(
    call: Call,
    kept: Kept,
    d_output: Tensor | None,
    d_h_n: Tensor | None,
    d_c_n: Tensor | None,
    wanted: Sequence[bool],
) -> Gradients:
    """dL by the inputs of `call`, from dL by its output [T, B, P], h_n [B, P] and c_n [B, H].

    Args:
        call: the inputs of the run.
        kept: what the run kept; its `gates` and `cells` must not be empty.
        d_output: dL/d output, None for zero.
        d_h_n: dL/d h_n, None for zero.
        d_c_n: dL/d c_n, None for zero.
        wanted: in the order of `Gradients`, which are wanted.
    """
    T = call.x.shape[0]
    assert kept.gates is not None
    assert kept.cells is not None
    d_output = torch.zeros_like(kept.output) if d_output is None else d_output
    d_h_n = torch.zeros_like(call.h_0) if d_h_n is None else d_h_n
    d_c_n = torch.zeros_like(call.c_0) if d_c_n is None else d_c_n
    cuts = boundaries(T, call.lengths, call.reset, call.reverse)
    x = call.x
    if cuts.valid is not None:
        x, d_output = (torch.where(cuts.valid[..., None], v, 0) for v in (x, d_output))
    h_prev = before(kept.output, call.h_0, cuts, call.reverse)
    c_prev = before(kept.cells, call.c_0, cuts, call.reverse)
    steps = _steps(kept.gates, kept.cells, c_prev, *cuts)
    dpre, dh_steps, d_h_0, d_c_0 = _recursion(call, steps, d_output, d_h_n, d_c_n)
    rows = dpre.flatten(0, 1)

    def by_hr(gates: Tensor, cells: Tensor) -> Tensor:
        shown = gates[..., gate_rows("o", cells.shape[-1])] * torch.tanh(cells)
        return dh_steps.flatten(0, 1).T @ shown.flatten(0, 1)

    projects = call.weights.weight_hr is not None
    return Gradients(
        dpre @ call.weights.weight_ih if wanted[0] else None,
        d_h_0 if wanted[1] else None,
        d_c_0 if wanted[2] else None,
        rows.T @ x.flatten(0, 1) if wanted[3] else None,
        rows.T @ h_prev.flatten(0, 1) if wanted[4] else None,
        rows.sum(0) if wanted[5] else None,
        by_hr(kept.gates, kept.cells) if wanted[6] and projects else None,
    )


def _steps(
    gates: Tensor,
    cells: Tensor,
    c_prev: Tensor,
    valid: Tensor | None,
    starts: Tensor | None,
) -> _Steps:
    i, f, g, o = gates.chunk(4, dim=-1)
    tanh_c = torch.tanh(cells)
    from_dc = torch.stack((g * i * (1 - i), c_prev * f * (1 - f), i * (1 - g * g)), dim=2)
    from_dm, to_dc, carry = tanh_c * o * (1 - o), o * (1 - tanh_c * tanh_c), f
    if starts is not None:
        carry = torch.where(starts[..., None], 0, carry)
    if valid is None:
        return _Steps(from_dc, from_dm, to_dc, carry, None, _column(starts))
    real = valid[..., None]
    from_dc = torch.where(real[..., None], from_dc, 0)
    from_dm, to_dc = torch.where(real, from_dm, 0), torch.where(real, to_dc, 0)
    carry = torch.where(real, carry, 1)
    return _Steps(from_dc, from_dm, to_dc, carry, ~real, _column(starts))


def _column(mask: Tensor | None) -> Tensor | None:
    return None if mask is None else mask[..., None]


def _recursion(
    call: Call, steps: _Steps, d_output: Tensor, dh: Tensor, dc: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """dpre [T, B, 4H] and dh [T, B, P] of every step, then dh and dc before the first step."""
    T, B, _, H = steps.from_dc.shape
    hh, hr = call.weights.weight_hh, call.weights.weight_hr
    dpre = d_output.new_empty(T, B, 4, H)
    dh_steps = torch.empty_like(d_output)
    for t in range(T) if call.reverse else reversed(range(T)):
        dh_next = dh
        dh = torch.add(d_output[t], dh, out=dh_steps[t])
        dm = dh if hr is None else dh @ hr
        dc = torch.addcmul(dc, dm, steps.to_dc[t])
        torch.mul(steps.from_dc[t], dc[:, None], out=dpre[t, :, :3])
        torch.mul(steps.from_dm[t], dm, out=dpre[t, :, 3])
        dh = dpre[t].flatten(1) @ hh
        dc = dc * steps.carry_c[t]
        if steps.starts is not None:
            dh = dh.masked_fill(steps.starts[t], 0)
        if steps.held is not None:
            dh = torch.where(steps.held[t], dh_next, dh)
    return dpre.flatten(2), dh_steps, dh, dc
