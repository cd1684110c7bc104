# SPDX-License-Identifier: Apache-2.0
"""The commands as a user runs them: exit codes, what is printed, what is on the disk afterwards."""

import json
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import call, refused, start
from openlstm.data import demo_text

SMALL = (
    "--hidden-size=8", "--num-layers=1", "--embedding-size=4", "--batch-size=4", "--window=16",
)  # fmt: skip


@pytest.fixture(scope="module")
def text_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    choose = random.Random(0).choice
    file = tmp_path_factory.mktemp("texts") / "notes.txt"
    words = ["床前明月光\n", "the cat sat. ", "who knows? "]
    file.write_text("".join(choose(words) for _ in range(400)), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def trained(text_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs") / "notes"
    assert call("train", "language", text_file, "--out", out, "--max-steps=20", *SMALL) == 0
    return out


def test_the_first_look(capsys: pytest.CaptureFixture) -> None:
    assert call("--version") == 0
    assert capsys.readouterr().out == "openlstm 0.1.0\n"
    for words in ([], ["--help"], ["train"]):
        assert call(*words) == 0
        assert "Usage: " in capsys.readouterr().out


def test_training_prints_and_writes(
    trained: Path, text_file: Path, capsys: pytest.CaptureFixture
) -> None:
    out = trained.with_name("again")
    assert call("train", "language", text_file, "--out", out, "--max-steps=20", *SMALL) == 0
    shown = capsys.readouterr()
    for words in (
        "100%",
        "characters/s",
        "nats per character",
        "LSTM",
        "unigram",
        "sample 3",
        "report.html",
    ):
        assert words in shown.out
    assert shown.err == ""
    assert sorted(path.name for path in out.parent.iterdir()) == ["again", "notes"]
    for name in ("model.safetensors", "metrics.json", "pipeline.json", "test.txt"):
        assert (out / name).read_bytes() == (trained / name).read_bytes()  # the same seed
    assert f"- {text_file}" in (out / "config.yaml").read_text()


def test_the_run_is_named_after_the_file(
    text_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("train", "language", text_file, "--max-steps=1", *SMALL) == 0
    assert (tmp_path / "runs" / "notes" / "metrics.json").is_file()


def test_an_output_folder_in_use_is_refused(
    trained: Path, text_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    before = (trained / "metrics.json").stat().st_mtime_ns
    line = refused(capsys, "train", "language", text_file, "--out", trained)
    assert "holds a finished run, of 'train language'" in line
    assert "--overwrite" in line
    assert refused(capsys, "train", "language", text_file, "--out", trained, "--resume") == line
    line = refused(capsys, "demo", "--out", trained, "--max-steps=1")
    assert "holds a finished run" in line
    assert "overwrite" not in line  # a demo has no such option
    assert (trained / "metrics.json").stat().st_mtime_ns == before
    (tmp_path / "thesis.txt").write_text("my only copy")
    assert "other files" in refused(capsys, "train", "language", text_file, "--out", tmp_path)
    assert "cannot be written" in refused(
        capsys, "train", "language", text_file, "--out", text_file / "run"
    )


def test_overwrite_replaces_a_run(trained: Path, text_file: Path, tmp_path: Path) -> None:
    out = shutil.copytree(trained, tmp_path / "run")
    words = ("train", "language", text_file, "--out", out, "--overwrite", "--max-steps=3", *SMALL)
    assert call(*words) == 0
    assert (out / "metrics.json").read_bytes() != (trained / "metrics.json").read_bytes()


def test_the_demo_runs_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    start = demo_text()[:20_000]  # the whole takes a minute to score
    monkeypatch.setattr("openlstm.data.demo_text", lambda: start)
    for _ in range(2):
        assert call("demo", "--max-steps=2", *SMALL) == 0
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["demo"]
    scores = json.loads((tmp_path / "runs/demo/metrics.json").read_text())["test"]
    assert scores["ngram"]["nats_per_char"] < scores["unigram"]["nats_per_char"]


def test_evaluate_prints_the_score_of_the_run(trained: Path, capsys: pytest.CaptureFixture) -> None:
    assert call("evaluate", trained, trained / "test.txt") == 0
    score = json.loads((trained / "metrics.json").read_text())["test"]["lstm"]["nats_per_char"]
    shown = capsys.readouterr()
    assert f"{score:.4f}" in shown.out
    assert shown.err.startswith("note: the n-gram model is left out: ")
    assert shown.err.count("\n") == 1


def test_evaluate_says_what_it_never_learned(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    (tmp_path / "a.txt").write_text("ZEBRA 東 [bold]", encoding="utf-8")
    assert call("evaluate", trained, tmp_path / "a.txt") == 0
    assert (
        "note: the model never learned A B E R Z [ ] b d l 東 (in this text)"
        in capsys.readouterr().err
    )


def test_generate_repeats_itself(trained: Path, capsys: pytest.CaptureFixture) -> None:
    words = ("generate", trained, "--prompt", "the [red] 床", "--length=30", "--temperature=1.5")
    texts = []
    for seed in (1, 1, 2):
        assert call(*words, f"--seed={seed}") == 0
        shown = capsys.readouterr()
        texts.append(shown.out)
        assert "never learned [ ] d r (in the prompt): left out" in shown.err
    assert texts[0] == texts[1] != texts[2]
    assert texts[0].startswith("the [red] 床")
    assert len(texts[0]) == len("the [red] 床") + 30 + 1


def test_report_is_written_anew(trained: Path, tmp_path: Path) -> None:
    run_folder = shutil.copytree(trained, tmp_path / "run")
    (run_folder / "report.html").unlink()
    assert call("report", run_folder) == 0
    assert (run_folder / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        (None, "does not exist"),
        (b"", "more than white space"),
        (b"abc", "the text must be"),
        ("schön ".encode("latin-1") * 99, "byte 0xF6 at offset 3"),
        (b"PNG\0\0", "zero byte at offset 3"),
    ],
)
@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_bad_texts_are_refused(
    contents: bytes | None,
    message: str,
    command: str,
    trained: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture,
) -> None:
    if contents is not None:
        (tmp_path / "a.txt").write_bytes(contents)
    if command == "train":
        words = ("train", "language", tmp_path / "a.txt", "--out", tmp_path / "run")
    elif contents == b"abc":
        return  # enough to be scored
    else:
        words = ("evaluate", trained, tmp_path / "a.txt")
    assert message in refused(capsys, *words)
    assert not (tmp_path / "run").exists()


def test_wrong_words_are_refused(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    assert "--hidden-size" in refused(capsys, "demo", "--hiden-size", "3")
    assert "demo" in refused(capsys, "dmo")
    assert "must be greater" in refused(capsys, "generate", trained, "--length=-1")
    assert "is no folder" in refused(capsys, "generate", tmp_path / "gone")
    assert "holds no run" in refused(capsys, "report", tmp_path)


def test_a_damaged_run_is_refused(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    run_folder = shutil.copytree(trained, tmp_path / "run")
    (run_folder / "model.safetensors").write_bytes(b"half")
    (run_folder / "history.csv").unlink()
    line = refused(capsys, "generate", run_folder)
    assert "model.safetensors cannot be read" in line
    assert "history.csv is missing" in line


def test_a_training_that_breaks_down_writes_nothing(
    text_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "openlstm.tasks.language.characters.cross_entropy",
        lambda scores, _: scores.sum() * float("nan"),
    )
    line = refused(capsys, "train", "language", text_file, "--out", tmp_path / "run", *SMALL)
    assert "training broke down at step 1: the loss is nan" in line
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_keeps_scores_and_reports_the_best(text_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    words = (
        "train",
        "language",
        text_file,
        "--out",
        out,
        "--max-minutes=5",
        "--validations=100000",
        *SMALL,
    )
    with start(*words) as process:
        assert process.stdout
        assert process.stdout.readline().split()[1:3] == ["step", "1"]
        process.send_signal(signal.SIGINT)
        shown, said = process.communicate(timeout=60)
    assert process.returncode == 0
    *missed, last = said.splitlines()
    assert last == "note: stopped by Ctrl-C; the best model so far is kept"
    assert all("without its native engine" in line for line in missed)
    assert "nats per character" in shown
    assert (out / "report.html").is_file()
    assert call("generate", out, "--length=1") == 0


def test_a_killed_run_is_not_taken_for_a_finished_one(text_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    words = (
        "train",
        "language",
        text_file,
        "--out",
        out,
        "--max-minutes=5",
        "--validations=100000",
        *SMALL,
    )
    with start(*words) as process:
        assert process.stdout
        process.stdout.readline()
        process.kill()
        process.communicate(timeout=60)
    assert not out.exists()


def test_colours_are_for_terminals_that_want_them(trained: Path) -> None:
    with start("evaluate", trained, trained / "test.txt", NO_COLOR="1") as process:
        shown, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "\x1b" not in shown
    assert "LSTM" in shown


def test_a_missing_engine_is_said_in_one_line(trained: Path) -> None:
    words = ["openlstm", "generate", str(trained), "--length=1"]
    code = f"import sys; sys.modules['openlstm._native'] = None; sys.argv = {words!r}"
    code += "; from openlstm.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr.startswith("note: openlstm runs without its native engine: it is not built")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("missing", ["typer", "rich", "pydantic", "yaml"])
def test_a_missing_extra_says_what_to_install(missing: str) -> None:
    code = f"import sys; sys.modules['{missing}'] = None; from openlstm.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: the command needs {missing}")
    assert "pip install 'openlstm[cli]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_does_not_wait_for_torch() -> None:
    code = "import sys; from openlstm.cli.app import app; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
