# SPDX-License-Identifier: Apache-2.0
"""The table of docs/long-memory-evidence.md on tasks without long lags: do slow units hurt there?

python scripts/long_memory_short_tasks.py [--table seattle-weather.csv] [--sequences Italy_TRAIN.ts]

Lowest validation cost of small trainings, paired by the seed; a file that is not given is left out.
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import openlstm as ol
from openlstm.data import demo_text

STEPS = 300
LONGEST = 10_000
Job = Callable[..., Any]


def jobs(table: str | None, sequences: str | None) -> Iterator[tuple[str, int, Job]]:
    """Name, the longest lag that is known of it, and the training from a seed and settings."""
    told = {"max_steps": STEPS, "device": "cpu"}
    yield (
        "text",
        63,
        lambda **more: ol.LanguageModel(
            hidden_size=128, precision="float32", validations=6, **told, **more
        ).fit(demo_text()),
    )
    if table:
        yield (
            "Seattle, 7 days",
            90,
            lambda **more: ol.Forecaster(
                time="date", target="temp_max", horizon=7, validations=15, **told, **more
            ).fit(table),
        )
    if sequences:
        yield (
            "ItalyPowerDemand",
            23,
            lambda **more: ol.Classifier(folds=1, validations=15, **told, **more).fit(sequences),
        )


@contextmanager
def beginning(lags: tuple[float, float]) -> Iterator[None]:
    """Tasks' models begin with multiscale over these lags in all units."""
    init = ol.LSTM.__init__

    def multiscale(self: ol.LSTM, *args: Any, **options: Any) -> None:
        if options.pop("forget_bias", None) is not None:
            options |= {"init": "multiscale", "lags": lags}
        init(self, *args, **options)

    with patch.object(ol.LSTM, "__init__", multiscale):
        yield


def lowest(model: Any) -> float:
    """Its lowest validation cost."""
    name = next(name for name in model.history[0] if name.startswith("validation"))
    return min(row[name] for row in model.history)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--table", help="Seattle's weather, CSV")
    parser.add_argument("--sequences", help="ItalyPowerDemand's training part, .ts")
    parser.add_argument("--seeds", type=int, default=2)
    chosen = parser.parse_args()
    print(
        "| task | seed | forget bias 1 | and an eighth multiscale | multiscale | told the length |"
    )
    print("|---|---|---|---|---|---|")
    for name, longest, job in jobs(chosen.table, chosen.sequences):
        for seed in range(chosen.seeds):
            found = [lowest(job(seed=seed, longest_lag=lag)) for lag in (0, LONGEST)]
            for longest_lag in (LONGEST, longest):
                with beginning((1, longest_lag)):
                    found.append(lowest(job(seed=seed)))
            cells = " | ".join(f"{cost:.4f}" for cost in found)
            print(f"| {name} | {seed} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
