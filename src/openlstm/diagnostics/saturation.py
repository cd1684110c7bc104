# SPDX-License-Identifier: Apache-2.0
"""Gate saturation: how often each unit's gates stand shut or open."""

from dataclasses import dataclass

from torch import Tensor

from openlstm.diagnostics._valid import Traced, valid_values
from openlstm.errors import InputError, expected

__all__ = ["GateSaturation", "Saturation", "gate_saturation", "saturation"]


@dataclass(frozen=True)
class GateSaturation:
    """One gate (input, forget or output), each field [layer, direction, unit], 0 to 1.

    left:  share of valid steps with the gate below `low`; left + right is at most 1.
    right: share of valid steps with the gate above `high`.
    slope: mean of q(1 − q), the factor by which the gate passes a gradient; at most 0.25.
    """

    left: Tensor
    right: Tensor
    slope: Tensor


@dataclass(frozen=True)
class Saturation:
    """All gates of a trace, with the thresholds they were measured at.

    candidate: share of valid steps with |g| above `high`, [layer, direction, unit], 0 to 1.
    """

    input_gate: GateSaturation
    forget_gate: GateSaturation
    output_gate: GateSaturation
    candidate: Tensor
    low: float
    high: float


def saturation(trace: Traced, low: float = 0.1, high: float = 0.9) -> Saturation:
    """How often each gate of each unit is shut (below `low`) and open (above `high`).

        left_q(u)  = #{q < low} / N        right_q(u) = #{q > high} / N        q in i, f, o

    Args:
        trace: holds the three gates and the candidate; padding is left out.
        low, high: thresholds, 0 ≤ low < high ≤ 1; 0.1 and 0.9 by default.

    Raises:
        InputError: thresholds in the wrong order or outside [0, 1].

    Source: Karpathy, Johnson, Fei-Fei 2015 (arXiv:1506.02078); the candidate's measure is ours.

    >>> import torch, openlstm as ol
    >>> lstm = ol.LSTM(3, 4)
    >>> with ol.record(lstm) as trace:
    ...     _ = lstm(torch.zeros(20, 1, 3))
    >>> saturation(trace).forget_gate.right.sum().item()  # nothing saturates at first
    0.0
    """
    _check(low, high)
    return Saturation(
        gate_saturation(trace, "input_gate", low, high),
        gate_saturation(trace, "forget_gate", low, high),
        gate_saturation(trace, "output_gate", low, high),
        candidate=_share(valid_values(trace, "candidate").abs() > high),
        low=low,
        high=high,
    )


def gate_saturation(
    trace: Traced, gate: str, low: float = 0.1, high: float = 0.9
) -> GateSaturation:
    """The saturation of one gate, for traces that hold only that one; formulas as in `saturation`.

    Args:
        gate: "input_gate", "forget_gate" or "output_gate".
    """
    _check(low, high)
    q = valid_values(trace, gate)
    return GateSaturation(_share(q < low), _share(q > high), (q * (1 - q)).mean(dim=2))


def _share(hits: Tensor) -> Tensor:
    return hits.double().mean(dim=2)


def _check(low: float, high: float) -> None:
    if not 0 <= low < high <= 1:
        remedy = "pass thresholds such as 0.1 and 0.9"
        raise InputError(expected("low, high", "0 ≤ low < high ≤ 1", f"{low}, {high}", remedy))
