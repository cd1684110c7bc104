# SPDX-License-Identifier: Apache-2.0
"""Tables of two sites with covariates of every kind, and the settings of a small model for them."""

from typing import Any

import numpy as np
import pandas as pd

from openlstm.tasks import Forecaster

SMALL = {
    "horizon": 4, "hidden_size": 8, "batch_size": 32, "max_steps": 20, "context_length": 8,
    "series": "site", "time": "day", "target": "load,flow", "past_covariates": "wind",
    "future_covariates": "holiday,kind", "static_covariates": "size", "categorical": "kind",
}  # fmt: skip


def make_table(seed: int = 0, rows: int = 160) -> pd.DataFrame:
    """Two sites, the second shorter; load follows the week, the holidays and its own past."""
    random, parts = np.random.default_rng(seed), []
    for number, (site, length) in enumerate({"north": rows, "south": rows - 40}.items()):
        days = pd.date_range("2023-01-02", periods=rows)[rows - length :]
        holiday = (random.random(length) < 0.1) * 1.0
        kind = random.choice(["dry", "wet"], length)
        week = 3 * np.sin(2 * np.pi * days.day_of_week.to_numpy() / 7)
        load = 50 * (1 + number) + week - 4 * holiday + random.normal(0, 0.5, length)
        flow = np.cumsum(random.normal(0, 1, length)) + 2 * (kind == "wet")
        parts.append(pd.DataFrame({
            "site": site, "day": days, "load": load, "flow": flow, "holiday": holiday,
            "kind": kind, "wind": random.normal(size=length), "size": 1.0 + number,
        }))  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def small(**changed: Any) -> Forecaster:
    return Forecaster(**(SMALL | changed))


def with_future(table: pd.DataFrame, steps: int = 4) -> pd.DataFrame:
    """The table with rows ahead that hold what is known of the future."""
    parts = []
    for _, part in table.groupby("site", sort=False):
        last = part.iloc[-1]
        ahead = pd.DataFrame({
            "site": last["site"], "day": pd.date_range(last["day"], periods=steps + 1)[1:],
            "holiday": 0.0, "kind": "dry", "size": last["size"],
        })  # fmt: skip
        parts += [part, ahead]
    return pd.concat(parts, ignore_index=True)
