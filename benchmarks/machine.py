# SPDX-License-Identifier: Apache-2.0
"""The machine, the versions and the commit of a measurement, and the machine's peak."""

import os
import platform
import subprocess
import time
from pathlib import Path

import torch

import openlstm

__all__ = ["machine", "peak_gflops"]

_HERE = Path(__file__).resolve().parent


def machine() -> dict[str, str]:
    """What a results file says of where it was made."""
    return {
        "machine": f"{_processor()}, {os.cpu_count()} cores" + _gpu(),
        "threads": str(torch.get_num_threads()),
        "openlstm": openlstm.__version__,
        "torch": torch.__version__,
        "python": platform.python_version(),
        "commit": _commit(),
    }


def _gpu() -> str:
    return f", {torch.cuda.get_device_name()}" if torch.cuda.is_available() else ""


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        if lines:
            return lines[0].split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _commit() -> str:
    """The commit, "+" behind it if anything but results was changed since; empty outside git."""
    changed = ["status", "--porcelain", "--untracked-files=no", "--", ".."]
    try:
        commit = _git("rev-parse", "--short", "HEAD")
        return commit + ("+" if _git(*changed, ":!results", ":!../docs/images") else "")
    except (OSError, subprocess.CalledProcessError):
        return ""


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=_HERE, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def peak_gflops(size: int = 1536, times: int = 10) -> float:
    """The fastest of several large float32 products here and now, in GFLOP/s."""
    a, b, out = (torch.randn(size, size) for _ in range(3))
    best = float("inf")
    for _ in range(times + 1):  # the first one warms up; the best is not it
        start = time.perf_counter()
        torch.mm(a, b, out=out)
        best = min(best, time.perf_counter() - start)
    return 2 * size**3 / best * 1e-9
