# SPDX-License-Identifier: Apache-2.0
"""Waves of three speeds and any length with noise and holes, and the settings of a small model."""

from typing import Any

import numpy as np
import pandas as pd

from openlstm.tasks import Classifier

SMALL = {"hidden_size": 8, "batch_size": 16, "max_steps": 40, "folds": 2, "learning_rate": 0.01}
NAMES = np.array(["fast", "medium", "slow"])


def make_waves(count: int = 60, seed: int = 0) -> tuple[list[np.ndarray], np.ndarray]:
    """(sequences [T_n, 2], labels): speed makes the class; the second channel says nothing."""
    random, found = np.random.default_rng(seed), []
    for k in range(count):
        time = np.arange(random.integers(6, 15))
        wave = np.sin((1.6, 0.8, 0.2)[k % 3] * time) + random.normal(0, 0.2, len(time))
        found.append(np.stack([wave, random.normal(size=len(time))], 1))
        found[-1][random.random(len(time)) < 0.1, 1] = np.nan
    return found, NAMES[np.arange(count) % 3]


def make_table(count: int = 60, seed: int = 0) -> pd.DataFrame:
    """The same as a long table."""
    parts = [
        pd.DataFrame({"patient": f"p{k}", "visit": range(len(values)), "pulse": values[:, 0],
                      "weight": values[:, 1], "outcome": label})
        for k, (values, label) in enumerate(zip(*make_waves(count, seed), strict=True))
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


COLUMNS = {"sequence": "patient", "step": "visit", "label": "outcome"}


def small(**changed: Any) -> Classifier:
    return Classifier(**(SMALL | changed))
