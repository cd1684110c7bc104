# SPDX-License-Identifier: Apache-2.0
"""Small files of labelled sequences that the commands of classifiers are tried on."""

from pathlib import Path

import numpy as np

HEADER = "@missing true\n@univariate false\n@dimensions 2\n@classLabel true up down\n@data\n"


def make_lines(count: int = 40, seed: int = 0) -> list[str]:
    """Ramps that rise or fall, of four to nine steps, beside noise."""
    random, lines = np.random.default_rng(seed), []
    for k in range(count):
        steps = int(random.integers(4, 10))
        ramp = (1 - 2 * (k % 2)) * np.arange(steps) + random.normal(0, 0.3, steps)
        channels = [ramp, random.normal(size=steps)]
        cells = [",".join(f"{value:.3f}" for value in each) for each in channels]
        lines.append(":".join([*cells, ("up", "down")[k % 2]]))
    return lines


def write(path: Path, lines: list[str], header: str = HEADER) -> Path:
    path.write_text(header + "\n".join(lines) + "\n")
    return path
