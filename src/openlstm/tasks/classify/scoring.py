# SPDX-License-Identifier: Apache-2.0
"""The model beside everything that is simpler, on the same sequences, and what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, stdev
from typing import Any

import numpy as np

from openlstm.data.sequences import SequenceSet
from openlstm.metrics.classification import classification_scores
from openlstm.metrics.paired import Paired, paired_accuracy
from openlstm.tasks.classify.network import Network, ask
from openlstm.tasks.classify.prepare import Prepared
from openlstm.tasks.classify.reading import check_labels
from openlstm.tasks.classify.rivals import Rivals, fit_rivals, left_out
from openlstm.tasks.judgement import Judgement

__all__ = ["Compared", "Scored", "compare", "score_parts", "verdict"]

NAMES = {
    "lstm": "LSTM",
    "majority": "the most frequent class",
    "dtw": "the nearest neighbour by dynamic time warping",
    "linear": "a linear model on summary features",
}


@dataclass(frozen=True)
class Compared:
    """Scores of all models on the same sequences, and what they come from."""

    scores: dict[str, Any]
    """Model → metric → value, as metrics.json keeps it."""
    right: dict[str, np.ndarray]
    """Model → [N] bool, whether it found the class."""


def compare(targets: np.ndarray, beliefs: Mapping[str, np.ndarray]) -> Compared:
    """Every model on the same sequences.

    Args:
        targets: [N], places of the true classes.
        beliefs: model → [N, C].
    """
    scores, right = {}, {}
    for name, believed in beliefs.items():
        predicted = believed.argmax(1)
        known = None if name == "dtw" else believed
        scores[name] = classification_scores(targets, predicted, believed.shape[1], known)
        right[name] = predicted == targets
    return Compared(scores, right)


def verdict(right: Mapping[str, np.ndarray], where: str) -> Judgement:
    """Whether the LSTM beats the best of the others, and the most frequent class.

    Args:
        right: see `Compared`.
        where: beginning of the sentence.
    """
    rivals = {name: each.mean() for name, each in right.items() if name != "lstm"}
    best = max(rivals, key=rivals.__getitem__)
    found = paired_accuracy(right["lstm"], right[best])
    sentence = (
        f"{where} the LSTM finds the class of {right['lstm'].mean():.1%} of {found.origins:,} "
        f"sequences and is {_said(found, best, rivals[best])}"
    )
    if best != "majority":
        other = paired_accuracy(right["lstm"], right["majority"])
        sentence += f", and {_said(other, 'majority', rivals['majority'])}"
    return Judgement.of(f"{sentence}.", best, found)


def _said(found: Paired, name: str, share: float) -> str:
    word = found.word if found.word != "not distinguishable" else "not better"
    return (
        f"{word} than {NAMES[name]} ({share:.1%}; difference {100 * found.gain:+.1f} points, 95 % "
        f"interval {100 * found.low:+.1f} to {100 * found.high:+.1f})"
    )


@dataclass(frozen=True)
class Scored:
    """What a training is worth.

    metrics: split → model → metric.
    judgement: on the test part, or on the parts that chose the weights where there is no test.
    rivals: fitted on the whole training part.
    data, targets, believed: the sequences that were judged on, their classes, the probabilities.
    notes: what was left out, and why.
    """

    metrics: dict[str, Any]
    judgement: Judgement
    rivals: Rivals
    data: SequenceSet
    targets: np.ndarray
    believed: np.ndarray
    notes: tuple[str, ...]


def score_parts(prepared: Prepared, networks: Sequence[Sequence[Network]]) -> Scored:
    """The scores on the parts that chose the weights, and on the test part if there is one."""
    rows, beliefs = _out_of_fold(prepared, networks[0])
    found = compare(prepared.targets[rows], beliefs)
    classes = len(prepared.classes)
    rivals = fit_rivals(prepared.train, prepared.targets, np.arange(len(prepared.train)), classes)
    metrics, where = {"validation": found.scores}, "On the sequences that chose its weights"
    data, targets = prepared.train.take(rows), prepared.targets[rows]
    if prepared.test is not None:
        data, where = prepared.test, "On the test part"
        targets = np.searchsorted(prepared.classes, check_labels(prepared.test))
        everyone = [network for each in networks for network in each]
        beliefs = {"lstm": ask(everyone, data), **rivals.beliefs(data)}
        found = compare(targets, beliefs)
        metrics["test"] = found.scores
        if len(networks) > 1:
            found.scores["lstm"] |= _by_seed(networks, data, targets)
    judgement = verdict(found.right, where)
    notes = left_out(rivals, data)
    return Scored(metrics, judgement, rivals, data, targets, beliefs["lstm"], notes)


def _out_of_fold(
    prepared: Prepared, networks: Sequence[Network]
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """(places, model → [N, C]): each sequence judged by models that did not learn from it."""
    parts = []
    for network, fold in zip(networks, prepared.folds[0], strict=False):
        data = prepared.train.take(fold.validation)
        rivals = fit_rivals(prepared.train, prepared.targets, fold.train, len(prepared.classes))
        parts.append({"lstm": ask([network], data), **rivals.beliefs(data)})
    rows = np.concatenate([fold.validation for fold in prepared.folds[0][: len(parts)]])
    names = [name for name in parts[0] if all(name in part for part in parts)]
    return rows, {name: np.concatenate([part[name] for part in parts]) for name in names}


def _by_seed(
    networks: Sequence[Sequence[Network]], data: SequenceSet, targets: np.ndarray
) -> dict[str, Any]:
    """Each ensemble alone, and mean and standard deviation of their scores."""
    scores = [compare(targets, {"lstm": ask(each, data)}).scores["lstm"] for each in networks]
    alone = [
        {name: value for name, value in each.items() if isinstance(value, float)} for each in scores
    ]
    spread = {
        name: {"mean": mean(values), "deviation": stdev(values)}
        for name in alone[0]
        for values in [[each[name] for each in alone]]
    }
    return {"by_seed": alone, "across_seeds": spread}
