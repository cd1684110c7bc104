# SPDX-License-Identifier: Apache-2.0
"""Language modelling: what comes next in a text, character by character."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from safetensors.torch import save as save_tensors
from torch import Tensor
from torch.nn.functional import cross_entropy

from openlstm import __version__
from openlstm.data import TextSplit, TextStream, Vocabulary, split_text
from openlstm.errors import InputError, expected
from openlstm.explorer import Page, explore
from openlstm.files import write_atomic
from openlstm.metrics import Uniform, Unigram, WittenBell, best_witten_bell, language_scores
from openlstm.models import CharacterModel, State, character_nats, continue_text, one_thread
from openlstm.report import language_report
from openlstm.report.scores import verdict
from openlstm.tasks.settings import LanguageSettings
from openlstm.training.folder import VERSION, new_run, read_json, read_run, read_yaml
from openlstm.training.history import history_csv, read_history
from openlstm.training.loop import Training, Watch, train
from openlstm.training.settings import Settings, checked, settings_yaml
from openlstm.training.task import Outcome

__all__ = ["Evaluation", "LanguageModel"]

SAMPLES, SAMPLE_LENGTH, SAMPLE_TEMPERATURE = 3, 400, 0.8
VALIDATED = 50_000  # characters at most that are scored during the training: a second's work
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


class LanguageModel:
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

    settings: LanguageSettings
    model: CharacterModel
    """The network, in evaluation mode; `openlstm.record(model.model)` shows its gates."""
    vocabulary: Vocabulary
    counts: list[int]
    """How often each symbol comes in the training part: the unigram model."""
    metrics: dict[str, dict[str, dict[str, float]]]
    """Split (validation, test) → model (lstm, ngram, unigram, uniform) → metric."""
    history: list[dict[str, float]]
    """A row for each validation during the training."""
    interrupted: bool = False
    """Whether Ctrl-C ended the training."""
    validation_text: str
    test_text: str

    def __init__(self, **settings: Any) -> None:
        self.settings = checked(LanguageSettings, settings)

    def fit(self, text: str, watch: Watch = lambda _: None) -> "LanguageModel":
        """This model, trained on the first part of `text` and scored on the two others.

        The parts follow each other: training, validation (which chooses the best weights), test.
        PyTorch's own random numbers are left as they were. Ctrl-C ends the training with the best
        weights so far.

        Args:
            text: at least batch_size · window / 0.9 characters or so.
            watch: called with a `Progress` after every step.

        Raises:
            InputError: the text is too short, or the training broke down.
        """
        vars(self).pop("samples", None)  # those of an earlier fit
        split = _parts(text, self.settings)
        self.validation_text, self.test_text = split.validation, split.test
        self.vocabulary = Vocabulary.fit(split.train)
        ids = [self.vocabulary.encode(part) for part in (split.train, split.validation, split.test)]
        self.counts = torch.bincount(ids[0], minlength=self.vocabulary.size).tolist()
        training = self._train(ids[0], ids[1], watch)
        self.history, self.interrupted = training.history, training.interrupted
        self.metrics = self._scores(*ids)
        return self

    def _train(self, train_ids: Tensor, validation_ids: Tensor, watch: Watch) -> Training:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self.settings.seed)
            self.model = _network(self.settings, self.vocabulary)
            task = _Characters(self.model, train_ids, validation_ids, self.settings)
            return train(task, self.settings, watch)

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
        """
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
        read as the unknown symbol; it never writes that symbol itself.

        Args:
            prompt: what comes before; a line break if empty.
            length: at least 0.
            temperature: 1 draws as the model believes, less is more careful, 0 takes the likeliest.
            seed: where the chance begins.

        Raises:
            InputError: length or temperature is below 0.
        """
        for argument, value in {"length": length, "temperature": temperature}.items():
            if value < 0:
                raise InputError(
                    expected(argument, "0 or more", value, "leave it out for the default")
                )
        generator = torch.Generator().manual_seed(seed)
        ids = self.vocabulary.encode(prompt or "\n")
        drawn = continue_text(self.model, ids, length, temperature, generator)
        return self.vocabulary.decode(drawn)

    def verdict(self) -> str:
        """One sentence on whether the network beats the models that count, on the test part."""
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
        read = self.test_text[:EXPLORED] if text is None else text
        return explore({title: self.model}, read, vocabulary=self.vocabulary, title=title)

    def save(self, folder: str | Path, overwrite: bool = False) -> Path:
        """The run folder, written whole: weights, settings, vocabulary, scores, samples, report.

        Args:
            folder: where; it must be empty or not there yet.
            overwrite: replace a run that is there.

        Raises:
            InputError: the folder holds something else or cannot be written.
        """
        path = Path(folder)
        with new_run(path, "any" if overwrite else "") as partial:
            self.write(partial, "save", self.settings, path.name)
        return path

    def write(self, folder: Path, command: str, settings: Settings, title: str) -> None:
        """Write the files of a run into `folder`; `command` made it, told `settings`."""
        manifest = {
            "task": "language",
            "version": VERSION,
            "openlstm": __version__,
            "command": command,
            "vocabulary": json.loads(self.vocabulary.to_json()),
            "counts": self.counts,
        }
        files: dict[str, str | bytes] = {
            "model.safetensors": save_tensors(self.model.state_dict()),
            "config.yaml": settings_yaml(settings),
            "pipeline.json": json.dumps(manifest, ensure_ascii=False),
            "history.csv": history_csv(self.history),
            "samples.txt": "\n\n".join(_framed(self.samples)),
            "validation.txt": self.validation_text,
            "test.txt": self.test_text,
            "metrics.json": json.dumps(self.metrics, indent=2),
            "report.html": self.report(title),
        }
        for name, data in files.items():
            write_atomic(folder / name, data)

    @classmethod
    def load(cls, folder: str | Path) -> "LanguageModel":
        """The model of a run folder; see `openlstm.load`."""
        found = read_run(Path(folder), READERS)
        self = cls(**found["config.yaml"])
        self.vocabulary, self.counts = found["pipeline.json"]
        self.metrics, self.history = found["metrics.json"], found["history.csv"]
        self.validation_text, self.test_text = found["validation.txt"], found["test.txt"]
        with torch.device("meta"):  # draws no random numbers for weights that are replaced at once
            self.model = _network(self.settings, self.vocabulary).eval()
        try:
            self.model.load_state_dict(found["model.safetensors"], assign=True)
        except RuntimeError:
            raise InputError(
                f"the run {folder} is damaged: model.safetensors has other weights than "
                "config.yaml and pipeline.json describe; restore it or train again."
            ) from None
        return self


class _Characters:
    """The task as the loop sees it."""

    items = "characters"
    cost = "nats_per_char"

    def __init__(
        self, model: CharacterModel, train: Tensor, validation: Tensor, settings: LanguageSettings
    ) -> None:
        self.model = model
        part = validation[:VALIDATED]
        streams = max(1, min(16, len(part) // 200))  # side by side is faster, long is truer
        self.validation = TextStream(part, streams, steps=256)
        rare = torch.bincount(train)[train] == 1
        self.passes = [
            TextStream(ids, settings.batch_size, settings.window)
            for ids in (train, train.masked_fill(rare, 0))
        ]

    def batches(self, epoch: int) -> TextStream:
        """The text; in every other pass a character that comes only once stands as the unknown one.

        So the network learns how often to expect a character that it has never seen.
        """
        return self.passes[epoch % 2]

    def outcome(self, batch: tuple[Tensor, Tensor], state: State | None) -> Outcome:
        x, y = batch
        logits, (h_n, c_n) = self.model(x, state)
        loss = cross_entropy(logits.flatten(0, 1).float(), y.flatten())
        return Outcome(loss, (h_n.detach(), c_n.detach()), y.numel())

    def validate(self) -> float:
        state, total = None, 0.0
        for x, y in self.validation:
            logits, state = self.model(x, state)
            total += cross_entropy(logits.flatten(0, 1), y.flatten(), reduction="sum").item()
        return total / self.validation.targets.numel()


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
    )


def _framed(samples: list[str]) -> list[str]:
    return [f"--- sample {number} ---\n{text}" for number, text in enumerate(samples, 1)]


def _read_settings(path: Path) -> dict[str, Any]:
    """The settings of the model, without those of the command that made the run."""
    values = read_yaml(path)
    settings = {name: values[name] for name in LanguageSettings.model_fields if name in values}
    return checked(LanguageSettings, settings).model_dump()


def _read_pipeline(path: Path) -> tuple[Vocabulary, list[int]]:
    manifest = read_json(path)
    vocabulary = Vocabulary.from_json(json.dumps(manifest["vocabulary"]))
    if len(manifest["counts"]) != vocabulary.size:
        raise ValueError("its counts do not fit its vocabulary")
    return vocabulary, manifest["counts"]


def _read_metrics(path: Path) -> dict[str, Any]:
    metrics = read_json(path)
    verdict(metrics["test"])  # fails if a score is missing
    return metrics


def _read_text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")  # read_text would change its line ends


READERS: dict[str, Callable[[Path], Any]] = {
    "config.yaml": _read_settings,
    "pipeline.json": _read_pipeline,
    "model.safetensors": load_file,
    "metrics.json": _read_metrics,
    "history.csv": read_history,
    "validation.txt": _read_text,
    "test.txt": _read_text,
}
