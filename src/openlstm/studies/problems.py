# SPDX-License-Identifier: Apache-2.0
"""What the architectures are trained on: real text, brackets, a symbol to be kept."""

import abc
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from openlstm.data import (
    BRACKET_SYMBOLS,
    KEPT_KINDS,
    KEPT_SYMBOLS,
    TextStream,
    Vocabulary,
    bracket_sequences,
    demo_text,
    kept_sequences,
    split_text,
)
from openlstm.metrics import Unigram, best_witten_bell, language_scores
from openlstm.training.truncated import detached

__all__ = ["Brackets", "Keep", "Language", "Problem", "problem_named"]

VALIDATION_SEED, TEST_SEED = 10**6, 10**6 + 1
LOOKED_BACK = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89)


class Problem(abc.ABC):
    """Sequences of symbols with a class at each step, −1 where none is asked."""

    symbols: int
    classes: int
    longest: int
    """The longest lag in steps that matters, for the chrono initialisation."""
    validation: tuple[Tensor, Tensor]
    text: TextStream | None = None
    """A text whose windows are the batches, each going on where the last ended; None: `draw`."""
    baselines: Mapping[str, float]
    """What is scored without learning, by metric."""

    def draw(self, count: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """Fresh sequences: symbols and labels, [T, B]."""
        raise NotImplementedError

    def carried(self, state: Any) -> Any:  # noqa: ARG002
        """What the next batch begins with."""
        return None

    @staticmethod
    def loss(logits: Tensor, labels: Tensor) -> Tensor:
        """The mean cost of a label, nats."""
        return cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=-1)

    @abc.abstractmethod
    def score(self, model: nn.Module) -> dict[str, float]:
        """Metric → score on the test part."""


class Brackets(Problem):
    """Is the bracket matched? At an opening one the future decides, at a closing one the past."""

    symbols, classes, longest = len(BRACKET_SYMBOLS), 2, 32
    baselines = MappingProxyType({"opening": 0.5, "closing": 0.5})

    def __init__(self) -> None:
        self.validation = self.draw(128, torch.Generator().manual_seed(VALIDATION_SEED))

    def draw(self, count: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        return bracket_sequences(count, 32, generator)

    def score(self, model: nn.Module) -> dict[str, float]:
        symbols, labels = self.draw(1000, torch.Generator().manual_seed(TEST_SEED))
        right = (model(symbols)[0].argmax(-1) == labels).double()
        opens, asked = symbols < 2, labels >= 0
        parts = {"opening": asked & opens, "closing": asked & ~opens}
        return {name: right[part].mean().item() for name, part in parts.items()}


class Keep(Problem):
    """Which of eight symbols stood at the beginning, `lag` steps ago?"""

    symbols, classes = KEPT_SYMBOLS, KEPT_KINDS
    baselines = MappingProxyType({"kept": 1 / KEPT_KINDS})

    def __init__(self, lag: int) -> None:
        self.longest = lag
        self.validation = self.draw(128, torch.Generator().manual_seed(VALIDATION_SEED))

    def draw(self, count: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        return kept_sequences(count, self.longest, generator)

    def score(self, model: nn.Module) -> dict[str, float]:
        symbols, labels = self.draw(512, torch.Generator().manual_seed(TEST_SEED))
        return {"kept": (model(symbols)[0][-1].argmax(-1) == labels[-1]).double().mean().item()}


class Language(Problem):
    """The next character of the text that every Python carries."""

    def __init__(self, batch_size: int, window: int) -> None:
        self.longest = window
        parts = split_text(demo_text())
        vocabulary = Vocabulary.fit(parts.train)
        ids = [vocabulary.encode(part) for part in (parts.train, parts.validation, parts.test)]
        self.symbols = self.classes = vocabulary.size
        self.text = TextStream(ids[0], batch_size, window)
        self.validation, self.test = self._side_by_side(ids[1]), self._side_by_side(ids[2])
        ngram = best_witten_bell(ids[0], ids[1], vocabulary.size)
        unigram = Unigram().fit(ids[0], vocabulary.size)
        self.baselines = {
            name: language_scores(model.nats(ids[2])[1:])["nats_per_char"]
            for name, model in (("n-gram", ngram), ("unigram", unigram))
        }

    @staticmethod
    def _side_by_side(ids: Tensor, streams: int = 16) -> tuple[Tensor, Tensor]:
        stream = TextStream(ids, streams, len(ids))
        return stream.inputs, stream.targets

    def carried(self, state: Any) -> Any:
        return detached(state)

    def score(self, model: nn.Module) -> dict[str, float]:
        symbols, labels = self.test
        return {
            "nats_per_char": self.loss(model(symbols)[0], labels).item(),
            **{f"moved {lag}": moved for lag, moved in self._moved(model).items()},
        }

    def _moved(self, model: nn.Module) -> dict[int, float]:
        """By lag k: how much probability moves if the character k steps back is another one.

        That is ½ Σ |p − p'| of the next character after a passage, the mean over passages.
        """
        passages = torch.cat([half.T for half in self.test[0].split(100) if len(half) == 100]).T
        p = model(passages)[0][-1].softmax(-1)
        moved = {}
        for lag in LOOKED_BACK:
            changed = passages.clone()
            changed[-1 - lag] = changed[-1 - lag].roll(1)  # a character from another passage
            other = changed[-1 - lag] != passages[-1 - lag]
            shift = (model(changed)[0][-1].softmax(-1) - p).abs().sum(-1) / 2
            moved[lag] = shift[other].mean().item()
        return moved


def problem_named(name: str, batch_size: int, window: int = 64) -> Problem:
    """The problem of that name, with its data.

    Args:
        batch_size: places of the text that are read side by side.
        window: characters of the text in each batch.

    >>> problem_named("keep 20", 32).longest
    20
    """
    if name == "language":
        return Language(batch_size, window)
    return Brackets() if name == "brackets" else Keep(int(name.split()[-1]))
