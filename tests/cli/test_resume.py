# SPDX-License-Identifier: Apache-2.0
"""Trainings that are really killed, at moments that chance chooses, end with the same bits."""

import multiprocessing
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cli.running import call, refused
from cli.sequence_files import make_lines, write
from openlstm.training.checkpoint import Checkpoint

COMMON = ("--hidden-size=16", "--batch-size=16", "--dropout=0.3", "--early-stopping-patience=20")
FORECAST = ("--max-steps=600", "--horizon=3", "--context-length=7", "--no-ablation")
CLASSIFY = ("--max-steps=200", "--folds=3")


def make_wave(folder: Path) -> Path:
    days = np.arange(150)
    noise = np.random.default_rng(0).normal(0, 0.3, 150)
    path = folder / "wave.csv"
    pd.DataFrame({"ds": days, "y": np.sin(days / 3) + noise}).to_csv(path, index=False)
    return path


def make_ramps(folder: Path) -> Path:
    return write(folder / "ramps.ts", make_lines(60))


def keeping_every_step(*words: str) -> None:
    """What a killed process ran: the command, with a snapshot after every step."""
    Checkpoint.__init__.__defaults__ = (0.0,)
    sys.exit(call(*words))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a server that forks processes")
@pytest.mark.parametrize(
    ("task", "settings", "make", "kills", "networks"),
    [("forecast", FORECAST, make_wave, 20, 1), ("classify", CLASSIFY, make_ramps, 10, 2)],
)
def test_killed_again_and_again_it_ends_with_the_same_bits(
    task: str,
    settings: tuple[str, ...],
    make: Callable[[Path], Path],
    kills: int,
    networks: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture,
) -> None:
    words = [str(word) for word in ("train", task, make(tmp_path), *COMMON, *settings)]
    assert call(*words, "--out", tmp_path / "whole") == 0
    context = multiprocessing.get_context("forkserver")  # imports once for all that are killed
    modules = [f"openlstm.tasks.{each}.estimator" for each in ("forecast", "classify")]
    context.set_forkserver_preload(["openlstm.cli.app", "openlstm.engines", *modules])
    choose, out, kept = random.Random(0), tmp_path / "killed", tmp_path / ".killed.unfinished"
    for number in range(kills):
        resume = ["--resume"] if number else []
        before = newest(kept)
        process = context.Process(
            target=keeping_every_step, args=(*words, "--out", str(out), *resume)
        )
        process.start()
        began = networks if number >= kills // 2 else 1
        while process.is_alive() and (newest(kept) == before or len(files(kept)) < began):
            time.sleep(0.005)
        time.sleep(choose.uniform(0, 0.1))
        process.kill()
        process.join()
    assert not out.exists()
    assert len(files(kept)) >= networks
    assert "unfinished training" in refused(capsys, *words, "--out", out)
    assert call(*words, "--out", out, "--resume") == 0
    for name in ("model.safetensors", "metrics.json", "predictions.csv"):
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert not kept.exists()


def files(kept: Path) -> list[Path]:
    """One for each network that was begun."""
    return list(kept.glob("*.safetensors"))


def newest(kept: Path) -> int:
    """When a network was kept last."""
    return max((file.stat().st_mtime_ns for file in files(kept)), default=0)
