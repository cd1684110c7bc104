# SPDX-License-Identifier: Apache-2.0
"""The tree of commands, and how each of them ends."""

import sys

import typer

from openlstm import __version__
from openlstm.cli import (
    backtesting,
    benching,
    classifying,
    commands,
    comparing,
    comparing_data,
    forecasting,
    language,
    settings,
    tuning,
)
from openlstm.cli.explore import Explore, explore
from openlstm.cli.options import add_command, add_default
from openlstm.errors import InputError

__all__ = ["app", "run"]

app = typer.Typer(
    help="Train LSTMs on your own data, score them honestly, and look inside.",
    epilog="Begin with: openlstm demo. Options are also keys of a YAML file, see --print-config.",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
demos = typer.Typer()
app.add_typer(demos, name="demo")
training = typer.Typer(help="Train a model on files of your own.")
app.add_typer(training, name="train")
benches = typer.Typer(help="Measure what models can learn.")
app.add_typer(benches, name="bench")
comparisons = typer.Typer()
app.add_typer(comparisons, name="compare")
searches = typer.Typer(help="Search for the settings that suit files of your own.")
app.add_typer(searches, name="tune")


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    show_version: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    if show_version:
        print(f"openlstm {__version__}")
    elif context.invoked_subcommand is None:
        context.get_help()  # typer prints it by itself


@training.callback(invoke_without_command=True)
@benches.callback(invoke_without_command=True)
@searches.callback(invoke_without_command=True)
def _group(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        context.get_help()


add_default(demos, language.Demo, language.demo)
add_command(demos, "forecast", forecasting.DemoForecast, forecasting.demo_forecast)
add_command(demos, "classify", classifying.DemoClassify, classifying.demo_classify)
add_command(training, "language", language.TrainLanguage, language.train_language)
add_command(training, "forecast", forecasting.TrainForecast, forecasting.train_forecast)
add_command(training, "classify", classifying.TrainClassify, classifying.train_classify)
add_command(searches, "forecast", tuning.TuneForecast, tuning.tune_forecast)
add_command(searches, "classify", tuning.TuneClassify, tuning.tune_classify)
add_command(app, "evaluate", settings.Evaluate, commands.evaluate)
add_command(app, "generate", language.Generate, language.generate)
add_command(app, "predict", forecasting.Predict, commands.predict)
add_command(app, "backtest", backtesting.BacktestRun, backtesting.backtest)
add_command(app, "report", settings.Report, commands.report)
add_command(benches, "memory", benching.Memory, benching.memory)
add_default(comparisons, comparing.Compare, comparing.compare)
add_command(
    comparisons, "forecast", comparing_data.CompareForecast, comparing_data.compare_forecast
)
add_command(
    comparisons, "classify", comparing_data.CompareClassify, comparing_data.compare_classify
)
add_command(app, "explore", Explore, explore)


def run() -> int:
    """The exit code: 0, 2 after a mistake of the user (said in one line), 130 after Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):  # a sample may hold what the terminal cannot show
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return app(standalone_mode=False) or 0
    except InputError as error:
        return _refuse(str(error))
    except Exception as error:
        # Wrong options: the class of click, which some releases of typer carry inside themselves.
        if not hasattr(error, "format_message"):
            raise
        return _refuse(error.format_message())


def _refuse(message: str) -> int:
    print(f"error: {' '.join(message.split())}", file=sys.stderr)
    return 2
