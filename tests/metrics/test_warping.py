# SPDX-License-Identifier: Apache-2.0
"""Dynamic time warping against a plain double loop, and against a published error."""

import os
from pathlib import Path

import numpy as np
import pytest

from openlstm.data.ts_file import read_ts
from openlstm.metrics import warping
from openlstm.metrics.warping import nearest_by_warping, warping_cells


def by_loops(a: np.ndarray, b: np.ndarray) -> float:
    d = np.full((len(a) + 1, len(b) + 1), np.inf)
    d[0, 0] = 0
    for i in range(len(a)):
        for j in range(len(b)):
            cost = ((a[i] - b[j]) ** 2).sum()
            d[i + 1, j + 1] = cost + min(d[i, j + 1], d[i + 1, j], d[i, j])
    return d[-1, -1]


@pytest.mark.parametrize("room", [4_000_000, 50])
def test_against_a_double_loop(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warping, "ROOM", room)
    random = np.random.default_rng(0)
    known = [random.normal(size=(n, 2)) for n in (1, 4, 9, 2, 7)]
    asked = [random.normal(size=(n, 2)) for n in (3, 1, 12, 5)]
    distances = [[by_loops(a, b) for b in known] for a in asked]
    assert nearest_by_warping(known, asked).tolist() == np.argmin(distances, 1).tolist()


def test_what_it_costs() -> None:
    assert warping_cells([np.zeros((3, 2)), np.zeros((4, 2))], [np.zeros((5, 2))]) == 70


def test_the_published_error_of_italy_power_demand() -> None:
    """0.0496 by the archive's own table: 1-NN, DTW without a window."""
    folder = Path(os.environ.get("OPENLSTM_DATA", Path(__file__).parents[3] / "shared" / "data"))
    if not (folder / "classify").is_dir():
        pytest.skip(f"{folder} has no folder classify; set OPENLSTM_DATA")
    train, test = (
        read_ts(folder / "classify" / f"ItalyPowerDemand_{part}.ts") for part in ("TRAIN", "TEST")
    )
    nearest = nearest_by_warping(train.values, test.values)
    assert (train.labels[nearest] != test.labels).mean() == pytest.approx(0.0496, abs=0.0006)
