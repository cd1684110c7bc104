# SPDX-License-Identifier: Apache-2.0
"""openlstm.LSTM against torch.nn.LSTM over a grid of sizes: the plain call, inference and training.

    python benchmarks/size_grid.py                       all sizes, five fresh processes each
    python benchmarks/size_grid.py --only 100,1,32,64    some of them, writes nothing
    python benchmarks/size_grid.py --threads 1           is it nowhere slower on one thread?

A case is T,B,I,H,layers,directions and the mode. `ratio` is nn.LSTM's time over ours (above 1, ours
is faster): the median over processes of each one's median over adjacent pairs. `low` and `high` are
its 95 % interval, by drawing processes and the pairs within them anew (judge.py). The goal is
missed when the whole interval lies below it, open when only the ratio does.

`ours_share` and `theirs_share` are the fractions of `peak_gflops`, the best of ten float32 products
of 1536 x 1536 in the same process. The products of a call are 2 T B 4H (I + H) operations per layer
and direction; training counts three times that. Both sides give the same outputs, and in training
the same gradients, before they are timed.
"""

from judge import Goal
from machine import peak_gflops
from pairs import Pair
from results_file import run_benchmark
from shapes import Shape, measure_plain

# shape: the goals in inference and training; None: no goal, to watch
SIZES: dict[str, tuple[float, float] | None] = {
    "1,1,32,64,1,1": None,
    "1,1,128,256,1,1": None,
    "1,1,512,512,1,1": None,
    "100,1,32,64,1,1": (3.0, 2.5),
    "100,1,128,256,1,1": (1.9, 1.9),
    "100,1,512,512,1,1": (1.6, 1.6),
    "100,8,128,256,1,1": (1.25, 1.15),
    "100,32,32,64,1,1": (1.8, 1.5),
    "100,32,128,256,1,1": (1.10, 1.35),
    "100,64,512,512,1,1": (1.08, 1.15),
    "500,32,128,128,2,1": (1.4, 1.9),
    "1000,64,64,256,1,1": (1.5, 1.7),
    "100,256,256,256,1,1": (1.2, 1.35),
    "100,32,1024,1024,1,1": (1.05, 1.10),
    "100,32,128,256,1,2": (1.10, 1.4),
    "1000,32,2,16,1,1": (2.5, 3),
    "1000,32,2,32,1,1": (1.6, 3),
    "37,5,7,50,3,1": (1.2, 1.2),
}
MODES = ("inference", "training")


def measure(case: str, seconds: float) -> Pair:
    """The plain call, with the fractions of the machine's peak."""
    name, mode = case.split()
    peak, pair = peak_gflops(), measure_plain(case, seconds)
    gflop = Shape.parse(name).flops * (3 if mode == "training" else 1) * 1e-9
    shares = {
        f"{side}_share": gflop / (getattr(pair, f"{side}_ms") * 1e-3) / peak
        for side in ("ours", "theirs")
    }
    return pair.but(extra={**shares, "peak_gflops": peak})


def goal(case: str, threads: int) -> Goal:
    """On one thread, not to be slower; else what the size was set."""
    name, mode = case.split()
    goals = SIZES[name]
    if threads == 1:
        return Goal(1.0)
    return Goal(goals[MODES.index(mode)]) if goals else Goal()


if __name__ == "__main__":
    cases = [f"{size} {mode}" for size in SIZES for mode in MODES]
    run_benchmark(__file__, __doc__, cases, measure, goal)
