# SPDX-License-Identifier: Apache-2.0
"""Gates and states of every unit over some sequences, forwards and backwards, as heat maps."""

from collections.abc import Mapping

import torch
from torch import Tensor

from openlstm.diagnostics import time_scales
from openlstm.report.gates import FIELDS, spread_over
from openlstm.report.packing import pack, pack_float
from openlstm.report.page import Section
from openlstm.trace import Trace

__all__ = ["sequence_gates"]

_BYTES = 300_000  # for all sequences: one byte a value, two a cell


def sequence_gates(traces: Mapping[str, Trace]) -> Section:
    """The heat maps, drawn by gates.js.

    Args:
        traces: name of a sequence → what the units did, of one sequence, all six fields.
    """
    steps = sum(len(trace.valid) for trace in traces.values())
    first = next(iter(traces.values()))
    rows = first.f.shape[0] * first.f.shape[1]
    most = max(4, _BYTES // (7 * rows * max(steps, 1)))
    units = min(most, first.f.shape[-1])
    return Section(
        name="gates",
        title="Inside, step by step",
        look="A row that keeps its colour over many steps is a memory: where a forget gate stays "
        "near 1, the cell state holds still.",
        body='<div class="controls"></div><div class="readout" aria-live="polite"></div>'
        '<div class="maps" tabindex="0"></div>'
        f'<p class="note">The first network on {len(traces)} sequences, from the one whose class '
        f"was believed least to the most; {units} of {first.f.shape[-1]} units of each layer and "
        "direction, sorted by time scale −1 / mean(ln f), on the left in steps. What runs "
        "backwards reads from right to left. Values are stored to two decimals; colours of cell "
        "states run with arsinh.</p>",
        data={
            "sequences": [
                {"name": name, "steps": len(trace.valid), "layers": _layers(trace, most)}
                for name, trace in traces.items()
            ]
        },
    )


def _layers(trace: Trace, most: int) -> list[dict[str, object]]:
    scales = time_scales(trace).geometric
    several = trace.f.shape[1] > 1
    return [
        _layer(trace, k, direction, scales[k, direction], most, several)
        for k in range(trace.f.shape[0])
        for direction in range(trace.f.shape[1])
    ]


def _layer(
    trace: Trace, k: int, direction: int, scales: Tensor, most: int, several: bool
) -> dict[str, object]:
    """One layer and direction; the cell has the state that its run began with, at that end."""
    units = spread_over(scales, most, [])
    values = {
        name: getattr(trace, field)[k, direction, :, 0, units].T for name, field in FIELDS.items()
    }
    began = trace.c_0[k, direction, 0, 0, units][:, None]
    ends = (values["c"], began) if direction else (began, values["c"])
    packed = {name: pack(value) for name, value in values.items() if name != "c"}
    packed["c"] = pack(torch.cat(ends, dim=1))
    way = f", {'backwards' if direction else 'forwards'}" if several else ""
    return {
        "name": f"layer {k}{way}",
        "backward": bool(direction),
        "units": units.tolist(),
        "scales": pack_float(scales[units]),
        "fields": packed,
    }
