# SPDX-License-Identifier: Apache-2.0
"""openlstm.LSTM against torch.nn.LSTM over a grid of sizes: the plain call, inference and training.

    python benchmarks/size_grid.py                       all sizes, five fresh processes each
    python benchmarks/size_grid.py --only 100,1,32,64    some of them, writes nothing

A case is T,B,I,H,layers,directions and the mode. `ratio` is nn.LSTM's time over ours (above 1, ours
is faster): the median over processes of each one's median over adjacent pairs. `added_us` is the
difference of the medians. Both sides give the same numbers before they are timed.
"""

from collections.abc import Callable

import torch
from pairs import Pair, time_pair
from results_file import run_benchmark
from torch import nn

import openlstm as ol

# references for every regime: single steps, small calls, large products, long and stacked ones
SIZES = (
    "1,1,32,64,1,1",
    "1,1,128,256,1,1",
    "1,1,512,512,1,1",
    "100,1,32,64,1,1",
    "100,1,128,256,1,1",
    "100,1,512,512,1,1",
    "100,8,128,256,1,1",
    "100,32,32,64,1,1",
    "100,32,128,256,1,1",
    "100,32,128,256,1,2",
    "100,64,512,512,1,1",
    "500,32,128,128,2,1",
    "1000,64,64,256,1,1",
    "100,256,256,256,1,1",
    "100,32,1024,1024,1,1",
    "1000,32,2,16,1,1",
    "1000,32,2,32,1,1",
    "37,5,7,50,3,1",
)


def measure(case: str, seconds: float) -> Pair:
    """Ours against theirs for one case, with the same parameters."""
    sizes, mode = case.split()
    T, B, I, H, layers, directions = map(int, sizes.split(","))
    ours = ol.LSTM(I, H, layers, bidirectional=directions == 2)
    theirs = nn.LSTM(I, H, layers, bidirectional=directions == 2)
    theirs.load_state_dict(ours.state_dict())
    x = torch.randn(T, B, I, requires_grad=mode == "training")
    torch.testing.assert_close(ours(x)[0], theirs(x)[0])
    step = training if mode == "training" else inference
    return time_pair(step(ours, x), step(theirs, x), seconds)


def inference(lstm: nn.Module, x: torch.Tensor) -> Callable[[], object]:
    """A forward call without a graph."""

    def call() -> object:
        with torch.no_grad():
            return lstm(x)

    return call


def training(lstm: nn.Module, x: torch.Tensor) -> Callable[[], object]:
    """A forward and a backward call, gradients by input and parameters."""

    def call() -> object:
        lstm.zero_grad()
        return lstm(x)[0].sum().backward()

    return call


if __name__ == "__main__":
    cases = [f"{size} {mode}" for size in SIZES for mode in ("inference", "training")]
    run_benchmark(__file__, __doc__, cases, measure)
