# SPDX-License-Identifier: Apache-2.0
"""The steps of a trace that count: padding left out, once, for every statistic."""

from torch import Tensor

from openlstm.errors import InputError, expected
from openlstm.inspect import Recording
from openlstm.trace import Trace

__all__ = ["Traced", "valid_values"]

Traced = Trace | Recording
"""A trace, or the recording of a model with one LSTM, which acts as its trace."""


def valid_values(trace: Traced, field: str) -> Tensor:
    """The values of one field at every step that is no padding: [layer, direction, N, unit].

    N counts the valid (time, batch) pairs, time first. Float64 on the CPU, because means of gates
    near 1 are taken: in float32 the mean itself would round to 1, the time scale to infinity.
    """
    values: Tensor = getattr(trace, field)
    kept = values.detach().cpu()[:, :, trace.valid.cpu()].double()
    if not kept.shape[2]:
        remedy = "record a call with at least one length above 0"
        raise InputError(expected("trace", "hold a step that is no padding", "none", remedy))
    return kept
