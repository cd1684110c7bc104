# SPDX-License-Identifier: Apache-2.0
"""The picture and the tables of docs/long-memory*.md: the gradient by lag, before training.

python scripts/long_memory.py
"""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import numpy as np
from matplotlib.figure import Figure

from openlstm.memory_tasks import Add, Order
from openlstm.plots import reach_curve
from openlstm.studies.memory.gradients import gradient_by_lag
from openlstm.studies.memory.settings import MODELS

OUT = Path(__file__).resolve().parents[1] / "docs" / "images" / "long-memory.png"
TASKS = {"ADD T=1000": Add(T=1000), "ORDER, ten times as long": Order(s=10)}
SHOWN = (1, 10, 100, 300, 999)
LAGS = sorted({round(1.35**k) for k in range(24)} | {0, *SHOWN})
SEEDS = range(3)
SATURATED = "openlstm-counters"  # its gates are shut to whatever is no symbol


def main() -> None:
    figure = Figure(figsize=(12, 5), layout="constrained")
    for ax, (name, task) in zip(figure.subplots(1, 2), TASKS.items(), strict=True):
        curves = {}
        print(f"| {name} | track | lag 0 | {' | '.join(f'lag {lag}' for lag in SHOWN)} |")
        for model, (label, track, start) in MODELS.items():
            # a learned or marked start leaves the gates as they begin
            if start != "zero" or model == SATURATED:
                continue
            runs = np.array([gradient_by_lag(model, task, seed=seed)[:1000] for seed in SEEDS])
            with np.errstate(divide="ignore"):  # the mean of what is 0 in one seed is 0
                mean = np.exp(np.log(runs / runs[:, :1]).mean(0))
            cells = " | ".join(f"{mean[lag]:.1e}" for lag in SHOWN)
            print(f"| {label} | {track} | {runs[:, 0].mean():.1e} | {cells} |", flush=True)
            curves[label] = ([-lag for lag in LAGS], [mean[lag] for lag in LAGS])
        reach_curve(curves, "gradient by the input, relative to lag 0", ax=ax)
        ax.set(title=name, xlabel="steps from the loss", ylim=(1e-6, 3))
        ax.get_legend().remove()
    figure.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=4, fontsize=9)
    figure.savefig(OUT, dpi=110)


if __name__ == "__main__":
    main()
