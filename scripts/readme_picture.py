# SPDX-License-Identifier: Apache-2.0
"""The README's picture: gates and memory of a trained character model over a line of its test text.

openlstm demo && python scripts/readme_picture.py runs/demo
"""

import sys
from pathlib import Path

import matplotlib.pyplot as plt
import torch

import openlstm as ol
from openlstm.diagnostics import time_scales
from openlstm.plots import heat_map

LINE = 'For example, "f(a, b, c)" is a function call with three arguments, while'
OUT = Path(__file__).parents[1] / "docs" / "images" / "gates.png"
UNITS = 96  # of the last layer, evenly over all time scales: as many as the eye can hold


def main(run: str) -> None:
    """Draws and saves the picture."""
    model = ol.load(run)
    before = model.test_text[:2000]  # what the memory holds when the line begins
    ids = model.vocabulary.encode(before + "\n" + LINE)[:, None]
    with ol.record(model.model, layers=-1) as trace, torch.no_grad():
        model.model(ids)
    scales = time_scales(trace).geometric[0, 0]
    units = scales.argsort()[:: max(1, len(scales) // UNITS)]
    figure, axes = plt.subplots(3, 1, figsize=(11, 7.5), layout="constrained")
    for ax, (field, name) in zip(
        axes,
        (
            ("forget_gate", "forget gate: how much stays"),
            ("input_gate", "input gate: how much is written"),
            ("cell", "cell state: the memory"),
        ),
        strict=True,
    ):
        values = trace.trace[field][0, 0, -len(LINE) :, 0][:, units]
        heat_map(values, field, scales[units], tokens=list(LINE), ax=ax)
        ax.set_title("")
        ax.set_title(name, loc="left", fontsize=11)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(OUT, dpi=110)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "runs/demo")
