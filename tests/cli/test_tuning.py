# SPDX-License-Identifier: Apache-2.0
"""`openlstm tune` as a user runs it, alone and in two processes at once."""

import multiprocessing
import sys
from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("optuna")

from cli.forecast_table import COLUMNS
from cli.running import call, refused
from cli.sequence_files import make_lines, write

SMALL = (
    "--max-steps=5",
    "--batch-size=16",
    "--max-layers=2",
    "--max-hidden-size=9",
    "--no-ablation",
)


def test_a_search_prints_and_writes_and_is_trained_from(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    words = ("tune", "forecast", file, *COLUMNS, *SMALL, "--out", tmp_path / "search")
    assert call(*words, "--trials=3") == 0
    shown = capsys.readouterr().out
    for said in (
        "trial 0: num_layers", "The best trials", "3 trials were completed",
        "of the input", "3 to 5 layers", "Two directions",
    ):  # fmt: skip
        assert said in shown
    assert sorted(path.name for path in (tmp_path / "search").iterdir()) == [
        "config.yaml", "rules.png", "search.json", "trials.csv", "trials.journal", "tuning.md"
    ]  # fmt: skip
    trials = pd.read_csv(tmp_path / "search" / "trials.csv")
    best = trials.loc[trials["loss"].idxmin()]
    config = tmp_path / "search" / "config.yaml"
    assert f"hidden_size: {best['hidden_size']}" in config.read_text()
    assert (tmp_path / "search" / "rules.png").read_bytes().startswith(b"\x89PNG")
    assert call("train", "forecast", file, "--config", config, "--out", tmp_path / "run") == 0
    trained = pd.read_csv(tmp_path / "run" / "history.csv")
    assert trained["validation_scaled_loss"].min() == pytest.approx(best["loss"])


def test_a_search_for_a_classifier(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    """One network of each trial: then its lowest loss is in the run's history too."""
    data, test = (write(tmp_path / f"{k}.ts", make_lines(30, seed=k)) for k in range(2))
    small = [word for word in SMALL if word != "--no-ablation"]
    words = ("tune", "classify", data, test, *small, "--folds=1", "--max-hidden-size=16")
    assert call(*words, "--trials=3", "--out", tmp_path / "search") == 0
    shown = capsys.readouterr().out
    for said in ("3 trials were completed", "of the input", "3 to 5 layers", "Two directions: "):
        assert said in shown
    trials = pd.read_csv(tmp_path / "search" / "trials.csv")
    assert trials["bidirectional"].notna().all()
    config, run = tmp_path / "search" / "config.yaml", tmp_path / "run"
    assert call("train", "classify", data, test, "--config", config, "--out", run) == 0
    trained = pd.read_csv(run / "history.csv")
    lowest = trained["validation_cross_entropy"].min()
    assert lowest == pytest.approx(trials["loss"].min())
    out = tmp_path / "other"
    assert "trials must be" in refused(capsys, *words, "--trials=0", "--out", out)
    assert "max_hidden_size must be above 11" in refused(
        capsys, *words[:-1], "--max-hidden-size=9", "--out", out
    )
    bad = write(tmp_path / "bad.ts", [*make_lines(), "1,2:x,3:up"])
    assert "bad.ts, line 46" in refused(capsys, "tune", "classify", bad, "--out", out)
    assert not out.exists()


def working(*words: str) -> None:
    sys.exit(call(*words))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a server that forks processes")
def test_two_processes_share_a_search(file: Path, tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")  # imports once for both
    context.set_forkserver_preload(["openlstm.cli.app", "openlstm.studies.tuning", "optuna"])
    out, columns = tmp_path / "search", tuple(map(str, (file, *COLUMNS, *SMALL)))
    words = ("tune", "forecast", *columns, "--trials=24", "--out", str(out))
    both = [context.Process(target=working, args=words) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    trials = pd.read_csv(out / "trials.csv")
    assert trials["number"].tolist() == list(range(len(trials)))
    assert 24 <= len(trials) <= 25  # the last two may have begun together
    assert trials["process"].nunique() == 2
    settings = ["num_layers", "hidden_size", "learning_rate", "dropout"]
    assert not trials[settings].duplicated().any()


def test_wrong_words_are_refused(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    words = ("tune", "forecast", file, *COLUMNS, *SMALL)
    assert "trials must be greater than or equal to 1" in refused(capsys, *words, "--trials=0")
    assert "max_layers must be" in refused(capsys, *words, "--max-layers=0")
    assert "holds other files" in refused(capsys, *words, "--out", file.parent)
    assert "did you mean load" in refused(
        capsys, "tune", "forecast", file, "--time=date", "--target=laod", "--horizon=3"
    )
    assert list(tmp_path.iterdir()) == []
