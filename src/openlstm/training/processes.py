# SPDX-License-Identifier: Apache-2.0
"""Several processes that train one model: each takes its share of every batch.

They are started by `accelerate launch` or `torchrun`, which tell each of them by environment
variables who it is; alone, a process is the first of one and nothing here costs anything.
"""

import atexit
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

import torch
from safetensors.torch import load, save
from torch import Tensor, nn

from openlstm.errors import InputError
from openlstm.training.task import Outcome

__all__ = ["Processes", "processes"]


@cache
def processes() -> "Processes":
    """Those that this one belongs to, met at the first call.

    Raises:
        InputError: there are several, and accelerate is not installed.
    """
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        return Processes()
    try:
        from accelerate import PartialState
    except ModuleNotFoundError:
        raise InputError(
            "several processes need accelerate, which is not installed; install it with: "
            "pip install 'openlstm[accelerate]'"
        ) from None
    state = PartialState(cpu=True)
    atexit.register(state.destroy_process_group)
    return Processes(state.process_index, state.num_processes)


class Processes:
    """What they do together; every one of them must do it.

    Args:
        rank: which of them this is, from 0; the first decides and writes.
        count: how many there are.
    """

    def __init__(self, rank: int = 0, count: int = 1) -> None:
        self.rank, self.count = rank, count

    def begin_alike(self, model: nn.Module) -> None:
        """Give all the weights of the first, and each a chance of its own: in dropout, say."""
        if self.count == 1:
            return
        for value in model.state_dict().values():
            torch.distributed.broadcast(value, 0)
        torch.manual_seed(torch.initial_seed() + self.rank)

    def same(self, value: float) -> float:
        """What the first has: clocks, and sums in another order, differ from process to process."""
        if self.count == 1:
            return value
        told = torch.tensor(value, dtype=torch.float64)
        torch.distributed.broadcast(told, 0)
        return float(told)

    def everyones(self, own: Mapping[str, Tensor]) -> list[dict[str, Tensor]]:
        """What each of them calls its own, in the order of ranks; they may have other names."""
        if self.count == 1:
            return [dict(own)]
        packed = save({name: value.contiguous() for name, value in own.items()})
        size = torch.tensor([len(packed)])
        sizes = [torch.empty_like(size) for _ in range(self.count)]
        torch.distributed.all_gather(sizes, size)
        mine = torch.zeros(int(max(sizes)), dtype=torch.uint8)
        mine[: len(packed)] = torch.frombuffer(bytearray(packed), dtype=torch.uint8)
        found = [torch.empty_like(mine) for _ in range(self.count)]
        torch.distributed.all_gather(found, mine)
        parts = zip(found, sizes, strict=True)
        return [load(each[: int(length)].numpy().tobytes()) for each, length in parts]

    def together(self, model: nn.Module, outcome: Outcome | None) -> tuple[float, int]:
        """(loss, items) of the whole batch, whose gradient all have then.

            g = Σ_r w_r g_r / Σ_r w_r        w_r: what the loss of process r is a mean over

        Args:
            outcome: of this one's share, gone backward; None if the batch had none for it.
        """
        if self.count == 1 and outcome is not None:
            return outcome.loss.item(), outcome.items
        parameters = [each for each in model.parameters() if each.requires_grad]
        if outcome is None:
            loss, weight, items = 0.0, 0.0, 0
        else:
            loss, items = outcome.loss.item(), outcome.items
            weight = float(items) if outcome.weight is None else outcome.weight
        parts = [weight * _gradient(each).flatten().double().cpu() for each in parameters]
        told = torch.tensor([weight * loss, weight, items], dtype=torch.float64)
        every = torch.cat([*parts, told])
        torch.distributed.all_reduce(every)
        whole = every[-2].item()
        _take(parameters, every[:-3] / whole)
        return every[-3].item() / whole, round(every[-1].item())


def _gradient(parameter: Any) -> Tensor:
    return torch.zeros_like(parameter) if parameter.grad is None else parameter.grad


def _take(parameters: list[nn.Parameter], every: Tensor) -> None:
    for each, part in zip(parameters, every.split([p.numel() for p in parameters]), strict=True):
        each.grad = part.view_as(each).to(each)
