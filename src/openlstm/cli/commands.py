# SPDX-License-Identifier: Apache-2.0
"""What each command does; torch is imported inside, so that `--help` need not wait for it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from openlstm.cli import display
from openlstm.cli.settings import Demo, Evaluate, Generate, Report, TrainLanguage
from openlstm.files import write_atomic
from openlstm.tasks import load
from openlstm.tasks.language.settings import LanguageSettings
from openlstm.training.folder import check_free, new_run

if TYPE_CHECKING:
    from openlstm.tasks.language import LanguageModel

__all__ = ["demo", "evaluate", "generate", "report", "train_language"]


def demo(settings: Demo) -> None:
    """Train a character LSTM on the text of Python's own help, in two minutes."""
    from openlstm.data import demo_text

    _train(demo_text(), settings, settings.out, "demo", "demo")


def train_language(settings: TrainLanguage) -> None:
    """Train a character language model on text files and score it beside models that count.

    The first 90 % of the text are for training, the next 5 % choose the best weights, the last 5 %
    are the test. Ctrl-C ends the training early and keeps the best model so far.
    """
    from openlstm.data import read_text

    first = settings.files[0].resolve()
    out = settings.out or Path("runs") / (first.name if first.is_dir() else first.stem)
    text = read_text(*settings.files)
    _train(text, settings, out, "train language", "any" if settings.overwrite else "")


def _train(text: str, settings: LanguageSettings, out: Path, command: str, replaces: str) -> None:
    from openlstm.tasks.language import LanguageModel

    check_free(out, replaces)
    model = LanguageModel(**settings.model_dump(include=set(LanguageSettings.model_fields)))
    with display.training("characters") as watch:
        model.fit(text, watch)
    if model.interrupted:
        display.note("stopped by Ctrl-C; the best model so far is kept")
    with display.busy("writing the report"), new_run(out, replaces) as folder:
        model.write(folder, command, settings, out.name)
    _show(model, out)


def _show(model: "LanguageModel", out: Path) -> None:
    display.scores(model.metrics["test"], "Test text, never seen in training")
    display.sentence(model.verdict())
    display.samples(model.samples)
    display.sentence(f"The run is in {out}; its pictures are in {out / 'report.html'}.")


def evaluate(settings: Evaluate) -> None:
    """Score a trained model on other text, beside models that know only the alphabet."""
    from openlstm.data import read_text

    model = load(settings.run)
    evaluation = model.evaluate(read_text(*settings.files))
    display.scores(evaluation.scores, f"{evaluation.characters:,} characters")
    own = model.metrics["test"]["lstm"]["nats_per_char"]
    display.sentence(f"On its own test text the model needs {own:.3f} nats per character.")
    _note_unknown(evaluation.unknown, "in this text")


def generate(settings: Generate) -> None:
    """Write text with a trained model; the same options give the same text."""
    model = load(settings.run)
    _note_unknown(model.vocabulary.unknown(settings.prompt), "in the prompt")
    text = model.generate(settings.prompt, settings.length, settings.temperature, settings.seed)
    sys.stdout.write(f"{settings.prompt}{text}\n")


def _note_unknown(characters: list[str], where: str) -> None:
    if characters:
        shown = " ".join(repr(character)[1:-1] for character in characters[:20])
        more = f" and {len(characters) - 20} more" if len(characters) > 20 else ""
        display.note(f"the model never learned {shown}{more} ({where}): read as the unknown symbol")


def report(settings: Report) -> None:
    """Write report.html of a run anew."""
    with display.busy("writing the report"):
        page = load(settings.run).report(settings.run.resolve().name)
        path = write_atomic(settings.run / "report.html", page)
    display.sentence(f"Wrote {path}.")
