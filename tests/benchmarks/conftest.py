# SPDX-License-Identifier: Apache-2.0
"""The benchmarks are scripts: their folder is where their imports come from."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
