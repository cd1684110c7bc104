# SPDX-License-Identifier: Apache-2.0
"""Keeps compiled graphs as they are while somebody looks.

A graph compiled meanwhile would break at the LSTM, and as Dynamo does not guard what lies behind a
break, would go on using the broken graph when nobody looks any more. So nothing is compiled; what
the guards refuse at such a time runs eagerly, and afterwards the graph is found again.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

__all__ = ["kept"]

_lock = threading.Lock()
_lookers = 0
_stance: Any = None  # what gives the stance back that was in force before


@contextmanager
def kept() -> Iterator[None]:
    """A context in which PyTorch compiles nothing new; contexts may end in any order."""
    counted = _begin()
    try:
        yield
    finally:
        if counted:
            _end()


def _begin() -> bool:
    global _lookers, _stance
    with _lock:
        if _lookers == 0:
            try:
                _stance = torch.compiler.set_stance("eager_on_recompile")
            except RuntimeError:  # within a compiled function, which then breaks at the LSTM
                return False
            if _stance.prev.stance == "force_eager":  # the caller's own, and stronger
                _release()
        _lookers += 1
        return True


def _end() -> None:
    global _lookers
    with _lock:
        _lookers -= 1
        if _lookers == 0:
            _release()


def _release() -> None:
    global _stance
    if _stance is not None:
        _stance.__exit__(None, None, None)
        _stance = None
