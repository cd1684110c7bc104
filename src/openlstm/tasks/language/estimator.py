# SPDX-License-Identifier: Apache-2.0
"""Language modelling: what comes next in a text, character by character."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor

from openlstm.data import TextSplit, Vocabulary, split_text
from openlstm.errors import InputError, expected
from openlstm.explorer import Page, explore
from openlstm.metrics import Uniform, Unigram, WittenBell, best_witten_bell, language_scores
from openlstm.models import CharacterModel, character_nats, continue_text, one_thread
from openlstm.report import language_report
from openlstm.report.scores import verdict
from openlstm.tasks.estimator import Estimator, Reader
from openlstm.tasks.language.characters import Characters
from openlstm.tasks.language.settings import LanguageSettings
from openlstm.training.chance import seeded
from openlstm.training.checkpoint import Checkpoint
from openlstm.training.folder import read_json, typed
from openlstm.training.loop import Training, Watch, train

__all__ = ["Evaluation", "LanguageModel"]

SAMPLES, SAMPLE_LENGTH, SAMPLE_TEMPERATURE = 3, 400, 0.8
EXPLORED = 300  # characters of the test text that the explorer begins with
SHORTEST = 20  # characters of validation and of test text that a report can be made of


@dataclass(frozen=True)
class Evaluation:
    """What a text cost a language model, beside models that know less."""

    scores: dict[str, dict[str, float]]
    """Model (lstm, unigram, uniform) → nats_per_char and bits_per_char, lower is better."""
    characters: int
    """How many characters were predicted: all but the first."""
    unknown: list[str]
    """Characters that the training part did not have; they were read as the unknown symbol."""
    notes: tuple[str, ...] = (
        "the n-gram model is left out: it counts in the training text, and a model keeps none",
    )
    """What was left out, and why."""


class LanguageModel(Estimator):
    """A character language model, from text to text.

    Args:
        settings: the fields of `LanguageSettings` by name, such as hidden_size=256, num_layers=2,
            max_minutes=5.0, seed=0.

    Raises:
        InputError: a name that is no setting, or a value out of its range.

    >>> model = LanguageModel(hidden_size=8, batch_size=4, window=16, max_steps=5)
    >>> model = model.fit("to be or not to be, that is the question. " * 20)
    >>> len(model.generate("to be", length=12))
    12
    """

    task: ClassVar[str] = "language"
    kind: ClassVar[type[LanguageSettings]] = LanguageSettings
    settings: LanguageSettings
    model: CharacterModel
    """The network, in evaluation mode; `openlstm.record(model.model)` shows its gates."""
    vocabulary: Vocabulary
    counts: list[int]
    """How often each symbol comes in the training part: the unigram model."""
    metrics: dict[str, dict[str, dict[str, float]]]
    """Split (validation, test) → model (lstm, ngram, unigram, uniform) → metric."""
    validation_text: str
    test_text: str

    def fit(
        self, text: str, watch: Watch = lambda _: None, checkpoints: Path | None = None
    ) -> "LanguageModel":
        """This model, trained on the first part of `text` and scored on the two others.

        The parts follow each other: training, validation (which chooses the best weights), test.
        PyTorch's own random numbers are left as they were. Ctrl-C ends the training with the best
        weights so far.

        Args:
            text: at least batch_size · window / 0.9 characters or so.
            watch: called with a `Progress` after every step.
            checkpoints: a folder where the training is kept now and then, and taken up if it was
                kept there; see `openlstm.training.loop.train`.

        Raises:
            InputError: the text is too short, or the training broke down.
        """
        vars(self).pop("samples", None)  # those of an earlier fit
        split = _parts(text, self.settings)
        self.validation_text, self.test_text = split.validation, split.test
        self.vocabulary = Vocabulary.fit(split.train)
        ids = [self.vocabulary.encode(part) for part in (split.train, split.validation, split.test)]
        self.counts = torch.bincount(ids[0], minlength=self.vocabulary.size).tolist()
        kept = Checkpoint(checkpoints / "lstm.safetensors") if checkpoints else None
        training = self._train(ids[0], ids[1], watch, kept)
        self.history, self.interrupted = training.history, training.interrupted
        self.metrics = self._scores(*ids)
        return self

    def _train(
        self, train_ids: Tensor, validation_ids: Tensor, watch: Watch, kept: Checkpoint | None
    ) -> Training:
        with seeded(self.settings.seed, self.settings.device):
            self.model = _network(self.settings, self.vocabulary)
            task = Characters(self.model, train_ids, validation_ids, self.settings)
            return train(task, self.settings, watch, kept)

    def _scores(self, train: Tensor, validation: Tensor, test: Tensor) -> dict[str, Any]:
        ngram = best_witten_bell(train, validation, self.vocabulary.size)
        parts = {"test": test, "validation": validation}
        return {name: self._beside(ids, ngram) for name, ids in parts.items()}

    def _beside(self, ids: Tensor, ngram: WittenBell) -> dict[str, Any]:
        scores = self._score(ids)
        best = {**language_scores(ngram.nats(ids)[1:]), "order": ngram.order}
        return {"lstm": scores.pop("lstm"), "ngram": best, **scores}

    def _score(self, ids: Tensor) -> dict[str, dict[str, float]]:
        """The network and what can be known without the training text, on the same characters."""
        size = self.vocabulary.size
        unigram = Unigram().fit(np.repeat(np.arange(size), self.counts), size)
        return {
            "lstm": language_scores(character_nats(self.model, ids)),
            "unigram": language_scores(unigram.nats(ids)[1:]),
            "uniform": language_scores(Uniform().fit(ids, size).nats(ids)[1:]),
        }

    def evaluate(self, text: str) -> Evaluation:
        """What `text` costs this model, read from its beginning with the state carried throughout.

        Raises:
            InputError: the text has fewer than two characters.
            sklearn.exceptions.NotFittedError: there was no training.
        """
        self.require_fitted()
        if len(text) < 2:
            raise InputError(
                expected("the text", "two characters or longer", len(text), "give more text")
            )
        scores = self._score(self.vocabulary.encode(text))
        return Evaluation(scores, len(text) - 1, self.vocabulary.unknown(text))

    def generate(
        self, prompt: str = "", length: int = 400, temperature: float = 0.8, seed: int = 0
    ) -> str:
        """`length` characters that the model writes after `prompt`; the same for the same seed.

        Characters of the prompt that the model does not know (`vocabulary.unknown(prompt)`) are
        left out of what it reads: few texts teach what the unknown symbol stands for. It never
        writes that symbol itself.

        Args:
            prompt: what comes before; where nothing of it is known a line break, and the most
                frequent character in a text that had none.
            length: at least 0.
            temperature: 1 draws as the model believes, less is more careful, 0 takes the likeliest.
            seed: where the chance begins.

        Raises:
            InputError: length or temperature is below 0.
            sklearn.exceptions.NotFittedError: there was no training.
        """
        self.require_fitted()
        for argument, value in {"length": length, "temperature": temperature}.items():
            if value < 0:
                raise InputError(
                    expected(argument, "0 or more", value, "leave it out for the default")
                )
        generator = torch.Generator().manual_seed(seed)
        read = self.vocabulary.known(prompt) or self.vocabulary.known("\n")
        ids = self.vocabulary.encode(read) if read else torch.tensor([np.argmax(self.counts)])
        drawn = continue_text(self.model, ids, length, temperature, generator)
        return self.vocabulary.decode(drawn)

    def verdict(self) -> str:
        """One sentence on whether the network beats the models that count, on the test part."""
        self.require_fitted()
        return verdict(self.metrics["test"])

    @cached_property
    def samples(self) -> list[str]:
        """Three texts of the model's own, as samples.txt shows them."""
        seed = self.settings.seed
        return [
            self.generate("", SAMPLE_LENGTH, SAMPLE_TEMPERATURE, seed + number)
            for number in range(SAMPLES)
        ]

    @one_thread()
    def report(self, title: str = "A character LSTM") -> str:
        """The page report.html: learning curve, scores, surprise, gates, explorer, in one file."""
        self.require_fitted()
        return language_report(
            self.model,
            self.vocabulary,
            self.metrics,
            self.history,
            self.validation_text,
            self.test_text,
            self.samples,
            title,
            self.explore(title=title).fragment(("explore", "hold", "tour")),
        )

    def explore(self, text: str | None = None, title: str = "A character LSTM") -> Page:
        """The page on which one steps through this model and moves its gates while it reads.

        Args:
            text: what it reads; the first 300 characters of its test text if None.
            title: heading of the page.

        Raises:
            InputError: the text is empty.
        """
        self.require_fitted()
        read = self.test_text[:EXPLORED] if text is None else text
        return explore({title: self.model}, read, vocabulary=self.vocabulary, title=title)

    def weights(self) -> dict[str, Tensor]:
        """The network's."""
        return self.model.state_dict()

    def pipeline(self) -> dict[str, Any]:
        """The vocabulary and how often each symbol comes."""
        return {"vocabulary": json.loads(self.vocabulary.to_json()), "counts": self.counts}

    def files(self) -> dict[str, str]:
        """Samples, and the texts that the report is made of."""
        return {
            "samples.txt": "\n\n".join(_framed(self.samples)),
            "validation.txt": self.validation_text,
            "test.txt": self.test_text,
        }

    @classmethod
    def readers(cls) -> dict[str, Reader]:
        """How they are read."""
        return {
            "pipeline.json": _read_pipeline,
            "metrics.json": _read_metrics,
            "validation.txt": _read_text,
            "test.txt": _read_text,
        }

    def restore(self, found: Mapping[str, Any]) -> None:
        """Take up what was read."""
        self.vocabulary, self.counts = found["pipeline.json"]
        self.validation_text, self.test_text = found["validation.txt"], found["test.txt"]
        with torch.device("meta"):  # draws no random numbers for weights that are replaced at once
            self.model = _network(self.settings, self.vocabulary).eval()
        self.model.load_state_dict(found["model.safetensors"], assign=True)


def _parts(text: str, settings: LanguageSettings) -> TextSplit:
    split = split_text(text, settings.validation, settings.test)
    shortest = min(len(split.validation), len(split.test))
    if shortest < SHORTEST:  # said now: the report needs them after the training
        raise InputError(
            expected(
                "the text",
                f"long enough for {SHORTEST} characters of validation and of test text",
                f"{len(text)} characters, with {shortest} of them for one of the two",
                "give more text, or larger shares validation and test",
            )
        )
    return split


def _network(settings: LanguageSettings, vocabulary: Vocabulary) -> CharacterModel:
    return CharacterModel(
        vocabulary.size,
        settings.hidden_size,
        settings.num_layers,
        embedding_size=settings.embedding_size,
        dropout=settings.dropout,
        forget_bias=settings.forget_bias,
        longest_lag=settings.longest_lag,
    )


def _framed(samples: list[str]) -> list[str]:
    return [f"--- sample {number} ---\n{text}" for number, text in enumerate(samples, 1)]


def _read_pipeline(path: Path) -> tuple[Vocabulary, list[int]]:
    manifest = read_json(path)
    vocabulary = Vocabulary.from_json(json.dumps(manifest["vocabulary"]))
    counts = typed(list[int], manifest["counts"])
    if len(counts) != vocabulary.size:
        raise ValueError("its counts do not fit its vocabulary")
    return vocabulary, counts


def _read_metrics(path: Path) -> dict[str, Any]:
    metrics = read_json(path)
    verdict(metrics["test"])  # fails if a score is missing
    return metrics


def _read_text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")  # read_text would change its line ends
