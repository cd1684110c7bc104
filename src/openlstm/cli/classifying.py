# SPDX-License-Identifier: Apache-2.0
"""The commands of classifiers: train classify, demo classify, and their part of others."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from openlstm.cli import display
from openlstm.cli.forecasting import print_or_write
from openlstm.cli.settings import RunSettings
from openlstm.cli.training import fingerprint, train
from openlstm.errors import InputError, expected
from openlstm.tasks import load
from openlstm.tasks.classify.settings import ClassifySettings
from openlstm.training.settings import Settings

if TYPE_CHECKING:
    from openlstm.cli.forecasting import Predict
    from openlstm.tasks import Classifier

__all__ = ["DemoClassify", "SequenceFiles", "TrainClassify", "demo_classify", "evaluate", "predict",
           "train_classify"]  # fmt: skip


class SequenceFiles(Settings):
    """Where labelled sequences are."""

    data: Path = Field(
        description="Labelled sequences: a .ts file, or a long table in a CSV or Parquet file",
        json_schema_extra={"argument": "DATA"},
    )
    test: Path | None = Field(
        None,
        description="Those of the test part; a share of DATA if not given",
        json_schema_extra={"argument": "TEST"},
    )


class TrainClassify(SequenceFiles, ClassifySettings, RunSettings):
    """openlstm train classify"""

    panel: ClassVar[str | None] = None


class DemoClassify(ClassifySettings):
    """openlstm demo classify"""

    panel: ClassVar[str | None] = None
    default_limit: ClassVar[tuple[str, float]] = ("max_steps", 1200)

    max_steps: int | None = Field(
        None, ge=1, description="Updates of the weights of each network; 1200 if no limit is given"
    )
    folds: int | None = Field(
        1, ge=1, description="Networks that classify together; see openlstm train classify"
    )
    out: Path = Field(
        Path("runs/demo-classify"), description="Folder of the run; an older demo there is replaced"
    )


def train_classify(settings: TrainClassify) -> None:
    """Train a classifier of whole sequences and score it beside everything that is simpler.

    DATA is a .ts file of the UCR and UEA archives, or a long table with a row for each step: the
    sequence it belongs to, a number or time, channels, label. Without TEST a fifth of the sequences
    is held out. Several networks are trained, each with its weights chosen on another part of the
    rest, and classify together. Ctrl-C ends the training with what there is so far.
    """
    out = settings.out or Path("runs") / settings.data.stem
    files = [settings.data, *([settings.test] if settings.test else [])]
    model = _model(settings)
    train(
        model,
        settings.data,
        settings,
        out,
        "train classify",
        "any" if settings.overwrite else "",
        known_as=" ".join(map(fingerprint, files)),
        items="sequences",
        resume=settings.resume,
        overwrite=settings.overwrite,
        test=settings.test,
    )
    _show(model, out)


def demo_classify(settings: DemoClassify) -> None:
    """Tell handwritten digits apart, read row by row from top to bottom, in under a minute."""
    model = _model(settings)  # before scikit-learn, see openlstm.tasks
    from sklearn.datasets import load_digits

    digits = load_digits()
    seen = digits.images.std((0, 1)) > 0  # the first column of pixels is blank everywhere
    train(
        model,
        digits.images[:, :, seen],
        settings,
        settings.out,
        "demo classify",
        "demo classify",
        known_as="digits",
        items="sequences",
        overwrite=True,
        y=digits.target,
    )
    _show(model, settings.out)


def _model(settings: ClassifySettings) -> "Classifier":
    from openlstm.tasks import Classifier

    return Classifier(**settings.model_dump(include=set(ClassifySettings.model_fields)))


def _show(model: "Classifier", out: Path) -> None:
    for line in model.notes:
        display.sentence(f"- {line}")
    part = "test" if "test" in model.metrics else "validation"
    titles = {
        "test": "Test part, held apart from the training",
        "validation": "Training part, each sequence by a network that did not learn from it",
    }
    _scores(model.metrics[part], titles[part])
    _seeds(model.metrics[part]["lstm"])
    display.sentence(model.verdict())
    display.sentence(f"The run is in {out}; its pictures are in {out / 'report.html'}.")


def _scores(models: dict[str, Any], title: str) -> None:
    from openlstm.report.classify import COLUMNS, model_label

    rows = {
        name: (
            model_label(name),
            *(f"{metrics[key]:.4f}" if key in metrics else "–" for key in COLUMNS),
        )
        for name, metrics in models.items()
    }
    display.table(title, ("model", *COLUMNS.values()), rows, bold="lstm")


def _seeds(lstm: dict[str, Any]) -> None:
    """How much chance matters: the ensembles alone, and together."""
    if "across_seeds" in lstm:
        alone = lstm["across_seeds"]["accuracy"]
        display.sentence(
            f"Accuracy of the {len(lstm['by_seed'])} seeds alone: {alone['mean']:.4f} ± "
            f"{alone['deviation']:.2g} (standard deviation); together: {lstm['accuracy']:.4f}."
        )


def evaluate(model: "Classifier", files: list[Path]) -> None:
    """Print how often the classes of other sequences are found, beside simpler models."""
    if len(files) > 1:
        raise InputError(expected("the data", "one file", len(files), "join them into one"))
    evaluation = model.evaluate(files[0])
    for line in evaluation.notes:
        display.note(line)
    _scores(evaluation.scores, str(files[0]))
    display.sentence(evaluation.verdict)


def predict(settings: "Predict") -> None:
    """Name the likeliest class of each sequence, with the probabilities of all."""
    if settings.horizon is not None:
        raise InputError(f"horizon is for forecasts, and {settings.run} is a run of task classify.")
    frame = load(settings.run, "classify").predict_frame(settings.data)
    print_or_write(frame, settings.out)
