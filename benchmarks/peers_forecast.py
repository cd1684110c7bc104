# SPDX-License-Identifier: Apache-2.0
"""Our forecaster beside neuralforecast's LSTM and darts' BlockRNNModel, on the same test windows.

    python benchmarks/peers_forecast.py FOLDER        with ETTh1.csv and seattle-weather.csv in it

What can be imported is run: ours in this project's environment, the peers in one of their own
(`pip install neuralforecast darts`). Each run adds its rows to results/peers_forecast.csv.

All see the same rows before the test part, train for the same number of updates on batches of the
same size, and forecast from every origin of the test part. Ours keeps its validation part out of
the training and reads its calendar, as it does by default; a peer is trained on both parts. It is
run with its defaults and a context of `CONTEXT`, and `tuned`: with the context and width of `TRIED`
that miss least on the validation part after training on what lies before. Errors on ETTh1 are
scaled by the training part, as is usual there; on Seattle they are in °C.
"""

import argparse
import csv
import itertools
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

RESULTS = Path(__file__).parent / "results" / "peers_forecast.csv"
CONTEXT, BATCH, STEPS = 96, 128, 600
TRIED = list(itertools.product((30, 96, 168), (32, 128)))  # context, units


@dataclass(frozen=True)
class Case:
    """One column of one table."""

    name: str
    file: str
    target: str
    horizon: int
    frequency: str
    parts: tuple[float, float, float]
    scaled: bool

    def read(self, folder: Path) -> pd.DataFrame:
        """Columns ds and y, as far as the parts go."""
        frame = pd.read_csv(folder / self.file, parse_dates=["date"])
        frame = frame.rename(columns={"date": "ds", self.target: "y"})[["ds", "y"]]
        return frame.iloc[: sum(self.sizes(len(frame)))]

    def sizes(self, rows: int) -> tuple[int, int, int]:
        """Rows of training, validation and test."""
        if self.parts[0] > 1:
            return tuple(int(part) for part in self.parts)
        train, validation = round(self.parts[0] * rows), round(self.parts[1] * rows)
        return train, validation, rows - train - validation


CASES = (
    Case("ETTh1 OT", "ETTh1.csv", "OT", 24, "h", (8640, 2880, 2880), scaled=True),
    Case("Seattle", "seattle-weather.csv", "temp_max", 7, "D", (0.7, 0.15, 0.15), scaled=False),
)
Peer = Callable[[Case, pd.DataFrame, int, int, int, int, int], np.ndarray]
"""(case, frame, rows that are tested at the end, context, units, steps, seed) → [origins, H]."""


def neuralforecast(
    case: Case, frame: pd.DataFrame, test: int, context: int, units: int, steps: int, seed: int
) -> np.ndarray:
    from neuralforecast import NeuralForecast
    from neuralforecast.losses.pytorch import MAE
    from neuralforecast.models import LSTM

    widths = {"encoder_hidden_size": units, "decoder_hidden_size": units} if units else {}
    quiet = {"enable_progress_bar": False, "logger": False, "enable_model_summary": False}
    model = LSTM(
        h=case.horizon, input_size=context, max_steps=steps, windows_batch_size=BATCH, loss=MAE(),
        random_seed=seed, accelerator="cpu", enable_checkpointing=False, **widths, **quiet,
    )  # fmt: skip
    told = frame.assign(unique_id="one")
    found = NeuralForecast([model], freq=case.frequency).cross_validation(
        told, n_windows=None, val_size=0, test_size=test, step_size=1
    )
    return found["LSTM"].to_numpy().reshape(-1, case.horizon)


def darts(
    case: Case, frame: pd.DataFrame, test: int, context: int, units: int, steps: int, seed: int
) -> np.ndarray:
    from darts import TimeSeries
    from darts.models import BlockRNNModel

    known = frame["y"].iloc[:-test]
    mean, deviation = known.mean(), known.std()
    series = TimeSeries.from_values(((frame["y"] - mean) / deviation).to_numpy(np.float32))
    epochs = math.ceil(
        steps * BATCH / (len(known) - context - case.horizon + 1)
    )  # max_steps ends it
    quiet = {"enable_progress_bar": False, "logger": False, "enable_model_summary": False}
    model = BlockRNNModel(
        input_chunk_length=context, output_chunk_length=case.horizon, model="LSTM",
        batch_size=BATCH, n_epochs=epochs, random_state=seed,
        pl_trainer_kwargs={"accelerator": "cpu", "max_steps": steps, **quiet},
        **({"hidden_dim": units} if units else {}),
    )  # fmt: skip
    model.fit(series[:-test])
    found = model.historical_forecasts(
        series, start=len(series) - test, retrain=False, last_points_only=False,
        forecast_horizon=case.horizon,
    )  # fmt: skip
    return np.stack([each.values()[:, 0] for each in found]) * deviation + mean


def errors(case: Case, frame: pd.DataFrame, test: int, point: np.ndarray) -> dict[str, float]:
    """MSE and MAE over all origins and steps."""
    values = frame["y"].to_numpy()
    windows = np.lib.stride_tricks.sliding_window_view(values[-test:], case.horizon)
    assert windows.shape == point.shape, (windows.shape, point.shape)
    by = values[: case.sizes(len(frame))[0]].std() if case.scaled else 1.0
    missed = (windows - point) / by
    return {"mse": float(np.square(missed).mean()), "mae": float(np.abs(missed).mean())}


def peer_rows(name: str, peer: Peer, case: Case, folder: Path, steps: int, seeds: int) -> Iterator:
    """Its defaults, and what was best on the validation part, from every seed."""
    frame = case.read(folder)
    _, validation, test = case.sizes(len(frame))

    def missed(settings: tuple[int, int]) -> float:
        known = frame.iloc[:-test]
        return errors(case, known, validation, peer(case, known, validation, *settings, steps, 0))[
            "mae"
        ]

    def scored(label: str, settings: tuple[int, int]) -> Iterator:
        for seed in range(seeds):
            begin = time.perf_counter()
            point = peer(case, frame, test, *settings, steps, seed)
            found = errors(case, frame, test, point)
            yield label, settings, seed, found, time.perf_counter() - begin

    yield from scored(name, (CONTEXT, 0))
    yield from scored(f"{name} tuned", min(TRIED, key=missed))


def our_rows(case: Case, folder: Path, steps: int, seeds: int) -> Iterator:
    """The defaults, and the straight line alone."""
    import openlstm as ol

    frame = case.read(folder)
    ends = {"mse": "mse_scaled", "mae": "mae_scaled"} if case.scaled else {"mae": "mae"}
    for seed in range(seeds):
        begin = time.perf_counter()
        model = ol.Forecaster(
            horizon=case.horizon, split=list(case.sizes(len(frame))), max_steps=steps, seed=seed,
            batch_size=BATCH, no_ablation=True,
        ).fit(frame)  # fmt: skip
        seconds = time.perf_counter() - begin
        settings = model.rivals.line.context, model.settings.hidden_size
        for name, kept in (("openlstm", "lstm"), ("its line alone", "linear_path")):
            scores: dict[str, Any] = model.metrics["test"][kept]
            found = {"mse": scores["rmse"] ** 2} | {key: scores[at] for key, at in ends.items()}
            yield name, settings, seed, found, seconds


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="with ETTh1.csv and seattle-weather.csv")
    parser.add_argument("--steps", type=int, default=STEPS, help="updates of each training")
    parser.add_argument("--seeds", type=int, default=3)
    chosen = parser.parse_args()
    heads = ("data", "model", "context", "units", "steps", "seed", "mse", "mae", "seconds")
    there = RESULTS.exists()
    with RESULTS.open("a", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if not there:
            writer.writerow(heads)
        for case in CASES:
            rows: list[Iterator] = []
            if find_spec("openlstm"):
                rows.append(our_rows(case, chosen.folder, chosen.steps, chosen.seeds))
            for name, peer in (("neuralforecast", neuralforecast), ("darts", darts)):
                if find_spec(name):
                    rows.append(
                        peer_rows(name, peer, case, chosen.folder, chosen.steps, chosen.seeds)
                    )
            for name, (context, units), seed, found, seconds in itertools.chain(*rows):
                figures = f"{found['mse']:.5f}", f"{found['mae']:.4f}", f"{seconds:.1f}"
                row = (case.name, name, context, units or "", chosen.steps, seed, *figures)
                writer.writerow(row)
                file.flush()
                print(
                    *(f"{key}={value}" for key, value in zip(heads, row, strict=True)), flush=True
                )


if __name__ == "__main__":
    main()
