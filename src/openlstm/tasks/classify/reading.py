# SPDX-License-Identifier: Apache-2.0
"""Sequences and their labels from files, tables and arrays, and what their messages call them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from openlstm.data.long_tables import Columns, find_columns, read_long_table
from openlstm.data.sequences import SequenceSet, default_names, read_arrays
from openlstm.data.tables import read_table
from openlstm.data.ts_file import read_ts
from openlstm.errors import InputError, expected
from openlstm.tasks.classify.settings import ClassifySettings

__all__ = ["check_labels", "fitted_to", "in_words", "read_data", "read_parts"]


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
    _check_apart(x, test)
    data, columns = read_data(x, y, settings)
    if test is None:
        return data, None, columns
    others, labels = test if isinstance(test, tuple) else (test, None)
    return data, read_data(others, labels, settings, columns)[0], columns


def _check_apart(x: Any, test: Any) -> None:
    if not (isinstance(x, str | Path) and isinstance(test, str | Path)):
        return
    if Path(x).resolve() == Path(test).resolve():
        remedy = "leave it out to hold a share of the training file out, or name another"
        raise InputError(expected("test", "other sequences than the training's", test, remedy))


def in_words(x: Any, columns: Columns | None) -> tuple[str, str]:
    """(data as messages name them, what to do where they have no labels).

    Args:
        columns: of the table that a model was trained on.
    """
    where = str(x) if isinstance(x, str | Path) else "X"
    if where.lower().endswith(".ts"):
        return where, "write the class of each sequence behind it, with @classLabel true"
    if columns and columns.label and not isinstance(x, list | tuple | np.ndarray):
        return where, f"give it the column {columns.label}"
    return where, "pass y"


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


def check_labels(
    data: SequenceSet,
    classes: np.ndarray | None = None,
    where: str = "the data",
    remedy: str = "name the column of labels, or pass y",
) -> np.ndarray:
    """The labels, all of which must be there and, if `classes` are given, among them."""
    if data.labels is None:
        raise InputError(f"label is missing: {where} says no class of any sequence; {remedy}.")
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
