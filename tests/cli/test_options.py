# SPDX-License-Identifier: Apache-2.0
"""Every field is an option and a key of YAML, and the other way round."""

from pathlib import Path

import pytest
import typer
import yaml

from openlstm.cli import classifying, comparing_data, forecasting, language, tuning
from openlstm.cli import settings as kinds
from openlstm.cli.app import app
from openlstm.cli.options import add_command
from openlstm.errors import InputError
from openlstm.training.settings import Settings

KINDS = {
    ("demo",): language.Demo,
    ("demo", "forecast"): forecasting.DemoForecast,
    ("demo", "classify"): classifying.DemoClassify,
    ("train", "classify"): classifying.TrainClassify,
    ("train", "language"): language.TrainLanguage,
    ("train", "forecast"): forecasting.TrainForecast,
    ("tune", "classify"): tuning.TuneClassify,
    ("tune", "forecast"): tuning.TuneForecast,
    ("compare", "classify"): comparing_data.CompareClassify,
    ("compare", "forecast"): comparing_data.CompareForecast,
    ("evaluate",): kinds.Evaluate,
    ("generate",): language.Generate,
    ("predict",): forecasting.Predict,
    ("report",): kinds.Report,
}


def run(*words: str) -> None:
    app(list(words), standalone_mode=False)


@pytest.mark.parametrize("words", KINDS)
def test_print_config_shows_every_key(
    words: tuple[str, ...], capsys: pytest.CaptureFixture
) -> None:
    run(*words, "--print-config")
    printed = capsys.readouterr().out
    assert list(yaml.safe_load(printed)) == list(KINDS[words].model_fields)
    for field in KINDS[words].model_fields.values():
        assert f"# {field.description}\n" in printed


@pytest.mark.parametrize("words", KINDS)
def test_help_lists_every_option(words: tuple[str, ...], capsys: pytest.CaptureFixture) -> None:
    run(*words, "--help")
    shown = capsys.readouterr().out
    for name, field in KINDS[words].model_fields.items():
        extra = field.json_schema_extra
        expected = extra["argument"] if extra else f"--{name.replace('_', '-')}"
        assert expected in shown
    assert "Undefined" not in shown  # the default of an option that must be given


def test_options_win_over_the_file_and_the_file_over_defaults(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    config = tmp_path / "run.yaml"
    config.write_text("hidden_size: 64\nseed: 5\n")
    run("demo", "--config", str(config), "--seed", "6", "--print-config")
    values = yaml.safe_load(capsys.readouterr().out)
    assert (values["hidden_size"], values["seed"], values["num_layers"]) == (64, 6, 2)


def test_what_print_config_writes_config_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    run("train", "language", "a.txt", "b", "--overwrite", "--max-steps", "7", "--print-config")
    printed = capsys.readouterr().out
    (tmp_path / "run.yaml").write_text(printed)
    run("train", "language", "--config", str(tmp_path / "run.yaml"), "--print-config")
    assert capsys.readouterr().out == printed
    values = yaml.safe_load(printed)
    assert (values["files"], values["overwrite"], values["max_minutes"]) == (
        ["a.txt", "b"],
        True,
        None,
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["demo", "--hidden-size", "0"], "hidden_size must be greater than or equal to 1, got '0'"),
        (["demo", "--dropout", "1"], "dropout must be less than 1"),
        (["generate", "r", "--temperature", "warm"], "temperature must be a valid number"),
        (["train", "language"], "files is missing: Text files"),
        (["evaluate", "r"], "files is missing"),
        (["report"], "run is missing: Folder of a trained model"),
    ],
)
def test_wrong_values_are_refused(words: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        run(*words)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hiden_size: 3", r"hiden_size is not a setting \(did you mean hidden_size"),
        ("- 3", "run.yaml must be lines of"),
        ("a: [", "run.yaml is no YAML"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "run.yaml").write_text(text)
    with pytest.raises(InputError, match=message):
        run("demo", "--config", str(tmp_path / "run.yaml"))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        run("demo", "--config", str(tmp_path / "gone.yaml"))


def test_the_action_gets_checked_settings() -> None:
    class Greet(Settings):
        name: str
        times: int = 1

    seen: list[Greet] = []
    greeting = typer.Typer()
    add_command(greeting, "greet", Greet, seen.append)
    greeting(["--name", "Ada", "--times", "3"], standalone_mode=False)
    assert seen == [Greet(name="Ada", times=3)]
