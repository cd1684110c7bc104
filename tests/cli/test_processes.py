# SPDX-License-Identifier: Apache-2.0
"""`accelerate launch -m openlstm train` on two processes gives the model of one, to rounding."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

pytest.importorskip("accelerate")

from cli.forecast_table import make_table
from cli.running import call

# 17 windows a batch: the shares are unequal, and the missing values lie in some of them only.
SETTINGS = (
    "--time=date", "--target=load", "--horizon=3", "--context-length=7", "--hidden-size=6",
    "--max-steps=12", "--batch-size=17", "--dropout=0", "--no-ablation",
)  # fmt: skip


def launched(*words: object) -> subprocess.CompletedProcess:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    launch = (
        "accelerate.commands.launch", "--multi_gpu", "--num_processes=2", "--num_machines=1",
        "--mixed_precision=no", "--dynamo_backend=no", f"--main_process_port={port}", "-m",
        "openlstm",
    )  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", *launch, *map(str, words)],
        capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "OMP_NUM_THREADS": "1"}, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "load.csv"
    table = make_table()
    table.loc[[*range(20, 24), 41], "load"] = np.nan
    table.to_csv(path, index=False)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="gloo and the launcher as on POSIX systems")
def test_two_processes_train_the_model_of_one(file: Path, tmp_path: Path) -> None:
    words = ("train", "forecast", file, *SETTINGS)
    found = launched(*words, "--out", tmp_path / "two")
    assert found.returncode == 0, found.stderr
    assert found.stdout.count("On the test part the LSTM is") == 1  # only the first speaks
    assert call(*words, "--out", tmp_path / "one") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
    one, two = (load_file(tmp_path / run / "model.safetensors") for run in ("one", "two"))
    assert one.keys() == two.keys()
    moved = 0.0
    for name, weight in one.items():
        torch.testing.assert_close(two[name], weight, rtol=1e-4, atol=2e-5, msg=name)
        moved = max(moved, float((two[name].double() - weight.double()).abs().max()))
    assert moved > 0  # another order of sums: it was trained by two


@pytest.mark.skipif(sys.platform == "win32", reason="gloo and the launcher as on POSIX systems")
def test_mistakes_end_both(file: Path, tmp_path: Path) -> None:
    words = ("train", "forecast", file, *SETTINGS, "--resume", "--out", tmp_path / "two")
    found = launched(*words)
    assert found.returncode != 0
    assert "error: resume must be left out where 2 processes train one model" in found.stderr
    assert list(tmp_path.iterdir()) == []
