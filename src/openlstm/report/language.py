# SPDX-License-Identifier: Apache-2.0
"""The report of a character language model: what it scores, what surprises it, what its units do."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from openlstm.data import Vocabulary
from openlstm.diagnostics import name_units, time_scales
from openlstm.errors import InputError, expected
from openlstm.models import CharacterModel
from openlstm.report.gates import FIELDS, gates_section, passage_length
from openlstm.report.learning import learning
from openlstm.report.page import page
from openlstm.report.passages import first_line
from openlstm.report.reading import read
from openlstm.report.samples import samples_section
from openlstm.report.scores import Scores, scores, verdict
from openlstm.report.surprise import surprise_section
from openlstm.report.units import units_section

__all__ = ["language_report"]

_READ = 8000  # characters of validation and of test text that the figures of units are taken on
_WARM_UP = 200  # characters read before the passages shown, so that the state is no longer zero
_SURPRISE = 1800  # characters shown with their surprise
_SHORTEST = 20


def language_report(
    model: CharacterModel,
    vocabulary: Vocabulary,
    metrics: Mapping[str, Scores],
    history: Sequence[Mapping[str, object]],
    validation_text: str,
    test_text: str,
    samples: Sequence[str],
    title: str = "A character language model",
) -> str:
    """One self-contained HTML page about a trained model, under about 1 MB.

    Args:
        model: the trained model; read in evaluation mode and left in the mode it was in.
        vocabulary: the characters it knows.
        metrics: split → model → {"nats_per_char", "bits_per_char"}, as in metrics.json; needs
            "test" with "lstm"; an n-gram model's row may say its "order".
        history: rows with the columns of history.csv.
        validation_text: text on which the units are picked; its first 8000 characters are read.
        test_text: text on which they are confirmed, and that is shown; its first 8000 likewise.
        samples: texts that the model wrote.
        title: heading of the page.

    Raises:
        InputError: a text of fewer than 20 characters.
    """
    texts = [
        _long_enough(name, text)[:_READ]
        for name, text in (("validation_text", validation_text), ("test_text", test_text))
    ]
    with _evaluating(model):
        validation = read(model, vocabulary, texts[0], ("cell", "hidden"))
        test = read(model, vocabulary, texts[1], ("forget_gate", "cell", "hidden"))
        start = min(first_line(test.text, _WARM_UP), len(test.text) // 2)
        steps = passage_length(model.lstm.num_layers, model.lstm.hidden_size)
        passage = range(start, min(start + steps, len(test.text)))
        close = read(model, vocabulary, test.text[: passage.stop], tuple(FIELDS.values()))
    named = name_units(validation.trace, validation.text, test.trace, test.text)
    scales = time_scales(test.trace).geometric[:, 0]
    surprising = range(start, min(start + _SURPRISE, len(test.text)))
    sections = (
        scores(metrics["test"]),
        learning(history, metrics.get("validation", {})),
        surprise_section(test, vocabulary, surprising),
        gates_section(close, passage, scales, {(unit.layer, unit.unit) for unit in named}),
        units_section(named, test),
        samples_section(samples),
    )
    return page(title, verdict(metrics["test"]), sections)


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
