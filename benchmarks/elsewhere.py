# SPDX-License-Identifier: Apache-2.0
"""A function in a process of its own, which is stopped unless it is asked.

For peers with threads of their own: those spin on for a while after a call, and two libraries in
one process slow each other. A stopped process takes no processor.
"""

import atexit
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
import torch

__all__ = ["Elsewhere", "seconds_each"]

Make = Callable[..., tuple[Callable[[], object], list[torch.Tensor]]]
"""Gives a function and what one call of it results in."""


class Elsewhere:
    """Functions of one peer, made and timed in another process; one at a time.

    Args:
        make: makes a function, in the other process, from the arguments of `prepare`.
    """

    def __init__(self, make: Make) -> None:
        fresh = multiprocessing.get_context("spawn")
        self._pipe, theirs = fresh.Pipe()
        arguments = make, torch.get_num_threads(), theirs
        self._process = fresh.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()  # so that the end of that process is an end of file here, not silence
        self._pid = self._process.pid or 0
        atexit.register(self._process.kill)  # SIGTERM, the usual end, waits for a stopped process
        os.kill(self._pid, signal.SIGSTOP)

    def prepare(self, *arguments: object) -> list[torch.Tensor]:
        """The results of one call of the function that is timed from now on."""
        return [torch.from_numpy(result) for result in self._answer(arguments)]

    def __call__(self) -> None:
        """Nothing, after a call there."""
        self.seconds(1)

    def seconds(self, calls: int) -> float:
        """Seconds a call, after one that does not count."""
        return float(self._answer(calls))

    def _answer(self, question: object) -> Any:
        os.kill(self._pid, signal.SIGCONT)
        self._pipe.send(question)
        answer = self._pipe.recv()
        os.kill(self._pid, signal.SIGSTOP)
        return answer


def _serve(make: Make, threads: int, pipe: Connection) -> None:
    torch.set_num_threads(threads)
    call: Callable[[], object] = lambda: None  # noqa: E731
    while True:
        question = pipe.recv()
        if isinstance(question, int):
            call()
            pipe.send(seconds_each(call, question))
        else:
            call, results = make(*question)
            pipe.send([np.array(result.detach()) for result in results])


def seconds_each(call: Callable[[], object], calls: int) -> float:
    """Seconds a call, of so many."""
    start = time.perf_counter()
    for _ in range(calls):
        call()
    return (time.perf_counter() - start) / calls
