# SPDX-License-Identifier: Apache-2.0
"""One step with its state: openlstm.LSTM's stream against nn.LSTM and nn.LSTMCell.

    python benchmarks/streaming.py

A case is I,H, the way of the step, and the peer; batch 1, one layer, no gradients. Ways of ours:

- `out`: `stream.step(x, out=out)`, nothing is allocated;
- `fresh`: `stream.step(x)`, the output is a fresh tensor.

Both peers allocate, and get their last state back: nn.LSTM is called with T = 1. A timing holds 200
steps, so that each side has its own weights in the cache, as a stream has; times are per step.
"""

from collections.abc import Callable
from typing import Any

import torch
from judge import Goal
from pairs import Pair, time_pair
from results_file import run_benchmark
from shapes import Shape, require_same
from torch import Tensor, nn

import openlstm as ol

# I,H: the goals against nn.LSTM and nn.LSTMCell
GOALS = {"128,256": (15, 4), "512,512": (10, 3.5), "32,64": (20, 8)}
WAYS, PEERS = ("out", "fresh"), ("nn.LSTM", "nn.LSTMCell")
Step = Callable[[Tensor], Tensor]
"""[1, I] → [1, H]; carries its own state."""


def measure(case: str, seconds: float) -> Pair:
    """One step of ours against one of the peer's."""
    size, way, peer = case.split()
    ours, theirs = Shape.parse(f"1,1,{size}").twins()
    x = torch.randn(20, 1, ours.input_size)
    peer_step = _of_lstm if peer == "nn.LSTM" else _of_cell
    with torch.no_grad():
        a, b = _of_stream(ours, way), peer_step(theirs)
        require_same([a(x_t).clone() for x_t in x], [b(x_t) for x_t in x])
        one = x[0]
        return time_pair(lambda: a(one), lambda: b(one), seconds, calls=200)


def _of_stream(lstm: ol.LSTM, way: str) -> Step:
    stream: Any = lstm.stream(batch_size=1)  # type: ignore[operator]
    out = torch.empty(1, lstm.hidden_size)
    if way == "fresh":
        return stream.step
    return lambda x: stream.step(x, out=out)


def _of_lstm(lstm: nn.LSTM) -> Step:
    zeros = torch.zeros(1, 1, lstm.hidden_size)
    state = zeros, zeros

    def step(x: Tensor) -> Tensor:
        nonlocal state
        output, state = lstm(x[None], state)
        return output[0]

    return step


def _of_cell(lstm: nn.LSTM) -> Step:
    cell = nn.LSTMCell(lstm.input_size, lstm.hidden_size)
    cell.load_state_dict({k.removesuffix("_l0"): v for k, v in lstm.state_dict().items()})
    state = torch.zeros(1, cell.hidden_size), torch.zeros(1, cell.hidden_size)

    def step(x: Tensor) -> Tensor:
        nonlocal state
        state = cell(x, state)
        return state[0]

    return step


def goal(case: str, threads: int) -> Goal:
    """By size and peer; the same for both ways."""
    size, _, peer = case.split()
    return Goal(GOALS[size][PEERS.index(peer)]) if threads != 1 else Goal()


if __name__ == "__main__":
    cases = [f"{size} {way} {peer}" for size in GOALS for way in WAYS for peer in PEERS]
    run_benchmark(__file__, __doc__, cases, measure, goal)
