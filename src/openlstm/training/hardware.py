# SPDX-License-Identifier: Apache-2.0
"""What the machine is good at: its number format, and how many threads help just now."""

import time

import torch

from openlstm.training.settings import TrainingSettings

__all__ = ["ThreadChoice", "half_precision"]

ROUNDS = 20  # comparisons in a training, evenly spread: other work on the machine comes and goes
PRODUCTS = 20  # matrix products in a trial: some milliseconds, or 0.2 s where threads must wait


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
    """One thread, or PyTorch's number: whichever is faster just now, tried out now and then.

    The threads of an LSTM meet after every time step, and one that waits for a busy core holds up
    all: on a machine with other work two were measured up to 20 times slower than one, on an idle
    one 1.5 times faster. The choice changes rounding, so it is made only where the clock decides
    anyway what comes out: with `max_minutes` as the only limit.

    >>> with ThreadChoice(TrainingSettings(max_minutes=1)) as threads:
    ...     threads.adapt(fraction=0.0)  # before each update of the weights
    """

    def __init__(self, settings: TrainingSettings) -> None:
        self.given = torch.get_num_threads()
        repeatable = settings.max_steps or settings.max_epochs
        self.rounds = 0 if repeatable or self.given == 1 else ROUNDS
        self.compared = 0

    def __enter__(self) -> "ThreadChoice":
        return self

    def __exit__(self, *exception: object) -> None:
        torch.set_num_threads(self.given)

    def adapt(self, fraction: float) -> None:
        """Sets the number of threads, if a comparison is due at that share of the training."""
        if fraction * self.rounds < self.compared or not self.rounds:
            return
        self.compared += 1
        seconds = {threads: trial_seconds(threads) for threads in (1, self.given)}
        torch.set_num_threads(min(seconds, key=seconds.__getitem__))


def trial_seconds(threads: int) -> float:
    """How long that many threads take for some products of the size of an LSTM's step."""
    torch.set_num_threads(threads)
    a, b = torch.ones(16, 256), torch.ones(256, 1024)
    begin = time.perf_counter()
    for _ in range(PRODUCTS):
        torch.mm(a, b)
    return time.perf_counter() - begin
