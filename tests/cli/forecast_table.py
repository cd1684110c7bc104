# SPDX-License-Identifier: Apache-2.0
"""A small table that the commands of forecasts are tried on, and how they are told of it."""

import numpy as np
import pandas as pd

SMALL = ("--hidden-size=4", "--max-steps=5", "--batch-size=16", "--no-ablation")
COLUMNS = ("--time=date", "--target=load", "--horizon=3")


def make_table(rows: int = 100) -> pd.DataFrame:
    random = np.random.default_rng(0)
    load = 10 + np.sin(2 * np.pi * np.arange(rows) / 7) + random.normal(0, 0.1, rows)
    days = pd.date_range("2024-01-01", periods=rows)
    return pd.DataFrame({"date": days, "load": load, "wind": random.normal(size=rows)})
