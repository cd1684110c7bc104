# SPDX-License-Identifier: Apache-2.0
"""Labelled sequences into parts and folds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openlstm.data.channels import check_channels
from openlstm.data.sequences import SequenceSet
from openlstm.errors import InputError
from openlstm.tasks.classify.reading import check_labels, fitted_to
from openlstm.tasks.classify.settings import ClassifySettings

__all__ = ["Fold", "Prepared", "prepare"]

PARTS = 5  # of the training sequences: one chooses the weights, the others train
FEW = 500  # training sequences below which ten networks are trained, each learning from nine tenths
MANY = 2000  # training sequences from which one network is trained instead of five


@dataclass(frozen=True)
class Fold:
    """Places in the training part: those that a network learns from, and that choose it."""

    train: np.ndarray
    validation: np.ndarray


@dataclass(frozen=True)
class Prepared:
    """All that a training needs, and what it says about the data.

    targets: [N], for each training sequence the place of its label in `classes`.
    folds: for each seed, one for each of its networks.
    """

    train: SequenceSet
    test: SequenceSet | None
    classes: np.ndarray
    targets: np.ndarray
    folds: tuple[tuple[Fold, ...], ...]
    notes: tuple[str, ...]


def prepare(data: SequenceSet, test: SequenceSet | None, settings: ClassifySettings) -> Prepared:
    """The parts and folds.

    Raises:
        InputError: a label is missing, there is one class only, a class is too rare, a channel says
            nothing, or the test part has other channels or classes.
    """
    labels = check_labels(data)
    train = data
    if test is None and settings.test_share:
        held = _held_out(labels, settings.test_share, settings.seed)
        train, test = data.take(np.flatnonzero(~held)), data.take(np.flatnonzero(held))
    check_channels(train)
    classes, targets = np.unique(check_labels(train), return_inverse=True)
    if len(classes) < 2:
        raise InputError(
            f"the label is {str(classes[0])!r} in every training sequence; a classifier needs two "
            "or more classes."
        )
    if test is not None:
        test = fitted_to(train.channels, test, "the test part")
        check_labels(test, classes, "the test part")
    folds = tuple(
        _folds(targets, settings.folds or _usual(len(train)), settings.seed + k)
        for k in range(settings.seeds)
    )
    return Prepared(train, test, classes, targets, folds, _notes(train, test, classes, folds))


def _held_out(labels: np.ndarray, share: float, seed: int) -> np.ndarray:
    """[N] bool: that share of every class, at least one sequence of each staying."""
    random, held = np.random.default_rng(seed), np.zeros(len(labels), dtype=bool)
    for label in np.unique(labels):
        mine = random.permutation(np.flatnonzero(labels == label))
        held[mine[: min(round(share * len(mine)), len(mine) - 1)]] = True
    if not held.any():
        raise InputError(
            f"test_share {share:g} leaves no sequence of any class for the test part; give more "
            "sequences, a larger share, or 0 to do without."
        )
    return held


def _usual(sequences: int) -> int:
    """How many networks are trained if nobody says."""
    if sequences >= MANY:
        return 1
    return PARTS if sequences >= FEW else 2 * PARTS


def _folds(targets: np.ndarray, count: int, seed: int) -> tuple[Fold, ...]:
    """Folds in which every class has its share; the only sequence of a class always trains."""
    random, parts = np.random.default_rng(seed), max(PARTS, count)
    place, following = np.full(len(targets), -1), 0
    for each in np.unique(targets):
        mine = random.permutation(np.flatnonzero(targets == each))
        if len(mine) > 1:
            place[mine] = (following + np.arange(len(mine))) % parts
            following += len(mine)
    folds = [Fold(np.flatnonzero(place != k), np.flatnonzero(place == k)) for k in range(count)]
    if following < count:
        fewer = f", or folds of at most {following}" if following else ""
        raise InputError(
            f"{len(targets)} training sequences are too few: {following} are of classes that have "
            f"two or more, and at least {count} must be, one for each fold to choose its weights; "
            f"give more sequences of each class, or a smaller test_share{fewer}."
        )
    return tuple(folds)


def _notes(
    train: SequenceSet,
    test: SequenceSet | None,
    classes: np.ndarray,
    folds: Sequence[Sequence[Fold]],
) -> tuple[str, ...]:
    shortest, longest = train.lengths.min(), train.lengths.max()
    steps = f"{shortest}" if shortest == longest else f"{shortest} to {longest}"
    others = f", {len(test):,} for the test" if test is not None else ", none for a test"
    found = [
        f"{len(train):,} sequences for training{others}; {len(train.channels)} channels, {steps} "
        f"steps, {len(classes)} classes",
        f"{len(folds[0])} networks of each seed, each with another part of the training sequences "
        "to choose its weights"
        if len(folds[0]) > 1
        else f"{len(folds[0][0].validation):,} of the training sequences choose the weights",
    ]
    holes = sum(int(np.isnan(each).sum()) for each in train.values)
    if holes:
        found.append(f"{holes:,} missing values were filled with the newest before them")
    if test is not None and (repeated := _repeated(train, test)):
        found.append(
            f"{repeated:,} of the {len(test):,} test sequences stand in the training part too: the "
            "scores of the test part are too good"
        )
    if test is not None and test.lengths.max() > longest:
        found.append(f"the test part has sequences of up to {test.lengths.max():,} steps")
    return tuple(found)


def _repeated(train: SequenceSet, test: SequenceSet) -> int:
    """How many sequences of the test part have the values of one of the training part."""
    known = {hash(each.tobytes()) for each in train.values}
    return sum(hash(each.tobytes()) in known for each in test.values)
