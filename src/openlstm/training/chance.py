# SPDX-License-Identifier: Apache-2.0
"""The chance that a training draws from: its own, from a seed."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch

__all__ = ["seeded"]


@contextmanager
def seeded(seed: int, device: str = "cpu") -> Iterator[None]:
    """A context in which PyTorch's random numbers begin at `seed`; afterwards they go on as before.

    Args:
        seed: where they begin.
        device: where the training runs; unless it is "cpu", those of GPUs are treated alike.

    >>> before = torch.get_rng_state()
    >>> with seeded(7):
    ...     drawn = torch.rand(2)
    >>> torch.equal(before, torch.get_rng_state())
    True
    """
    gpus = [] if device == "cpu" else list(range(torch.cuda.device_count()))
    with torch.random.fork_rng(devices=gpus):
        torch.manual_seed(seed)
        yield
