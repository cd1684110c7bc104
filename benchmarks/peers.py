# SPDX-License-Identifier: Apache-2.0
"""openlstm.LSTM against other LSTMs of the CPU, in one table: nn.LSTM, onnxruntime, JAX's scan.

    pip install onnxruntime onnx jax      what is not there is left out
    python benchmarks/peers.py

A case is T,B,I,H,layers,directions, the mode and the peer; `ratio` is the peer's time over ours.
onnxruntime runs ONNX's LSTM operator, inference only; JAX a jitted `lax.scan` with the inputs'
product before it, as one. All have the same weights and threads, and give the same outputs (and
gradients) before they are timed. The inputs are in each one's own form already.

Each library has threads of its own, which spin a while after a call and would be in the other's
way. So before every timing there is a rest of 10 ms and a call that does not count; for the ratio
against nn.LSTM alone, which shares ours, see size_grid.
"""

from collections.abc import Callable, Iterator
from importlib.util import find_spec

import torch
from pairs import Pair, time_pair
from results_file import run_benchmark
from shapes import Call, Shape, engine, inference, require_same, training
from size_grid import SIZES
from torch import Tensor, nn

Peer = Callable[[nn.LSTM, Tensor, Tensor, bool], tuple[Callable[[], object], list[Tensor]]]
"""From an LSTM, an input, a gradient by the output and whether to train: a call, its results."""


def _torch(
    lstm: nn.LSTM, x: Tensor, d_output: Tensor, trains: bool
) -> tuple[Callable[[], object], list[Tensor]]:
    call = _call(lstm, x, d_output, trains)
    return call, call()


def _onnxruntime(
    lstm: nn.LSTM, x: Tensor, d_output: Tensor, trains: bool
) -> tuple[Callable[[], object], list[Tensor]]:
    from peer_onnx import session

    assert not trains, "onnxruntime is here for inference"
    run, given = session(lstm, d_output.shape[-1]), {"x": x.numpy()}
    return lambda: run(given), [torch.from_numpy(run(given)[0])]


def _jax(
    lstm: nn.LSTM, x: Tensor, d_output: Tensor, trains: bool
) -> tuple[Callable[[], object], list[Tensor]]:
    from peer_jax import call

    return call(lstm, x, d_output, trains)


PEERS: dict[str, tuple[Peer, tuple[str, ...], tuple[str, ...]]] = {
    # name: what makes its call, its modes, the modules it needs
    "nn.LSTM": (_torch, ("inference", "training"), ()),
    "onnxruntime": (_onnxruntime, ("inference",), ("onnx", "onnxruntime")),
    "jax": (_jax, ("inference", "training"), ("jax",)),
}


def _call(lstm: nn.Module, x: Tensor, d_output: Tensor, trains: bool) -> Call:
    return training(lstm, x, d_output) if trains else inference(lstm, x)


def measure(case: str, seconds: float) -> Pair:
    """Ours against one peer."""
    name, mode, peer = case.split()
    shape = Shape.parse(name)
    ours, theirs = shape.twins()
    x, d_output = shape.tensors()
    b, results = PEERS[peer][0](theirs, x, d_output, mode == "training")
    a = _call(ours, x, d_output, mode == "training")
    require_same(a(), results)
    return time_pair(a, b, seconds, settle=0.01).but(engine=engine(ours, x, mode))


def cases() -> Iterator[str]:
    """Each size with each peer that is installed, in each of its modes."""
    for size, goals in SIZES.items():
        for mode in ("inference", "training"):
            for peer, (_, modes, modules) in PEERS.items():
                if goals and mode in modes and all(map(find_spec, modules)):
                    yield f"{size} {mode} {peer}"


if __name__ == "__main__":
    run_benchmark(__file__, __doc__, cases(), measure, processes=3)
