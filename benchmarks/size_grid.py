# SPDX-License-Identifier: Apache-2.0
"""openlstm.LSTM against torch.nn.LSTM over a grid of sizes: the plain call, in inference and training.

    python benchmarks/size_grid.py                 five fresh processes for each size, all sizes
    python benchmarks/size_grid.py --processes 1 --only 100,1,32,64,1

Writes benchmarks/results/size_grid.csv. `ratio` is nn.LSTM's time over ours, the median over the
processes of each process's median over adjacent pairs; `added_us` the difference of the medians.
Both sides are checked to give the same numbers before they are timed.
"""

import argparse
import csv
import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import torch
from pairs import machine, time_pair
from torch import nn

import openlstm as ol

RESULTS = Path(__file__).parent / "results" / "size_grid.csv"
# T, B, I, H, layers, directions: references for every regime, small calls to large products
SIZES = (
    (1, 1, 128, 256, 1, 1),
    (1, 1, 512, 512, 1, 1),
    (100, 1, 32, 64, 1, 1),
    (100, 1, 128, 256, 1, 1),
    (100, 1, 512, 512, 1, 1),
    (100, 8, 128, 256, 1, 1),
    (100, 32, 32, 64, 1, 1),
    (100, 32, 128, 256, 1, 1),
    (100, 32, 128, 256, 1, 2),
    (100, 64, 512, 512, 1, 1),
    (500, 32, 128, 128, 2, 1),
    (1000, 64, 64, 256, 1, 1),
    (100, 256, 256, 256, 1, 1),
    (100, 32, 1024, 1024, 1, 1),
    (1000, 32, 2, 16, 1, 1),
    (1000, 32, 2, 32, 1, 1),
    (37, 5, 7, 50, 3, 1),
)
Size = tuple[int, ...]


def functions(size: Size, training: bool) -> tuple[Callable[[], object], Callable[[], object]]:
    """Ours and theirs for one size, with the same parameters, checked to give the same output."""
    T, B, I, H, layers, directions = size
    ours = ol.LSTM(I, H, layers, bidirectional=directions == 2)
    theirs = nn.LSTM(I, H, layers, bidirectional=directions == 2)
    theirs.load_state_dict(ours.state_dict())
    x = torch.randn(T, B, I, requires_grad=training)
    torch.testing.assert_close(ours(x)[0], theirs(x)[0])

    def step(lstm: nn.Module) -> Callable[[], object]:
        def infer() -> object:
            with torch.no_grad():
                return lstm(x)

        def train() -> object:
            lstm.zero_grad()
            return lstm(x)[0].sum().backward()

        return train if training else infer

    return step(ours), step(theirs)


def measure(size: Size, seconds: float) -> dict[str, dict[str, float]]:
    """One process's figures for one size."""
    torch.set_num_threads(2)
    return {
        mode: asdict(time_pair(*functions(size, mode == "training"), seconds))
        for mode in ("inference", "training")
    }


def in_fresh_process(size: Size, seconds: float) -> dict[str, dict[str, float]]:
    """`measure` in a process of its own: times depend on what ran before."""
    command = [sys.executable, __file__, "--measure", ",".join(map(str, size))]
    done = subprocess.run(
        [*command, "--seconds", str(seconds)], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def summary(size: Size, mode: str, runs: list[dict[str, float]]) -> dict[str, object]:
    """One row of the results."""
    ratios = [run["ratio"] for run in runs]
    ours, theirs = (statistics.median(run[side] for run in runs) for side in ("ours_ms", "theirs_ms"))
    return {
        **dict(zip(("T", "B", "I", "H", "layers", "directions"), size, strict=True)),
        "mode": mode,
        "theirs_ms": round(theirs, 4),
        "ours_ms": round(ours, 4),
        "ratio": round(statistics.median(ratios), 3),
        "ratio_least": round(min(ratios), 3),
        "ratio_most": round(max(ratios), 3),
        "added_us": round((ours - theirs) * 1e3, 1),
        "processes": len(runs),
        "pairs_kept": sum(int(run["kept"]) for run in runs),
        "pairs_dropped": sum(int(run["dropped"]) for run in runs),
        **machine(),
    }


def sizes_of(text: str) -> Size:
    """A size as it is typed; one direction if it is left out."""
    numbers = tuple(map(int, text.split(",")))
    return numbers if len(numbers) == 6 else (*numbers, 1)


def main() -> None:
    """Measures, prints and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--only", help="one size: T,B,I,H,layers[,directions]; writes nothing")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(sizes_of(chosen.measure), chosen.seconds)))
        return
    torch.set_num_threads(2)
    rows = []
    for size in [sizes_of(chosen.only)] if chosen.only else SIZES:
        runs = [in_fresh_process(size, chosen.seconds) for _ in range(chosen.processes)]
        for mode in ("inference", "training"):
            row = summary(size, mode, [run[mode] for run in runs])
            print(*(f"{key}={value}" for key, value in list(row.items())[:13]), flush=True)
            rows.append(row)
    if not chosen.only:
        with open(RESULTS, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
