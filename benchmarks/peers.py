# SPDX-License-Identifier: Apache-2.0
"""openlstm.LSTM against other LSTMs of the CPU, in one table: nn.LSTM, onnxruntime, JAX's scan.

    pip install onnxruntime onnx jax      what is not there is left out
    python benchmarks/peers.py

A case is T,B,I,H,layers,directions, the mode and the peer; `ratio` is the peer's time over ours.
onnxruntime runs ONNX's LSTM operator, inference only; JAX a jitted `lax.scan` with the inputs'
product before it, as one. All have the same weights and threads, and give the same outputs (and
gradients) before they are timed. The inputs are in each one's own form already.

Each peer runs in a process of its own, which is stopped while ours is timed, because its threads
spin a while after a call and would be in the way. One call that does not count comes before every
timing of either. For the ratio against nn.LSTM in one process, sharing its threads, see size_grid.
"""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec

import torch
from elsewhere import Elsewhere
from pairs import Pair, time_pair
from results_file import run_benchmark
from shapes import Call, Shape, engine, inference, require_same, training
from size_grid import SIZES
from torch import Tensor, nn

Made = tuple[Callable[[], object], list[Tensor]]
"""A call, and its results: the output, then gradients by the input and the parameters if any."""


def _torch(shape: Shape, trains: bool) -> Made:
    call = _call(shape.twins()[1], shape, trains)
    return call, call()


def _onnxruntime(shape: Shape, trains: bool) -> Made:
    from peer_onnx import session

    assert not trains, "onnxruntime is here for inference"
    run = session(shape.twins()[1], shape.H * shape.directions)
    given = {"x": shape.tensors()[0].numpy()}
    return lambda: run(given), [torch.from_numpy(run(given)[0])]


def _jax(shape: Shape, trains: bool) -> Made:
    from peer_jax import call

    return call(shape.twins()[1], *shape.tensors(), trains)


def _call(lstm: nn.Module, shape: Shape, trains: bool) -> Call:
    x, d_output = shape.tensors()
    return training(lstm, x, d_output) if trains else inference(lstm, x)


PEERS: dict[str, tuple[Callable[[Shape, bool], Made], tuple[str, ...], tuple[str, ...]]] = {
    # name: what makes its call, its modes, the modules it needs
    "nn.LSTM": (_torch, ("inference", "training"), ()),
    "onnxruntime": (_onnxruntime, ("inference",), ("onnx", "onnxruntime")),
    "jax": (_jax, ("inference", "training"), ("jax",)),
}


@cache
def _process(peer: str) -> Elsewhere:
    return Elsewhere(PEERS[peer][0])


def measure(case: str, seconds: float) -> Pair:
    """Ours against one peer."""
    name, mode, peer = case.split()
    shape, trains = Shape.parse(name), mode == "training"
    ours, theirs = shape.twins()[0], _process(peer)
    call = _call(ours, shape, trains)
    require_same(call(), theirs.prepare(shape, trains))
    pair = time_pair(call, theirs, seconds)
    return pair.but(engine=engine(ours, shape.tensors()[0], mode))


def cases() -> Iterator[str]:
    """Each size with each peer that is installed, in each of its modes."""
    for size, goals in SIZES.items():
        for mode in ("inference", "training"):
            for peer, (_, modes, modules) in PEERS.items():
                if goals and mode in modes and all(map(find_spec, modules)):
                    yield f"{size} {mode} {peer}"


if __name__ == "__main__":
    run_benchmark(__file__, __doc__, cases(), measure, seconds=1.0, together=True)
