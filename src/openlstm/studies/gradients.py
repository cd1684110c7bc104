# SPDX-License-Identifier: Apache-2.0
"""How the gradient falls with the lag, and how far a change of the input reaches, before training.

In float64: the gradient of a plain RNN leaves the range of float32 within a hundred steps.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from openlstm.inspect import record
from openlstm.layers import LSTM
from openlstm.studies.architectures import INITS, Architecture

__all__ = ["Decay", "Reach", "gradient_decay", "input_reach", "variants"]

INPUTS = 8
LONGEST = 100
"""Lag in steps that chrono is told, and that the reach is followed to."""
NOTICEABLE = 0.01
"""A change is felt while it moves the output by 1 % of what a change of the step itself does."""


@dataclass(frozen=True)
class Decay:
    """The gradient by a state, against the lag behind the one step that the loss looks at."""

    architecture: str
    init: str
    quantity: str
    """"dL/dh", or "dL/dc" for the cell state of an LSTM."""
    lags: tuple[int, ...]
    log10: tuple[tuple[float, ...], ...]
    """[seed][lag]: log10 of the gradient's norm over its norm at lag 0."""

    @property
    def ratio(self) -> tuple[float, ...]:
        """[lag]: the geometric mean over the seeds."""
        means = (sum(column) / len(column) for column in zip(*self.log10, strict=True))
        return tuple(10.0 ** min(mean, 300.0) for mean in means)

    def at(self, lag: int) -> float:
        """The ratio at one lag."""
        return self.ratio[self.lags.index(lag)]


@dataclass(frozen=True)
class Reach:
    """What a change of one input does to the output some steps away, before training."""

    architecture: str
    init: str
    offsets: tuple[int, ...]
    """Steps from the output to the changed input: negative in the past, positive in the future."""
    effect: tuple[float, ...]
    """‖change of the output‖ over that at offset 0, geometric mean over seeds; 0: no path."""

    def steps(self, direction: int) -> int:
        """How many steps into the past (−1) or the future (+1) a change stays noticeable."""
        pairs = zip(self.offsets, self.effect, strict=True)
        side = sorted((abs(o), e) for o, e in pairs if o * direction > 0)
        felt = 0
        for distance, effect in side:
            if not effect >= NOTICEABLE:
                break
            felt = distance
        return felt


def variants(architectures: Iterable[str]) -> list[tuple[str, str]]:
    """Each architecture with its initialisations: four for the LSTM, PyTorch's for the others."""
    return [
        (name, init) for name in architectures for init in (INITS if name == "lstm" else INITS[:1])
    ]


def gradient_decay(
    architecture: Architecture, init: str, hidden_size: int, seeds: int, steps: int = 300
) -> list[Decay]:
    """dL/dh and, for an LSTM, dL/dc against the lag, for L = v·h_T with a random unit vector v.

    One layer of one direction on inputs N(0, 1), batch 1, zero initial state; a second direction
    gives the same curve towards the future. dL/dc_t is the total derivative, also through h_t.

    >>> from openlstm.studies.architectures import ZOO
    >>> [curve.quantity for curve in gradient_decay(ZOO["lstm"], "chrono", 4, seeds=1, steps=10)]
    ['dL/dh', 'dL/dc']
    """
    runs = [_gradients(architecture, init, hidden_size, seed, steps) for seed in range(seeds)]
    lags = tuple(range(steps))
    return [
        Decay(
            architecture.name,
            init,
            quantity,
            lags,
            tuple(tuple(_log_ratios(run[quantity])) for run in runs),
        )
        for quantity in runs[0]
    ]


def _log_ratios(gradient: Tensor) -> list[float]:
    """[lag] of the gradient by each step [T, H]: log10 of its norm over that of the last step."""
    log = gradient.norm(dim=-1).flip(0).log10()
    return [round(ratio, 4) for ratio in (log - log[0]).tolist()]


def _gradients(
    architecture: Architecture, init: str, hidden_size: int, seed: int, steps: int
) -> dict[str, Tensor]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        layer = architecture.build(INPUTS, hidden_size, 1, init, LONGEST).double()
        x = torch.randn(steps, 1, INPUTS, dtype=torch.float64)
        v = F.normalize(torch.randn(hidden_size, dtype=torch.float64), dim=0)
    if isinstance(layer, LSTM):
        with record(layer, grad=True) as recording:
            output, _ = layer(x)
            output[-1, 0].dot(v).backward()
        gradient = recording.gradient
        return {"dL/dh": gradient.hidden[0, 0, :, 0], "dL/dc": gradient.cell[0, 0, :, 0]}
    hidden = _unrolled(layer, x)
    return {"dL/dh": torch.stack(torch.autograd.grad(hidden[-1][0].dot(v), hidden))[:, 0]}


def _unrolled(layer: nn.RNNBase, x: Tensor) -> list[Tensor]:
    """h_t of every step as tensors of their own: an RNN or a GRU gives them in one piece."""
    cell = torch.gru_cell if isinstance(layer, nn.GRU) else torch.rnn_tanh_cell
    weights = list(layer.parameters())  # W_ih, W_hh, b_ih, b_hh, as the cells take them
    hidden = []
    h = x.new_zeros(x.shape[1], layer.hidden_size)
    for step in x:
        h = cell(step, h, *weights)
        hidden.append(h)
    return hidden


@torch.no_grad()
def input_reach(
    architecture: Architecture, init: str, hidden_size: int, seeds: int, span: int = LONGEST
) -> Reach:
    """How much the output at the middle of a sequence moves when one input is drawn anew.

    >>> from openlstm.studies.architectures import ZOO
    >>> reach = input_reach(ZOO["rnn"], "default", 4, seeds=1, span=5)
    >>> reach.effect[reach.offsets.index(1)]                    # the future cannot be seen
    0.0
    """
    offsets = _offsets(span)
    logs = torch.zeros(len(offsets), dtype=torch.float64)
    for seed in range(seeds):
        effect = _effect(architecture, init, hidden_size, seed, offsets)
        logs += (effect / effect[offsets.index(0)]).log() / seeds
    return Reach(architecture.name, init, offsets, tuple(logs.exp().tolist()))


def _offsets(span: int) -> tuple[int, ...]:
    """Every step nearby, then ever fewer."""
    far = {round(1.15**k) for k in range(1 + math.floor(math.log(span) / math.log(1.15)))}
    side = sorted(far | {span})
    return (*(-step for step in reversed(side)), 0, *side)


def _effect(
    architecture: Architecture, init: str, hidden_size: int, seed: int, offsets: tuple[int, ...]
) -> Tensor:
    middle = max(offsets)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        layer = architecture.build(INPUTS, hidden_size, 1, init, LONGEST).double()
        x = torch.randn(2 * middle + 1, 1, INPUTS, dtype=torch.float64)
        other = torch.randn(INPUTS, dtype=torch.float64)
    changed = x.repeat(1, len(offsets), 1)
    changed[[middle + offset for offset in offsets], range(len(offsets))] = other
    # one call for both, so that equal inputs give equal bits
    output = layer(torch.cat([changed, x], dim=1))[0][middle]
    return (output[:-1] - output[-1]).norm(dim=-1)
