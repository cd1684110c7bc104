# SPDX-License-Identifier: Apache-2.0
"""Peak memory of training: openlstm.LSTM's against torch.nn.LSTM's, each in a fresh process.

    python benchmarks/memory.py

A case is T,B,I,H,layers,directions. Memory is what three training calls take at the most (the
kernel's VmHWM, set back before) beyond what the process held before the first: code, parameters,
input, and the gradient by the output are there already, and a call with T = 2 has loaded the code
that runs. `ratio` is ours / theirs, `ours_mib` and `theirs_mib` are the memory itself; below some
8 MiB the grain of the allocator decides. Linux only. Times are those of the three calls.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch
from judge import Goal
from pairs import Pair
from results_file import run_benchmark
from shapes import Shape, engine, require_same, training
from size_grid import SIZES

_GOAL = Goal(1.0, at_most=True)


def measure(case: str, seconds: float) -> Pair:
    """Both sides, one after the other, each in its own process."""
    del seconds
    shape = Shape.parse(case)
    x, d_output = shape.tensors()
    ours, theirs = (training(lstm, x, d_output) for lstm in shape.twins())
    require_same(ours(), theirs())
    (a_mib, a_ms), (b_mib, b_ms) = (
        in_fresh_process(__file__, side, case) for side in ("ours", "theirs")
    )
    ran = engine(shape.twins()[0], x, "training")
    extra = {"ours_mib": a_mib, "theirs_mib": b_mib}
    return Pair(a_ms, b_ms, [b_mib / a_mib], engine=ran, extra=extra)


def in_fresh_process(script: str, side: str, case: str) -> tuple[float, float]:
    """MiB and milliseconds of one side: `script` run by itself, see `as_one_side`."""
    command = [sys.executable, script, "--side", side, case, str(torch.get_num_threads())]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    mib, ms = json.loads(done.stdout)
    return mib, ms


def peak(side: str, case: str) -> tuple[float, float]:
    """MiB that training takes, and milliseconds of a call; for a process that did nothing else."""
    shape = Shape.parse(case)
    lstm = shape.twins()[side == "theirs"]
    x, d_output = shape.tensors()
    training(lstm, x[:2].clone(), d_output[:2].clone())()  # T = 1 may run on other code
    lstm.zero_grad()
    call = training(lstm, x, d_output)
    Path("/proc/self/clear_refs").write_text("5")  # the peak so far is forgotten
    before, start = kib("VmRSS"), time.perf_counter()
    for _ in range(3):
        call()
    took_ms = (time.perf_counter() - start) / 3 * 1e3
    return max(kib("VmHWM") - before, 4) / 1024, took_ms  # a page at the least


def kib(name: str) -> int:
    """A figure of this process's status, KiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    raise OSError(f"/proc/self/status has no {name}: peak memory is measured on Linux only.")


def as_one_side(peak: Callable[[str, str], tuple[float, float]]) -> bool:
    """Whether this process measures one side; then it has printed what `peak` gives."""
    if sys.argv[1:2] != ["--side"]:
        return False
    _, _, side, case, threads = sys.argv
    torch.set_num_threads(int(threads))
    print(json.dumps(peak(side, case)))
    return True


if __name__ == "__main__":
    if not as_one_side(peak):
        cases = [size for size, goals in SIZES.items() if goals]
        run_benchmark(__file__, __doc__, cases, measure, lambda *_: _GOAL, processes=3)
