# SPDX-License-Identifier: Apache-2.0
"""Trainings that are really killed, at moments that chance chooses, end with the same bits."""

import random
import signal
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cli.running import call, refused, start

KILLS = 20
SETTINGS = (
    "--horizon=3", "--max-steps=400", "--hidden-size=16", "--batch-size=16", "--validations=20",
    "--context-length=7", "--no-ablation", "--seeds=2",
)  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    days = np.arange(150)
    noise = np.random.default_rng(0).normal(0, 0.3, 150)
    path = tmp_path_factory.mktemp("tables") / "wave.csv"
    pd.DataFrame({"ds": days, "y": np.sin(days / 3) + noise}).to_csv(path, index=False)
    return path


def test_killed_twenty_times_it_ends_with_the_same_bits(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    words = ("train", "forecast", file, *SETTINGS)
    assert call(*words, "--out", tmp_path / "whole") == 0
    choose, out = random.Random(0), tmp_path / "killed"
    code = (
        "import openlstm.training.checkpoint as c; c.EVERY = 0.0; "
        "c.Checkpoint.__init__.__defaults__ = (0.0,); "
        "from openlstm.cli import main; main()"
    )
    monkeypatch.setattr("cli.running.MAIN", ("-c", code))
    kept = tmp_path / ".killed.unfinished"
    for _ in range(KILLS):
        if out.exists():
            break
        resume = ("--resume",) if kept.exists() else ()
        before = {path: path.stat().st_mtime_ns for path in kept.glob("*.safetensors")}
        with start(*words, "--out", out, *resume) as process:
            while process.poll() is None and not moved(kept, before):
                time.sleep(0.01)
            time.sleep(choose.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            process.communicate()
    if not out.exists():
        assert "unfinished training" in refused(capsys, *words, "--out", out)
        assert call(*words, "--out", out, "--resume") == 0
    for name in ("model.safetensors", "metrics.json", "predictions.csv"):
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert not kept.exists()


def moved(kept: Path, before: dict[Path, int]) -> bool:
    """Whether the training went on since."""
    files = list(kept.glob("*.safetensors"))
    return any(before.get(path) != path.stat().st_mtime_ns for path in files)
