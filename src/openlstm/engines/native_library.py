# SPDX-License-Identifier: Apache-2.0
"""The compiled library `openlstm._native`, or the reason why there is none, and its threads.

Its OpenMP runtime must be PyTorch's: two in one process keep two crews of threads, which wait for
work on the same cores. The library names the runtime as PyTorch does and is loaded after it, so the
system gives it the one that is there.
"""

import os
import re
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

import torch

from openlstm.errors import EngineError

__all__ = ["library", "missing", "threads"]

_RUNTIME = re.compile(r"lib(gomp|omp|iomp5)\b[^/]*\.(so|dylib)[^/]*$")


def _load() -> tuple[Any, str | None]:
    """The library and None, or None and the reason, in words for a user."""
    try:
        found = import_module("openlstm._native")
    except ModuleNotFoundError:
        return None, "it is not built here; install openlstm with pip"
    except ImportError as error:  # not built, or not to be loaded on this machine
        return None, str(error)
    try:
        found.target()
    except ValueError as error:  # OPENLSTM_TARGET
        raise EngineError(str(error)) from None
    return found, None


def _runtimes(maps: str) -> list[str]:
    """The OpenMP libraries among the files that /proc/self/maps lists.

    >>> _runtimes("7f00-7f01 r-xp 00000000 08:01 42   /torch/lib/libgomp.so.1\\n7f02 ...")
    ['/torch/lib/libgomp.so.1']
    """
    files = {line.split(maxsplit=5)[-1] for line in maps.splitlines() if "/" in line}
    return sorted(file for file in files if _RUNTIME.search(file))


def _warnings(reason: str | None, maps: str) -> list[str]:
    """What a user should hear once, when the library has been looked for."""
    if reason is not None:
        return [f"openlstm runs without its native engine: {reason}. All works, more slowly."]
    if len(found := _runtimes(maps)) > 1:
        return [
            f"two OpenMP runtimes are loaded, {' and '.join(found)}; their threads disturb each"
            " other. Import torch before what brings the other one, or set OMP_NUM_THREADS=1."
        ]
    return []


def _mapped() -> str:
    maps = Path("/proc/self/maps")  # Linux
    return maps.read_text(errors="replace") if maps.exists() else ""


library, missing = _load()
"""The compiled module, None if there is none; and why there is none, None if there is one."""

for _text in _warnings(missing, _mapped()):
    warnings.warn(_text, RuntimeWarning, stacklevel=2)

_forked = False


def _in_forked_child() -> None:
    global _forked
    _forked = True


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_forked_child)


def threads() -> int:
    """How many threads a run may use: PyTorch's number, but 1 in a forked process.

    A fork copies none of OpenMP's threads, and its runtime waits for them forever.
    """
    return 1 if _forked else torch.get_num_threads()
