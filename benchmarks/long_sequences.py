# SPDX-License-Identifier: Apache-2.0
"""What checkpoint_steps saves and costs in training: time with it against time without.

    python benchmarks/long_sequences.py

A case is T,B,I,H,layers,directions and the steps of a segment. Both are an openlstm.LSTM, each
in a fresh process of its own; `ours` recomputes segments, `theirs` keeps every step. `ratio` is
ours / theirs of the processor time of one training call. `ours_mib` and `theirs_mib` are what that
call takes at the most (the kernel's VmHWM) beyond parameters, input, the gradient by the output,
the output and the gradient by the input, which any training has. Linux only.
"""

import time
from pathlib import Path

import torch
from judge import Goal
from memory import as_one_side, in_fresh_process, kib
from pairs import Pair
from results_file import run_benchmark
from shapes import Shape, engine, training

_CASES = ("100000,16,128,128,1,1/316", "10000,16,128,128,1,1/100", "1000,16,64,64,2,2/32")
_GOAL = Goal(1.5, at_most=True)


def measure(case: str, seconds: float) -> Pair:
    """Both sides, one after the other, each in its own process."""
    del seconds
    (a_mib, a_ms), (b_mib, b_ms) = (
        in_fresh_process(__file__, side, case) for side in ("ours", "theirs")
    )
    shape, _ = _parsed(case)
    ran = engine(shape.twins()[0], torch.zeros(2, shape.B, shape.I), "training")
    extra = {"ours_mib": a_mib, "theirs_mib": b_mib}
    return Pair(a_ms, b_ms, [b_ms / a_ms], engine=ran, extra=extra)


def _parsed(case: str) -> tuple[Shape, int]:
    size, _, steps = case.partition("/")
    return Shape.parse(size), int(steps)


def peak(side: str, case: str) -> tuple[float, float]:
    """MiB and milliseconds that a training call takes; for a process that did nothing else."""
    shape, steps = _parsed(case)
    lstm = shape.twins()[0]
    lstm.checkpoint_steps = steps if side == "ours" else None
    x, d_output = shape.tensors()
    training(lstm, x[: 2 * steps].clone(), d_output[: 2 * steps].clone())()
    lstm.zero_grad()
    call = training(lstm, x, d_output)
    Path("/proc/self/clear_refs").write_text("5")  # the peak so far is forgotten
    before, start = kib("VmRSS"), time.process_time()
    call()
    took_ms = (time.process_time() - start) * 1e3
    given = (x.nbytes + d_output.nbytes) / 1024  # as large as the gradient by x and the output
    return (kib("VmHWM") - before - given) / 1024, took_ms


if __name__ == "__main__":
    if not as_one_side(peak):
        run_benchmark(__file__, __doc__, _CASES, measure, lambda *_: _GOAL, processes=3)
