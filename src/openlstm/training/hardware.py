# SPDX-License-Identifier: Apache-2.0
"""What the machine is good at: its number format, and how many threads help just now."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from openlstm.training.settings import TrainingSettings

__all__ = ["ThreadChoice", "half_precision"]

TRIALS = 2  # steps on each number of threads, of which the faster one counts
ROUNDS = 4  # comparisons in a training, evenly spread: other work on the machine comes and goes


def half_precision(settings: TrainingSettings) -> bool:
    """Whether to train in bfloat16: if asked to, or by itself where the processor is made for it.

    Without matrix units for it (AMX) bfloat16 is slower than float32, though processors accept it.

    >>> half_precision(TrainingSettings(precision="bfloat16"))
    True
    """
    if settings.precision == "auto":
        if not hasattr(torch.cpu, "get_capabilities"):  # older releases of torch cannot tell
            return False
        return bool(torch.cpu.get_capabilities().get("amx_bf16"))
    return settings.precision == "bfloat16"


class ThreadChoice:
    """One thread, or PyTorch's number: whichever makes the faster steps, tried out now and then.

    The threads meet after every time step, and one that waits for a busy core holds up all: on a
    machine with other work two were measured up to 20 times slower than one, on an idle one 1.5
    times faster. The choice changes rounding, so it is made only where the clock decides anyway
    what comes out: with `max_minutes` as the only limit.

    >>> with ThreadChoice(TrainingSettings(max_minutes=1)) as threads, threads.step(fraction=0.0):
    ...     pass  # one update of the weights
    """

    def __init__(self, settings: TrainingSettings) -> None:
        self.given = torch.get_num_threads()
        self.rounds = 0 if settings.max_steps or settings.max_epochs or self.given == 1 else ROUNDS
        self.begun = 0
        self.trials: list[int] = []
        self.seconds: dict[int, float] = {}

    def __enter__(self) -> "ThreadChoice":
        return self

    def __exit__(self, *exception: object) -> None:
        torch.set_num_threads(self.given)

    @contextmanager
    def step(self, fraction: float) -> Iterator[None]:
        """A context for one step, with that share of the training done before it."""
        if self.begun < self.rounds and fraction >= self.begun / self.rounds:
            self.begun += 1
            self.trials = [1, self.given] * TRIALS
            self.seconds = {self.given: math.inf, 1: math.inf}
        if not self.trials:
            yield
            return
        threads = self.trials.pop(0)
        torch.set_num_threads(threads)
        begin = time.perf_counter()
        yield
        self.seconds[threads] = min(self.seconds[threads], time.perf_counter() - begin)
        if not self.trials:
            torch.set_num_threads(min(self.seconds, key=self.seconds.__getitem__))
