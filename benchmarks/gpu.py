# SPDX-License-Identifier: Apache-2.0
"""openlstm.LSTM against torch.nn.LSTM on a GPU.

    python benchmarks/gpu.py

A case is T,B,I,H,layers,directions, what is asked, and the mode:

- `plain`: the same call of both; ours hands it to cuDNN whole, so this is what our wrapping costs;
- `ragged`: `lengths=` on the padded batch, with the lengths of ragged.py, against nn.LSTM with the
  same batch packed and unpacked around it;
- `reset`: a call cut by `reset=` at one step in fifty, against nn.LSTM's plain one, which has none;
- `gates`: a recorded call (`record(lstm, "ifgo")`) against nn.LSTM's plain one, which shows none;
- `compiled`: the same call in a compiled graph (`fullgraph=True`) against nn.LSTM's plain one, as
  such a graph cannot hold it;
- `segments`: training with `checkpoint_steps` of √T steps against nn.LSTM, which keeps every step.

`ratio` is theirs / ours; `ours_mib` and `theirs_mib` are what a call takes at the most beyond what
lay on the GPU before. float32, without TF32, so that both agree; every timing ends when the GPU
has finished.
"""

from math import isqrt

import torch
from looking import recorded
from pairs import Pair, time_pair
from ragged import lengths_of
from results_file import run_benchmark
from shapes import Call, Shape, engine, inference, require_same, training
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import openlstm as ol

SIZES = (
    "100,1,128,256,1,1",
    "100,32,32,64,1,1",
    "100,32,128,256,1,1",
    "500,32,128,128,2,1",
    "1000,64,64,256,1,1",
    "100,256,256,256,1,1",
    "100,64,1024,1024,2,1",
    "100,32,128,256,1,2",
)
KINDS = ("plain", "ragged", "reset", "gates", "compiled")
LONG = "10000,16,128,128,1,1 segments training"


def measure(case: str, seconds: float) -> Pair:
    """One case: shape, what is asked, mode."""
    torch.backends.cudnn.allow_tf32 = False
    name, kind, mode = case.split()
    shape = Shape.parse(name)
    ours, theirs = shape.twins()
    ours.cuda(), theirs.cuda()
    x, d_output = (each.cuda() for each in shape.tensors())
    options = {"lengths": lengths_of(shape)} if kind == "ragged" else {}
    if kind == "segments":
        ours.checkpoint_steps = isqrt(shape.T)

    def call(lstm: nn.Module, **options: Tensor) -> Call:
        run = training(lstm, x, d_output, **options)
        if mode == "inference":
            run = inference(lstm, x, **options)
        return lambda: _finished(run)

    torch.compiler.reset()  # it holds few graphs of a module's code
    run_as = torch.compile(ours, fullgraph=True) if kind == "compiled" else ours
    a, b = call(run_as, **options), call(_Packing(theirs) if options else theirs, **options)
    if kind == "gates":
        a = recorded(ours, tuple("ifgo"), a)
    require_same(a(), b())
    extra = {"ours_mib": _peak(a), "theirs_mib": _peak(b)}
    if kind == "reset":  # with no place to cut at the results were nn.LSTM's
        options = {"reset": torch.rand(shape.T, shape.B, device="cuda") < 0.02}
        a = call(ours, **options)
    with ol.record(ours, "i") if kind == "gates" else torch.no_grad():
        ran = engine(ours, x, mode, **options)
    return time_pair(a, b, seconds).but(engine=ran, extra=extra)


class _Packing(nn.Module):
    """nn.LSTM on padded rows, as it is used today."""

    def __init__(self, lstm: nn.LSTM) -> None:
        super().__init__()
        self.lstm = lstm

    def forward(self, x: Tensor, lengths: Tensor) -> tuple[Tensor, object]:
        packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
        output, last = self.lstm(packed)
        return pad_packed_sequence(output, total_length=len(x))[0], last


def _peak(run: Call) -> float:
    torch.cuda.reset_peak_memory_stats()
    before = torch.cuda.memory_allocated()
    run()
    return (torch.cuda.max_memory_allocated() - before) / 2**20


def _finished(run: Call) -> list[Tensor]:
    found = run()
    torch.cuda.synchronize()
    return found


if __name__ == "__main__":
    if torch.cuda.is_available():
        cases = [f"{s} {k} {m}" for s in SIZES for k in KINDS for m in ("inference", "training")]
        run_benchmark(
            __file__, __doc__, [*cases, LONG], measure, processes=3, seconds=0.3, together=True
        )
    else:
        print("gpu.py: there is no CUDA device here; nothing was measured.")
