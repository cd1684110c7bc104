# SPDX-License-Identifier: Apache-2.0
"""What each architecture costs: counted, and measured on this machine."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from openlstm.studies.architectures import Architecture

__all__ = ["Cost", "costs"]

STEPS, BATCH, ROUNDS = 64, 32, 15
# The time this thread computes, where the system counts it finely: it leaves out the waiting on a
# busy machine. Elsewhere the time on the wall.
CLOCK = (
    time.thread_time if time.get_clock_info("thread_time").resolution <= 1e-6 else time.perf_counter
)


@dataclass(frozen=True)
class Cost:
    """One layer of one architecture, its output read at every step; one thread, float32."""

    architecture: str
    hidden_size: int
    parameters: int
    multiply_adds: int
    """For a step of one sequence."""
    training_us: float
    """Forward and backward, microseconds for a step of a batch of 32; median of 15 rounds."""
    inference_us: float
    """Forward without gradients, for a step of a batch of 32."""
    streaming_us: float | None
    """One step of one sequence at a time, as it comes; None: the end must be known first."""
    state_bytes: int
    """Carried from step to step for one sequence, both directions."""
    kept_bytes: float
    """Kept by PyTorch for the backward pass, for a step of one sequence."""
    sees_past: int
    """Of 15 steps, how many before the middle one can change what is read there."""
    sees_future: int
    """The same behind the middle one."""


def costs(sizes: dict[Architecture, int], input_size: int) -> list[Cost]:
    """The costs of layers of these hidden sizes; timed in turns, so that all share the weather.

    >>> from openlstm.studies.architectures import ZOO
    >>> [cost.state_bytes for cost in costs({ZOO["rnn"]: 4, ZOO["lstm"]: 4}, input_size=2)]
    [16, 32]
    """
    with torch.random.fork_rng(devices=[]):
        layers = {each: each.build(input_size, width) for each, width in sizes.items()}
        training, inference, streaming = _times(layers, input_size)
        return [
            Cost(
                each.name,
                width,
                sum(p.numel() for p in layers[each].parameters()),
                each.multiply_adds(input_size, width),
                training[each],
                inference[each],
                streaming.get(each),
                4 * width * each.states * each.directions,
                _kept_bytes(layers[each], input_size),
                *_sight(layers[each], input_size),
            )
            for each, width in sizes.items()
        ]


Times = dict[Architecture, float]


def _times(layers: dict[Architecture, nn.RNNBase], input_size: int) -> tuple[Times, Times, Times]:
    x = torch.randn(STEPS, BATCH, input_size)
    training = {each: _training(layer, x) for each, layer in layers.items()}
    inference = {each: _inference(layer, x) for each, layer in layers.items()}
    streaming = {
        each: _streaming(layer, x[:, :1]) for each, layer in layers.items() if each.directions == 1
    }
    return _medians(training), _medians(inference), _medians(streaming)


def _medians(calls: dict[Architecture, Callable[[], object]]) -> Times:
    """Microseconds for a step: each call in turn, round after round, the first one unmeasured."""
    seconds: dict[Architecture, list[float]] = {each: [] for each in calls}
    for turn in range(ROUNDS + 1):
        for each, call in calls.items():
            begin = CLOCK()
            call()
            if turn:
                seconds[each].append(CLOCK() - begin)
    return {each: round(statistics.median(s) / STEPS * 1e6, 2) for each, s in seconds.items()}


def _training(layer: nn.RNNBase, x: Tensor) -> Callable[[], object]:
    def call() -> None:
        layer.zero_grad()
        layer(x)[0].sum().backward()

    return call


def _inference(layer: nn.RNNBase, x: Tensor) -> Callable[[], object]:
    @torch.no_grad()
    def call() -> None:
        layer(x)

    return call


def _streaming(layer: nn.RNNBase, x: Tensor) -> Callable[[], object]:
    @torch.no_grad()
    def call() -> None:
        state = None
        for step in x.split(1):
            _, state = layer(step, state)

    return call


def _kept_bytes(layer: nn.RNNBase, input_size: int) -> float:
    """What a longer sequence adds: the bytes saved for 2 T steps less those for T, by T and B."""
    longer, shorter = (_saved_bytes(layer, steps, input_size) for steps in (2 * STEPS, STEPS))
    return round((longer - shorter) / STEPS / BATCH, 1)


def _saved_bytes(layer: nn.RNNBase, steps: int, input_size: int) -> int:
    storages: dict[int, int] = {}
    alive: list[Tensor] = []  # an address counts once only while what lies there lives

    def pack(tensor: Tensor) -> Tensor:
        alive.append(tensor)
        storages[tensor.untyped_storage().data_ptr()] = tensor.untyped_storage().nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        output, _ = layer(torch.randn(steps, BATCH, input_size))
        output.sum().backward()
    return sum(storages.values())


@torch.no_grad()
def _sight(layer: nn.RNNBase, input_size: int) -> tuple[int, int]:
    """How many steps before and behind the middle one change what is read there."""
    side = 7
    steps = 2 * side + 1
    x = torch.randn(steps, 1, input_size).repeat(1, steps + 1, 1)
    x[range(steps), range(steps)] += 1  # the last column stays as it was
    output = layer(x)[0][side]
    seen = (output[:-1] != output[-1]).any(dim=-1)
    return int(seen[:side].sum()), int(seen[side + 1 :].sum())
