# SPDX-License-Identifier: Apache-2.0
"""Initialisation by name: what is changed after PyTorch's own draws, which stay the same."""

from openlstm.initialize.choice import INITS, Initialization
from openlstm.initialize.starts import initialize

__all__ = ["INITS", "Initialization", "initialize"]
