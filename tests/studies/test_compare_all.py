# SPDX-License-Identifier: Apache-2.0
"""The whole comparison, small; and the command."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from openlstm.cli.app import run
from openlstm.errors import InputError
from openlstm.studies import compare, compare_all
from openlstm.studies.plan import count
from openlstm.studies.settings import CompareSettings
from openlstm.studies.training import Job

TINY = {
    "hidden_size": 4,
    "seeds": 2,
    "updates": 2,
    "lags": (3,),
    "trained": "brackets,keep",
    "learning_rates": (0.01, 0.001),
}
WORDS = ("--hidden-size=4", "--seeds=1", "--updates=2", "--lags=3", "--trained=keep")


@pytest.fixture(autouse=True)
def _few_gradients(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_all, "INIT_SEEDS", 1)


def call(*words: object) -> int:
    """The exit code of `openlstm compare` with these words, in this process."""
    arguments, sys.argv = sys.argv, ["openlstm", "compare", *map(str, words)]
    try:
        return run()
    finally:
        sys.argv = arguments


def test_a_comparison_has_all_parts_and_is_repeatable() -> None:
    first, second = compare(**TINY), compare(**TINY)
    assert [cost.architecture for cost in first.costs] == ["rnn", "lstm", "bilstm", "gru"]
    assert first.cost("bilstm").parameters == 2 * first.cost("lstm").parameters
    kept = {score.label: score.values for score in first.of_task("keep 3", "kept")}
    assert list(kept) == ["RNN", "LSTM", "LSTM (chrono)", "bidirectional LSTM", "GRU"]
    assert all(len(values) == 2 for values in kept.values())
    assert first.conclusions
    assert {score.learning_rate for score in first.scores} <= {0.01, 0.001}
    timed = {"seconds": 0.0}
    assert [replace(s, **timed) for s in first.scores] == [
        replace(s, **timed) for s in second.scores
    ]
    assert first.decays == second.decays


def test_equal_parameters_mean_other_widths() -> None:
    found = compare(**{**TINY, "trained": "none", "match": "parameters", "hidden_size": 32})
    widths = {cost.architecture: cost.hidden_size for cost in found.costs}
    assert widths["rnn"] > widths["gru"] > widths["lstm"] == 32 > widths["bilstm"]
    assert not found.scores


def test_what_is_done_is_not_trained_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran, train = [], compare_all.run_job

    def counted(job: Job, *about: object) -> object:
        if len(ran) == 3:
            raise KeyboardInterrupt
        ran.append(job)
        return train(job, *about)  # type: ignore[arg-type]

    monkeypatch.setattr(compare_all, "run_job", counted)
    with pytest.raises(KeyboardInterrupt):
        compare(folder=tmp_path, **TINY)
    monkeypatch.setattr(
        compare_all, "run_job", lambda job, *about: ran.append(job) or train(job, *about)
    )
    compare(folder=tmp_path, **TINY)
    assert len(ran) == len(set(ran)) == count(CompareSettings(**TINY))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"architectures": ("rnn", "lstmm")}, r"no 'lstmm' \(did you mean lstm"),
        ({"architectures": ()}, "architectures must be one or more of rnn, lstm, bilstm, gru"),
        ({"architectures": "rnn,rnn"}, "each once"),
        ({"trained": "bracket"}, r"no 'bracket' \(did you mean brackets"),
        ({"lags": "20,0"}, "lags must be one or more different whole numbers"),
        ({"updates": 0}, "updates must be greater than or equal to 1, got 0"),
        ({"minutes": -1}, "minutes must be greater than 0"),
        ({"hidden_size": 0}, "hidden_size must be greater than or equal to 1"),
        ({"learning_rates": "0.1,2"}, "learning_rates must be one or more different numbers"),
        ({"learning_rates": 0}, "learning_rates must be one or more different numbers"),
        ({"hidden_size": 5000}, "hidden_size must be less than or equal to 1024"),
        ({"match": "size"}, "match must be 'width' or 'parameters'"),
        ({"hiden_size": 3}, r"hiden_size is not a setting \(did you mean hidden_size"),
        ({"hidden_size": 1, "match": "parameters"}, "hidden_size must be large enough"),
    ],
)
def test_wrong_settings_are_said_before_anything_runs(
    settings: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        compare(**settings)


def test_the_command_prints_tables_and_writes_files(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    assert call(*WORDS, "--out", tmp_path / "new") == 0
    printed = capsys.readouterr().out
    assert "bidirectional LSTM" in printed
    assert "A symbol kept over 3 steps:" in printed
    contents = json.loads((tmp_path / "new" / "comparison.json").read_text(encoding="utf-8"))
    assert contents["settings"]["lags"] == [3]
    assert call(*WORDS, "--out", tmp_path / "new") == 2
    assert "holds a finished comparison with the same settings" in capsys.readouterr().err
    assert call(*WORDS, "--updates=3", "--out", tmp_path / "new") == 2
    assert "with other settings (updates is 2 there, 3 here)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--architectures=rnn,gruu"], "no 'gruu' (did you mean gru?)"),
        (["--updates=0"], "updates must be greater than or equal to 1"),
        (["--minutes=-2"], "minutes must be greater than 0"),
        (["--hidden-size=0"], "hidden_size must be greater than or equal to 1"),
        (["--hiden-size=3"], "--hidden-size"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(
    words: list[str], message: str, capsys: pytest.CaptureFixture
) -> None:
    assert call(*words) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_the_printed_settings_are_a_config(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert call("--print-config", "--lags=4,5") == 0
    (tmp_path / "config.yaml").write_text(capsys.readouterr().out)
    assert call("--config", tmp_path / "config.yaml", "--print-config") == 0
    assert "lags:\n- 4\n- 5\n" in capsys.readouterr().out
