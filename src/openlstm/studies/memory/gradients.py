# SPDX-License-Identifier: Apache-2.0
"""How much of the gradient reaches an input so many steps back, before any training."""

import torch

from openlstm.memory_tasks import MemoryTask
from openlstm.studies.memory.models import MemoryModel, build
from openlstm.studies.memory.training import STREAM
from openlstm.studies.training import flushed_to_zero

__all__ = ["gradient_by_lag", "gradient_of"]


def gradient_by_lag(
    model: str, task: MemoryTask, hidden_size: int = 128, batch_size: int = 16, seed: int = 0
) -> tuple[float, ...]:
    """By lag k: the mean over the batch of ‖dL/dx_{T−k}‖, not divided by that at lag 0.

    L is the task's loss through a linear read-out, in float32, so that what a training would lose
    is lost here too.

    Args:
        model: one of `settings.MODELS`; one that is told the lags is told the task's length.
        task: answered at the last step.
        hidden_size: H (default 128).
        batch_size: B (default 16).
        seed: of the parameters and the sequences (default 0).

    >>> from openlstm.memory_tasks import Add
    >>> len(gradient_by_lag("gru", Add(T=20), hidden_size=4))
    20
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = build(model, task, hidden_size, task.length)
    return gradient_of(network, task, batch_size, seed)


@flushed_to_zero()
def gradient_of(
    network: MemoryModel, task: MemoryTask, batch_size: int = 16, seed: int = 0
) -> tuple[float, ...]:
    """As `gradient_by_lag`, of a network that is there; `seed` draws the sequences only."""
    batch = next(iter(task.batches(batch_size, STREAM + seed)))
    x = task.features(batch.inputs).requires_grad_()
    loss = task.loss(network(x)[0], batch.targets)
    (gradient,) = torch.autograd.grad(loss, x)
    norms = gradient.double().norm(dim=-1)  # squares in float32 would vanish much earlier
    return tuple(norms.mean(1).flip(0).tolist())
