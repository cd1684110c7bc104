# SPDX-License-Identifier: Apache-2.0
"""Where a model is trained, in which number format, and on how many threads just now."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from openlstm.engines import native_library
from openlstm.errors import InputError, expected
from openlstm.training.settings import TrainingSettings

__all__ = ["ThreadChoice", "device_of", "half_precision"]

CPU = torch.device("cpu")
ROUNDS = 20  # comparisons in a training, evenly spread: other work on the machine comes and goes
HELD_UP = 5  # times the fastest step: no step varies so much by itself
LONG = 1.0  # seconds: a shorter pause costs less than the second thread gains until the next trial
PRODUCTS = 20  # matrix products in a trial: some milliseconds, or 0.2 s where threads must wait


def device_of(settings: TrainingSettings, rank: int = 0) -> torch.device:
    """The device that `settings.device` names; of several GPUs each process takes its own.

    Args:
        settings: as given.
        rank: number of this process, from 0.

    Raises:
        InputError: there is no such device here.

    >>> device_of(TrainingSettings())
    device(type='cpu')
    """
    if settings.device == "cpu" or (settings.device == "auto" and not torch.cuda.is_available()):
        return CPU
    here = torch.accelerator.current_accelerator() if torch.accelerator.is_available() else None
    count = torch.accelerator.device_count()
    kind, _, number = ("cuda" if settings.device == "auto" else settings.device).partition(":")
    if here is not None and kind == here.type:
        if not number:
            return torch.device(kind, rank % count)
        if number.isdecimal() and int(number) < count:
            return torch.device(kind, int(number))
    found = ["cpu", *(f"{here.type}:{k}" for k in range(count) if here is not None)]
    raise InputError(
        expected(
            "device",
            f"one that is here ({', '.join(found)})",
            settings.device,
            "name one of these, or leave it out",
        )
    )


def half_precision(settings: TrainingSettings, device: torch.device = CPU) -> bool:
    """Whether to train in bfloat16: if asked to, or by itself where the processor is made for it.

    That is with matrix units for it (AMX), or with the native engine, which multiplies pairs of it
    (AVX512_BF16; a step of training measured 1.7 times as fast). Elsewhere bfloat16 is slower than
    float32, though processors accept it.

    >>> half_precision(TrainingSettings(precision="bfloat16"))
    True
    """
    if device.type != "cpu":
        if settings.precision == "bfloat16":
            # PyTorch's autocast runs cuDNN's LSTM in float16, whatever type it is told (torch 2.11)
            why = f"on {device.type} PyTorch would compute in float16, which loses small gradients"
            raise InputError(f"precision must be float32 or auto on {device}: {why}.")
        return False
    if settings.precision == "auto":
        return native_library.bfloat16 or _matrix_units()
    return settings.precision == "bfloat16"


def _matrix_units() -> bool:
    if not hasattr(torch.cpu, "get_capabilities"):  # older releases of torch cannot tell
        return False
    return bool(torch.cpu.get_capabilities().get("amx_bf16"))


class ThreadChoice:
    """One thread, or PyTorch's number: whichever is faster just now, tried out now and then.

    The threads of an LSTM meet after every time step, and one that waits for a busy core holds up
    all: on an idle machine two were measured 1.5 times faster than one, with other work beside them
    one step took 38 s instead of 0.05. So a step on several threads that takes a second and much
    longer than any before is the last on several. The choice changes rounding; it is made only
    where the clock decides anyway what comes out: with `max_minutes` as the only limit.

    >>> with ThreadChoice(TrainingSettings(max_minutes=1)) as threads, threads.step(fraction=0.0):
    ...     pass  # one update of the weights
    """

    def __init__(self, settings: TrainingSettings, device: torch.device = CPU) -> None:
        self.given = torch.get_num_threads()
        repeatable = settings.max_steps or settings.max_epochs
        elsewhere = device.type != "cpu"
        self.rounds = 0 if repeatable or elsewhere or self.given == 1 else ROUNDS
        self.compared = 0
        self.fastest = math.inf

    def __enter__(self) -> "ThreadChoice":
        return self

    def __exit__(self, *exception: object) -> None:
        torch.set_num_threads(self.given)

    @contextmanager
    def step(self, fraction: float) -> Iterator[None]:
        """A context for one step, with that share of the training done before it."""
        if self.rounds and fraction * self.rounds >= self.compared:
            self.compared += 1
            seconds = {threads: trial_seconds(threads) for threads in (1, self.given)}
            torch.set_num_threads(min(seconds, key=seconds.__getitem__))
        begin = time.perf_counter()
        yield
        took = time.perf_counter() - begin
        held_up = took > max(LONG, HELD_UP * self.fastest)
        if self.rounds and held_up and torch.get_num_threads() > 1:
            self.rounds = 0
            torch.set_num_threads(1)
        self.fastest = min(self.fastest, took)


def trial_seconds(threads: int) -> float:
    """How long that many threads take for some products of the size of an LSTM's step."""
    torch.set_num_threads(threads)
    a, b = torch.ones(16, 256), torch.ones(256, 1024)
    begin = time.perf_counter()
    for _ in range(PRODUCTS):
        torch.mm(a, b)
    return time.perf_counter() - begin
