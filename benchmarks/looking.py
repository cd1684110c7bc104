# SPDX-License-Identifier: Apache-2.0
"""What looking inside costs: a recorded call against the plain call of the same openlstm.LSTM.

    python benchmarks/looking.py

A case is T,B,I,H,layers,directions, what is kept, and the mode. `ours` is the recorded call, with
its trace asked for, `theirs` the plain one; `ratio` is ours / theirs, a cost, less is better:

- `gates`: `record(lstm, "ifgo")`: all four gates of every step;
- `all`: `record(lstm)`: all ten values of every step.

`reset` is no recording: ours with `reset=` against a loop of nn.LSTMCell that sets the state back,
the usual way today; its ratio is theirs / ours.
"""

import torch
from judge import Goal
from pairs import Pair, time_pair
from results_file import run_benchmark
from shapes import Call, Shape, engine, inference, require_same, training
from torch import Tensor, nn

import openlstm as ol

SIZES = ("100,32,32,64,1,1", "100,32,128,256,1,1", "100,8,128,256,1,1", "1000,64,64,256,1,1")
KINDS = ("gates inference", "gates training", "all inference", "reset training")
KEPT = {"gates": tuple("ifgo"), "all": None}


def measure(case: str, seconds: float) -> Pair:
    """One case: shape, what is asked, mode."""
    name, kind, mode = case.split()
    shape = Shape.parse(name)
    lstm, _ = shape.twins()
    x, d_output = shape.tensors()
    if kind == "reset":
        return _against_cell_loop(lstm, x, d_output, seconds)
    plain = training(lstm, x, d_output) if mode == "training" else inference(lstm, x)
    ours = recorded(lstm, KEPT[kind], plain)
    require_same(ours(), plain())
    with ol.record(lstm, KEPT[kind]):
        ran = engine(lstm, x, mode)
    return time_pair(ours, plain, seconds).but(engine=ran)


def recorded(lstm: ol.LSTM, what: tuple[str, ...] | None, plain: Call) -> Call:
    """The plain call with a trace of it, which is asked for."""

    def call() -> list[Tensor]:
        with ol.record(lstm, what) as recording:
            values = plain()
        assert len(recording.trace.values) == len(what or "0123456789")
        return values

    return call


def _against_cell_loop(lstm: ol.LSTM, x: Tensor, d_output: Tensor, seconds: float) -> Pair:
    done = torch.rand(x.shape[:2]) < 0.05
    ours = training(lstm, x, d_output, reset=done)
    theirs = training(_CellLoop(lstm, done), x, d_output)
    require_same(ours(), theirs())
    ran = engine(lstm, x, "training", reset=done)
    return time_pair(ours, theirs, seconds).but(engine=ran)


class _CellLoop(nn.Module):
    """nn.LSTMCell step by step, with an LSTM's parameters and the state set back where told."""

    def __init__(self, lstm: ol.LSTM, reset: Tensor) -> None:
        super().__init__()
        self.cell = nn.LSTMCell(lstm.input_size, lstm.hidden_size)
        self.cell.load_state_dict({k.removesuffix("_l0"): v for k, v in lstm.state_dict().items()})
        self.keeps = ~reset[..., None]

    def forward(self, x: Tensor) -> tuple[Tensor, None]:
        h = c = x.new_zeros(x.shape[1], self.cell.hidden_size)
        outputs = []
        for x_t, keep in zip(x, self.keeps, strict=True):
            h, c = self.cell(x_t, (h * keep, c * keep))
            outputs.append(h)
        return torch.stack(outputs), None


def goal(case: str, threads: int) -> Goal:
    """What all gates may cost, as a multiple of the plain call."""
    del threads
    name, kind, mode = case.split()
    if kind == "reset":
        return Goal()
    if mode == "training":
        return Goal(1.05, at_most=True)
    if kind == "all":
        return Goal(at_most=True)
    return Goal(1.10 if Shape.parse(name).H >= 128 else 1.15, at_most=True)


if __name__ == "__main__":
    cases = [f"{size} {kind}" for size in SIZES for kind in KINDS]
    run_benchmark(__file__, __doc__, cases, measure, goal)
