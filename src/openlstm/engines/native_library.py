# SPDX-License-Identifier: Apache-2.0
"""The native library, if it is there."""

from importlib import import_module
from types import ModuleType

import torch

__all__ = ["library", "missing", "threads"]

library: ModuleType | None = None
missing: str | None = None
try:
    library = import_module("openlstm._native")
except ImportError as error:
    missing = str(error)


def threads() -> int:
    """How many threads a kernel may use."""
    return torch.get_num_threads()
