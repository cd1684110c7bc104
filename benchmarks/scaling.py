# SPDX-License-Identifier: Apache-2.0
"""Cost as the work grows: time against T (to 100,000 steps), B and H, ours and torch.nn.LSTM's.

    python benchmarks/scaling.py           measures, writes the CSV and docs/images/scaling.png
    python benchmarks/scaling.py --plot    draws the picture anew from the CSV

A case is T,B,I,H,layers,directions and the mode, with I = H. One of T, B and H grows at a time; the
other two stay at T = 100, B = 32, H = 128 (along T: B = 4, H = 64, so that the longest fits into
2 GB).
"""

import sys
from pathlib import Path

from results_file import run_benchmark
from shapes import Shape, measure_plain

T_RANGE = (10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000)
B_RANGE = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
H_RANGE = (8, 16, 32, 64, 128, 256, 512, 1024)
SERIES = {
    "T": [Shape(T, 4, 64, 64) for T in T_RANGE],
    "B": [Shape(100, B, 128, 128) for B in B_RANGE],
    "H": [Shape(100, 32, H, H) for H in H_RANGE],
}
MODES = ("inference", "training")


def cases() -> list[str]:
    """Every shape once, in both modes."""
    shapes = dict.fromkeys(shape for series in SERIES.values() for shape in series)
    return [f"{shape} {mode}" for shape in shapes for mode in MODES]


if __name__ == "__main__":
    written = "--plot" in sys.argv
    if not written:
        rows = run_benchmark(
            __file__, __doc__, cases(), measure_plain, processes=3, seconds=1, together=True
        )
        written = len(rows) == len(cases()) and rows[0]["threads"] == "2"
    if written:
        from scaling_picture import draw

        here = Path(__file__).resolve().parent
        draw(here / "results/scaling.csv", here.parent / "docs/images/scaling.png")
