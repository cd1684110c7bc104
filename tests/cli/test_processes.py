# SPDX-License-Identifier: Apache-2.0
"""`accelerate launch -m openlstm train` on two processes gives the model of one, to rounding, and
killed and taken up the same bits."""

import os
import random
import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

pytest.importorskip("accelerate")

import psutil  # accelerate brings it

from cli.forecast_table import make_table
from cli.running import call, refused

# 17 windows a batch: the shares are unequal, and the missing values lie in some of them only.
SETTINGS = (
    "--time=date", "--target=load", "--horizon=3", "--context-length=7", "--hidden-size=6",
    "--max-steps=12", "--batch-size=17", "--dropout=0", "--no-ablation",
)  # fmt: skip


def launch(*program: object) -> subprocess.Popen[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    launcher = (
        "accelerate.commands.launch", "--multi_gpu", "--num_processes=2", "--num_machines=1",
        "--mixed_precision=no", "--dynamo_backend=no", f"--main_process_port={port}",
    )  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-m", *launcher, *map(str, program)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip


def launched(*words: object) -> subprocess.CompletedProcess[str]:
    with launch("-m", "openlstm", *words) as process:
        out, err = process.communicate()
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def kill_all(process: subprocess.Popen[str]) -> None:
    """The launcher and what it started, with no time to tidy up."""
    whole = psutil.Process(process.pid)
    for each in [whole, *whole.children(recursive=True)]:
        each.kill()
    process.communicate()


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
def test_killed_two_processes_go_on_to_the_same_bits(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """Each has its own dropout and its own rows of the state, both of which must be kept."""
    text = tmp_path / "text.txt"
    text.write_text("to be or not to be, that is the question. " * 40)
    words = (
        "train", "language", text, "--hidden-size=8", "--batch-size=5", "--window=16",
        "--max-steps=300", "--dropout=0.3", "--device=cpu", "--precision=float32",
    )  # fmt: skip
    whole = launched(*words, "--out", tmp_path / "whole")
    assert whole.returncode == 0, whole.stderr
    out, kept = tmp_path / "two", tmp_path / ".two.unfinished" / "lstm.safetensors"
    process = launch(Path(__file__).with_name("keep_every_step.py"), *words, "--out", out)
    while process.poll() is None and not kept.exists():
        time.sleep(0.01)
    time.sleep(random.Random(0).uniform(0, 0.2))
    kill_all(process)
    assert not out.exists()
    assert "told otherwise: processes (was 2, now 1)" in refused(
        capsys, *words, "--out", out, "--resume"
    )
    found = launched(*words, "--out", out, "--resume")
    assert found.returncode == 0, found.stderr
    for name in ("model.safetensors", "metrics.json", "samples.txt"):
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert not kept.parent.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="gloo and the launcher as on POSIX systems")
def test_mistakes_end_both(file: Path, tmp_path: Path) -> None:
    words = ("train", "forecast", file, *SETTINGS, "--resume", "--out", tmp_path / "two")
    found = launched(*words)
    assert found.returncode != 0
    assert "error: " in found.stderr
    assert "has no unfinished training to resume" in found.stderr
    assert list(tmp_path.iterdir()) == []
