# SPDX-License-Identifier: Apache-2.0
"""From files, tables and arrays to labelled parts: reading, splitting, folds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from openlstm.data.channels import check_channels
from openlstm.data.long_tables import Columns, find_columns, read_long_table
from openlstm.data.sequences import SequenceSet, default_names, read_arrays
from openlstm.data.tables import read_table
from openlstm.data.ts_file import read_ts
from openlstm.errors import InputError, expected
from openlstm.tasks.classify.settings import ClassifySettings

__all__ = ["Fold", "Prepared", "check_labels", "fitted_to", "prepare", "read_data",
           "read_parts"]  # fmt: skip

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


def read_data(
    x: Any, y: Any, settings: ClassifySettings, columns: Columns | None = None
) -> tuple[SequenceSet, Columns | None]:
    """(sequences, columns) of a `.ts` file, of whatever `read_table` reads, or of arrays.

    Args:
        y: labels of arrays; files and tables bring their own.
        columns: of the table that a model was trained on; found if not given. None comes back for
            what is no table.
    """
    if isinstance(x, list | tuple) or (isinstance(x, np.ndarray) and x.dtype.names is None):
        return _chosen(read_arrays(x, y), settings), None
    if y is not None:
        raise InputError(
            expected("y", "left out", type(y).__name__, "a file or table has a column of labels")
        )
    if isinstance(x, str | Path) and Path(x).suffix.lower() == ".ts" and Path(x).is_file():
        return _chosen(read_ts(Path(x)), settings), None
    table = read_table(x)
    if columns is None:
        told = settings.sequence, settings.step, settings.label, settings.channels
        columns = find_columns(table.columns, *told)
    elif columns.label not in table.columns:
        columns = replace(columns, label=None)
    return read_long_table(table, columns), columns


def read_parts(
    x: Any, y: Any, test: Any, settings: ClassifySettings
) -> tuple[SequenceSet, SequenceSet | None, Columns | None]:
    """(sequences, those of the test part if one is given, columns); see `Classifier.fit`."""
    data, columns = read_data(x, y, settings)
    if test is None:
        return data, None, columns
    others, labels = test if isinstance(test, tuple) else (test, None)
    return data, read_data(others, labels, settings, columns)[0], columns


def _chosen(data: SequenceSet, settings: ClassifySettings) -> SequenceSet:
    return data.only(settings.channels) if settings.channels else data


def fitted_to(channels: Sequence[str], data: SequenceSet, where: str) -> SequenceSet:
    """The data under the names of the training's channels; arrays name none, so places count.

    Raises:
        InputError: the channels are others.
    """
    nameless = data.channels == default_names(len(data.channels))
    if data.channels != tuple(channels) and not (nameless and len(data.channels) == len(channels)):
        raise InputError(
            expected(
                where, f"of the {len(channels)} channels {_listed(channels)}",
                f"{len(data.channels)}: {_listed(data.channels)}",
                "give the channels of the training",
            )
        )  # fmt: skip
    return replace(data, channels=tuple(channels))


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


def check_labels(
    data: SequenceSet, classes: np.ndarray | None = None, where: str = "the data"
) -> np.ndarray:
    """The labels, all of which must be there and, if `classes` are given, among them."""
    if data.labels is None:
        raise InputError(
            f"label is missing: {where} says no class of any sequence; name the column of labels, "
            "or pass y."
        )
    if classes is not None:
        new = ~np.isin(data.labels, classes)
        if new.any():
            k = int(new.argmax())
            known = ", ".join(map(str, classes[:20].tolist()))
            raise InputError(
                f"{where} has the class {data.labels[k]!s} (sequence {data.names[k]}), which the "
                f"training did not have; it had {known}."
            )
    return data.labels


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:12]) + (" …" if len(names) > 12 else "")


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
    if any(not len(fold.validation) for fold in folds):
        raise InputError(
            f"{len(targets)} training sequences are too few for {parts} parts, one of which "
            "chooses the weights; give more sequences, or fewer folds."
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
    if test is not None and test.lengths.max() > longest:
        found.append(f"the test part has sequences of up to {test.lengths.max():,} steps")
    return tuple(found)
