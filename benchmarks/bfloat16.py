# SPDX-License-Identifier: Apache-2.0
"""bfloat16: openlstm.LSTM against nn.LSTM, both in that type; how fast, and how exact.

    python benchmarks/bfloat16.py

A case is T,B,I,H,layers,directions and the mode. `ratio` is nn.LSTM's time over ours. The errors
are those of either side against nn.LSTM in float64 on the same numbers, as a share of the largest
magnitude; of the gradients by input and parameters the largest error counts.
"""

import copy

import torch
from pairs import Pair, time_pair
from results_file import run_benchmark
from shapes import Shape, engine, inference, training
from torch import Tensor, nn

SHAPES = ("100,1,128,256,1,1", "100,32,128,256,1,1", "100,64,512,512,1,1", "500,32,128,128,2,1")
LOW = torch.bfloat16


def measure(case: str, seconds: float) -> Pair:
    """Both sides in bfloat16, timed only if ours is about as exact as theirs."""
    name, mode = case.split()
    shape = Shape.parse(name)
    ours, theirs = (lstm.to(LOW) for lstm in shape.twins())
    x, d_output = (t.to(LOW) for t in shape.tensors())
    exact = _values(copy.deepcopy(theirs).double(), x.double(), d_output.double())
    a, b = (_errors(_values(lstm, x, d_output), exact) for lstm in (ours, theirs))
    for value, error in a.items():
        allowed = 2 * b[value] + torch.finfo(LOW).eps / 2
        assert error <= allowed, f"{value} is off by {error:.3g}, {allowed:.3g} is allowed"
    calls = (
        training(lstm, x, d_output) if mode == "training" else inference(lstm, x)
        for lstm in (ours, theirs)
    )
    errors = {f"{value}_error": error for value, error in a.items()}
    errors |= {f"{value}_error_theirs": error for value, error in b.items()}
    return time_pair(*calls, seconds).but(engine=engine(ours, x, mode), extra=errors)


def _values(lstm: nn.Module, x: Tensor, d_output: Tensor) -> dict[str, list[Tensor]]:
    with torch.no_grad():
        h_n, c_n = lstm(x)[1]
    output, *gradients = training(lstm, x.clone(), d_output)()
    return {"output": [output.detach()], "h_n": [h_n], "c_n": [c_n], "gradient": gradients}


def _errors(values: dict[str, list[Tensor]], exact: dict[str, list[Tensor]]) -> dict[str, float]:
    """By name the largest error, as a share of the largest magnitude of its tensor."""
    return {
        name: max(
            float((value.double() - right).abs().max() / right.abs().max())
            for value, right in zip(found, exact[name], strict=True)
        )
        for name, found in values.items()
    }


if __name__ == "__main__":
    cases = [f"{shape} {mode}" for shape in SHAPES for mode in ("inference", "training")]
    run_benchmark(__file__, __doc__, cases, measure)
