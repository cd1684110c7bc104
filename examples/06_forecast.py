# SPDX-License-Identifier: Apache-2.0
"""A forecast from a table, with intervals, a verdict, and a look at the gates behind it."""

import numpy as np
import pandas as pd

import openlstm as ol

random = np.random.default_rng(0)
hours = pd.date_range("2024-01-01", periods=500, freq="h")
load = 10 + 3 * np.sin(2 * np.pi * hours.hour / 24) + random.normal(0, 0.5, 500)
table = pd.DataFrame({"date": hours, "load": load})

model = ol.Forecaster(time="date", target="load", horizon=6, hidden_size=8, max_steps=30).fit(table)
print(model.verdict())
shown = model.predict()[["date", "mean", "q0.1", "q0.9"]]
print(shown.to_string(index=False, float_format="{:.1f}".format))

with ol.record(model.model) as trace:
    model.predict()
print("forget gate, mean over units and steps:", round(trace.forget_gate.mean().item(), 2))
