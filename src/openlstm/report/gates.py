# SPDX-License-Identifier: Apache-2.0
"""Gates and states of every unit over a passage, as heat maps under the text."""

from collections.abc import Collection

import numpy as np
import torch
from torch import Tensor

from openlstm.report.packing import pack, pack_float
from openlstm.report.page import Section
from openlstm.report.reading import Reading

__all__ = ["FIELDS", "gates_section", "passage_length", "spread_over"]

FIELDS = {
    "i": "input_gate",
    "f": "forget_gate",
    "g": "candidate",
    "o": "output_gate",
    "c": "cell",
    "h": "hidden",
}
_BYTES = 7 * 70_000  # per step and unit: one byte for each of i f g o h, two for c
_STEPS = (60, 144)


def passage_length(layers: int, units: int) -> int:
    """How many steps fit on the page, between 60 and 144."""
    return int(np.clip(_BYTES // (7 * layers * units), *_STEPS))


def gates_section(
    reading: Reading, passage: range, scales: Tensor, wanted: Collection[tuple[int, int]]
) -> Section:
    """The heat maps, drawn by gates.js.

    Args:
        reading: a text that reaches the end of the passage, its trace with all six fields.
        passage: steps to show, from 1 at the earliest: the cell before the first is shown too.
        scales: time scales [layer, unit], in steps, which sort the units.
        wanted: (layer, unit) to show in any case, where not all units fit on the page.
    """
    most = _BYTES // (7 * len(scales) * len(passage))
    shown = [
        spread_over(row, most, [u for j, u in wanted if j == k]) for k, row in enumerate(scales)
    ]
    every = min(map(len, shown)) == scales.shape[1]
    number = "All" if every else f"{len(shown[0])} of the"
    return Section(
        name="gates",
        title="Inside, step by step",
        look="A row that keeps its colour over many characters is a memory: where a forget gate "
        "stays near 1, the cell state holds still.",
        body='<div class="controls"></div><div class="readout" aria-live="polite"></div>'
        '<div class="maps" tabindex="0"></div>'
        f'<p class="note">{number} {scales.shape[1]} units of each layer, sorted by time scale '
        "−1 / mean(ln f), on the left in steps: short memories above, long ones below. Layers, "
        "units and steps count from 0. Values are stored to two decimals, cell states beyond "
        "±327 to fewer; colours of cell states run with arsinh.</p>",
        data={
            "text": reading.text[passage.start : passage.stop],
            "start": passage.start,
            "layers": [_layer(reading, passage, k, row, scales[k]) for k, row in enumerate(shown)],
        },
    )


def spread_over(scales: Tensor, most: int, wanted: list[int]) -> np.ndarray:
    """The units by time scale; if they are too many, some spread over all, and those wanted."""
    order = np.argsort(scales.numpy(), kind="stable")
    if len(order) <= most:
        return order
    even = order[np.linspace(0, len(order) - 1, max(most - len(wanted), 1)).astype(int)]
    return order[np.isin(order, [*even, *wanted])]


def _layer(
    reading: Reading, passage: range, layer: int, units: np.ndarray, scales: Tensor
) -> dict[str, object]:
    """One layer: every field [unit, time]; the cell begins with the state before the passage."""
    values = {name: getattr(reading.trace, field)[layer, 0, :, 0] for name, field in FIELDS.items()}
    shown = {name: value[passage.start : passage.stop, units].T for name, value in values.items()}
    before = values["c"][passage.start - 1, units][:, None]
    packed = {name: pack(value) for name, value in shown.items() if name != "c"}
    packed["c"] = pack(torch.cat([before, shown["c"]], dim=1))
    return {"units": units.tolist(), "scales": pack_float(scales[units]), "fields": packed}
