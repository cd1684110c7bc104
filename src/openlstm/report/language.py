# SPDX-License-Identifier: Apache-2.0
"""The report of a character language model: its scores, its surprises, its units."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from openlstm.data import Vocabulary
from openlstm.diagnostics import name_units, time_scales
from openlstm.errors import InputError, expected
from openlstm.models import CharacterModel
from openlstm.report.explorer import explorer_section
from openlstm.report.gates import FIELDS, gates_section, passage_length
from openlstm.report.learning import TEXT_UNITS, learning
from openlstm.report.page import page
from openlstm.report.passages import starts, typical
from openlstm.report.reading import Reading, read
from openlstm.report.samples import samples_section
from openlstm.report.scores import Scores, model_name, scores, verdict
from openlstm.report.surprise import surprise_section
from openlstm.report.units import units_section

__all__ = ["language_report"]

_READ = 10_000  # characters of validation and of test text that the figures of units are taken on
_WARM_UP = 200  # characters read before the passages shown, so that the state is no longer zero
_SURPRISE = 1800  # characters shown with their surprise
_SCRIPTS = ("learning", "text", "surprise", "units", "gates")
_SHORTEST = 2  # one character to read and one to be surprised by


def language_report(
    model: CharacterModel,
    vocabulary: Vocabulary,
    metrics: Mapping[str, Scores],
    history: Sequence[Mapping[str, object]],
    validation_text: str,
    test_text: str,
    samples: Sequence[str],
    title: str = "A character language model",
    explorer: str = "",
) -> str:
    """One self-contained HTML page about a trained model, under about 1 MB without the explorer.

    Args:
        model: the trained model; read in evaluation mode and left in the mode it was in.
        vocabulary: the characters it knows.
        metrics: split → model → {"nats_per_char", "bits_per_char"}, as in metrics.json; needs
            "test" with "lstm"; an n-gram model's row may say its "order".
        history: rows with the columns of history.csv.
        validation_text: text on which the units are picked; its first 10,000 characters are read.
        test_text: text on which they are confirmed, and that is shown; its first 10,000 likewise.
        samples: texts that the model wrote.
        title: heading of the page.
        explorer: the explorer with this model, from `openlstm.explorer.Page.fragment`; it comes
            last, and is left out if empty. It adds 0.3 MB and 5.3 bytes a weight, which it needs to
            compute with: 5 MB for two layers of 256 units.

    Raises:
        InputError: a text of fewer than 2 characters.
    """
    texts = [
        _long_enough(name, text)[:_READ]
        for name, text in (("validation_text", validation_text), ("test_text", test_text))
    ]
    with _evaluating(model):
        validation = read(model, vocabulary, texts[0], ("cell", "hidden"))
        test = read(model, vocabulary, texts[1], ("forget_gate", "cell", "hidden"))
        shown = _typical_passage(test)
        steps = passage_length(model.lstm.num_layers, model.lstm.hidden_size)
        close = read(model, vocabulary, test.text[: shown[:steps].stop], tuple(FIELDS.values()))
    named = name_units(validation.trace, validation.text, test.trace, test.text)
    scales = time_scales(test.trace).geometric[:, 0]
    sections = (
        scores(metrics["test"]),
        learning(history, TEXT_UNITS, _ngram(metrics.get("validation", {}))),
        surprise_section(test, vocabulary, shown),
        gates_section(close, shown[:steps], scales, {(unit.layer, unit.unit) for unit in named}),
        units_section(named, test),
        samples_section(samples),
        *([explorer_section(explorer, "the text")] if explorer else []),
    )
    return page(title, verdict(metrics["test"]), sections, _SCRIPTS)


def _ngram(validation: Scores) -> tuple[str, float] | None:
    if row := validation.get("ngram"):
        return model_name("ngram", row), row["nats_per_char"]
    return None


def _typical_passage(test: Reading) -> range:
    """The part of the test text to show: as surprising as the whole, its state warmed up."""
    length = min(_SURPRISE, len(test.text) - min(_WARM_UP, len(test.text) // 2))
    nats = test.surprise.nats[:, 0]  # row t is the cost of character t + 1
    places = starts(test.text, length, after=min(_WARM_UP, len(test.text) - length))
    start = typical(places, lambda t: float(nats[t - 1 :][:length].mean()), float(nats.mean()))
    return range(start, start + length)


def _long_enough(name: str, text: str) -> str:
    if len(text) < _SHORTEST:
        remedy = "train on a longer text"
        wanted = f"at least {_SHORTEST} characters long"
        raise InputError(expected(name, wanted, len(text), remedy))
    return text


@contextmanager
def _evaluating(model: CharacterModel) -> Iterator[None]:
    training = model.training
    model.eval()
    try:
        yield
    finally:
        model.train(training)
