# SPDX-License-Identifier: Apache-2.0
"""Rows of different lengths: openlstm.LSTM's `lengths=` against nn.LSTM on a PackedSequence.

    python benchmarks/ragged.py

A case is T,B,I,H,layers,directions and the mode. Lengths are spread evenly from 30 % to 100 % of T,
so that 65 % of the steps are real; rows are not sorted by length. Packing and unpacking are not
counted, which favours nn.LSTM: it is given, and gives back, packed data. `ratio` is its time over
ours.
"""

import torch
from judge import Goal
from pairs import Pair, time_pair
from results_file import run_benchmark
from shapes import Shape, engine, inference, require_same, training
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

GOALS = {"100,8,64,64,1,1": 8, "100,32,128,128,1,1": 2.5, "100,64,256,256,1,1": 2}


def lengths_of(shape: Shape) -> Tensor:
    """Real steps of each row, 65 % of all, in no order."""
    lengths = torch.linspace(0.3 * shape.T, shape.T, shape.B).round().long()
    return lengths[torch.randperm(shape.B, generator=torch.Generator().manual_seed(2))]


def measure(case: str, seconds: float) -> Pair:
    """Ours on the padded batch, theirs on the packed one."""
    name, mode = case.split()
    shape = Shape.parse(name)
    ours, theirs = shape.twins()
    lengths = lengths_of(shape)
    x, d_output = shape.tensors()
    d_packed, x_packed = _packed(d_output, lengths).data, _packed(x, lengths)
    if mode == "training":
        a = training(ours, x, d_output, lengths=lengths)
        b = training(theirs, x_packed, d_packed)
    else:
        a, b = inference(ours, x, lengths=lengths), inference(theirs, x_packed)
    require_same(*(_comparable(call(), lengths) for call in (a, b)))
    return time_pair(a, b, seconds).but(engine=engine(ours, x, mode, lengths=lengths))


def _packed(padded: Tensor, lengths: Tensor) -> PackedSequence:
    return pack_padded_sequence(padded, lengths, enforce_sorted=False)


def _comparable(values: list[Tensor], lengths: Tensor) -> list[Tensor]:
    """Output and gradient by the input in packed form, then the gradients of the parameters."""
    return [_packed(v, lengths).data if v.dim() == 3 else v for v in values]


def goal(case: str, threads: int) -> Goal:
    """The issue sets them for training on two threads."""
    name, mode = case.split()
    return Goal(GOALS[name]) if mode == "training" and threads != 1 else Goal()


if __name__ == "__main__":
    cases = [f"{size} {mode}" for size in GOALS for mode in ("training", "inference")]
    run_benchmark(__file__, __doc__, cases, measure, goal)
