# SPDX-License-Identifier: Apache-2.0
"""Trainings that are really killed, at moments that chance chooses, end with the same bits."""

import multiprocessing
import random
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cli.running import call, refused
from openlstm.training.checkpoint import Checkpoint

KILLS = 20
SETTINGS = (
    "--horizon=3", "--max-steps=600", "--hidden-size=16", "--batch-size=16", "--dropout=0.3",
    "--early-stopping-patience=20", "--context-length=7", "--no-ablation",
)  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    days = np.arange(150)
    noise = np.random.default_rng(0).normal(0, 0.3, 150)
    path = tmp_path_factory.mktemp("tables") / "wave.csv"
    pd.DataFrame({"ds": days, "y": np.sin(days / 3) + noise}).to_csv(path, index=False)
    return path


def keeping_every_step(*words: str) -> None:
    """What a killed process ran: the command, with a snapshot after every step."""
    Checkpoint.__init__.__defaults__ = (0.0,)
    sys.exit(call(*words))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a server that forks processes")
def test_killed_twenty_times_it_ends_with_the_same_bits(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    words = [str(word) for word in ("train", "forecast", file, *SETTINGS)]
    assert call(*words, "--out", tmp_path / "whole") == 0
    context = multiprocessing.get_context("forkserver")  # imports once for all that are killed
    context.set_forkserver_preload(["openlstm.cli.app", "openlstm.tasks.forecast.estimator"])
    choose, out = random.Random(0), tmp_path / "killed"
    kept = tmp_path / ".killed.unfinished" / "lstm-0.safetensors"
    for number in range(KILLS):
        resume = ["--resume"] if number else []
        before = kept.stat().st_mtime_ns if number else 0
        process = context.Process(
            target=keeping_every_step, args=(*words, "--out", str(out), *resume)
        )
        process.start()
        while process.is_alive() and not (kept.exists() and kept.stat().st_mtime_ns > before):
            time.sleep(0.005)
        time.sleep(choose.uniform(0, 0.1))
        process.kill()
        process.join()
    assert not out.exists()
    assert "unfinished training" in refused(capsys, *words, "--out", out)
    assert call(*words, "--out", out, "--resume") == 0
    for name in ("model.safetensors", "metrics.json", "predictions.csv"):
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert not kept.parent.exists()
