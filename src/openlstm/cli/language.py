# SPDX-License-Identifier: Apache-2.0
"""The commands of language models: train language, demo, generate, and their part of evaluate."""

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from openlstm.cli import display
from openlstm.cli.settings import FILES, RUN, RunSettings
from openlstm.cli.training import fingerprint, train
from openlstm.tasks import load
from openlstm.tasks.language.settings import LanguageSettings
from openlstm.training.settings import Settings

if TYPE_CHECKING:
    from openlstm.tasks import LanguageModel

__all__ = ["Demo", "Generate", "TrainLanguage", "demo", "evaluate", "generate", "train_language"]


class Demo(LanguageSettings):
    """openlstm demo"""

    panel: ClassVar[str | None] = None
    default_limit: ClassVar[tuple[str, float]] = ("max_minutes", 2.0)

    out: Path = Field(
        Path("runs/demo"), description="Folder of the run; an older demo there is replaced"
    )


class TrainLanguage(LanguageSettings, RunSettings):
    """openlstm train language"""

    panel: ClassVar[str | None] = None

    files: list[Path] = Field(
        min_length=1,
        description="Text files, or folders of them, in UTF-8",
        json_schema_extra=FILES,
    )


class Generate(Settings):
    """openlstm generate"""

    run: Path = Field(description="Folder of a trained model", json_schema_extra=RUN)
    prompt: str = Field("", description="What the text begins with")
    length: int = Field(400, ge=0, description="Characters to write")
    temperature: float = Field(
        0.8,
        ge=0,
        description="1 draws as the model believes, less is more careful, 0 takes the likeliest",
    )
    seed: int = Field(0, ge=0, lt=2**63, description="Where the chance begins")


def demo(settings: Demo) -> None:
    """Train a character LSTM on the text of Python's own help, in two minutes.

    `openlstm demo forecast` forecasts the weather of Seattle, `openlstm demo classify` tells
    handwritten digits apart, each in under a minute.
    """
    from openlstm.data import demo_text

    _train(demo_text(), settings, settings.out, "demo", overwrite=True)


def train_language(settings: TrainLanguage) -> None:
    """Train a character language model on text files and score it beside models that count.

    The first 90 % of the text are for training, the next 5 % choose the best weights, the last 5 %
    are the test. Ctrl-C ends the training early and keeps the best model so far.
    """
    from openlstm.data import read_text

    first = settings.files[0].resolve()
    out = settings.out or Path("runs") / (first.name if first.is_dir() else first.stem)
    text, command = read_text(*settings.files), "train language"
    _train(text, settings, out, command, settings.overwrite, settings.resume)


def _train(
    text: str,
    settings: LanguageSettings,
    out: Path,
    command: str,
    overwrite: bool,
    resume: bool = False,
) -> None:
    from openlstm.tasks import LanguageModel

    model = LanguageModel(**settings.model_dump(include=set(LanguageSettings.model_fields)))
    train(
        model,
        text,
        settings,
        out,
        command,
        "demo" if command == "demo" else "any" if overwrite else "",
        known_as=fingerprint(text),
        items="characters",
        extra=lambda loss: f"{loss / math.log(2):.3f} bits per character",
        resume=resume,
        overwrite=overwrite,
    )
    _show(model, out)


def _show(model: "LanguageModel", out: Path) -> None:
    _scores(model.metrics["test"], "Test text, never seen in training")
    display.sentence(model.verdict())
    display.samples(model.samples)
    display.sentence(f"The run is in {out}; its pictures are in {out / 'report.html'}.")


def _scores(models: dict[str, dict[str, float]], title: str) -> None:
    from openlstm.report.scores import model_name

    heads = ("model", "nats per character", "bits per character")
    rows = {
        name: (
            model_name(name, metrics),
            *(f"{metrics[key]:.4f}" for key in ("nats_per_char", "bits_per_char")),
        )
        for name, metrics in models.items()
    }
    display.table(title, heads, rows, bold="lstm")


def evaluate(model: "LanguageModel", files: list[Path]) -> None:
    """Print what the text of the files costs the model, beside models that know the alphabet."""
    from openlstm.data import read_text

    evaluation = model.evaluate(read_text(*files))
    for line in evaluation.notes:
        display.note(line)
    _scores(evaluation.scores, f"{evaluation.characters:,} characters")
    own = model.metrics["test"]["lstm"]["nats_per_char"]
    display.sentence(f"On its own test text the model needs {own:.3f} nats per character.")
    _note_unknown(evaluation.unknown, "in this text", "read as the unknown symbol")


def generate(settings: Generate) -> None:
    """Write text with a trained model; the same options give the same text."""
    model = load(settings.run, "language")
    _note_unknown(model.vocabulary.unknown(settings.prompt), "in the prompt", "left out")
    text = model.generate(settings.prompt, settings.length, settings.temperature, settings.seed)
    sys.stdout.write(f"{settings.prompt}{text}\n")


def _note_unknown(characters: list[str], where: str, done: str) -> None:
    if characters:
        shown = " ".join(repr(character)[1:-1] for character in characters[:20])
        more = f" and {len(characters) - 20} more" if len(characters) > 20 else ""
        display.note(f"the model never learned {shown}{more} ({where}): {done}")
