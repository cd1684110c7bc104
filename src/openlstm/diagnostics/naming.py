# SPDX-License-Identifier: Apache-2.0
"""Units a reader can name: one follows the quotes, another the place in the line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openlstm.diagnostics._valid import Traced
from openlstm.diagnostics.text_features import text_features
from openlstm.errors import InputError, expected

__all__ = ["NamedUnit", "name_units"]

_FIELDS = ("cell", "hidden")
_RARELY = 50  # characters: a feature that departs less often from its usual value says little
_ALIKE = 0.7  # features correlated more than this, on validation text, count as one
_PARTS = 3  # of the validation text: a slow drift follows a feature in one part, not in all

Array = NDArray[np.float64]


@dataclass(frozen=True)
class NamedUnit:
    """A unit and the feature of the text that it follows.

    feature: the feature's name, as in `text_features`.
    field: "cell" or "hidden", whichever follows more closely.
    layer, direction, unit: where it is, counted from 0.
    validation: Pearson correlation on the text that the unit was picked on, −1 to 1.
    test: the same on text that had no part in the choice, −1 to 1.
    """

    feature: str
    field: str
    layer: int
    direction: int
    unit: int
    validation: float
    test: float

    @property
    def confirmed(self) -> bool:
        """Whether the test text shows at least half the correlation, with the same sign."""
        return self.test / self.validation >= 0.5


def name_units(
    validation: Traced, validation_text: str, test: Traced, test_text: str, count: int = 5
) -> tuple[NamedUnit, ...]:
    """The units that follow a readable feature of the text most closely, best first, no two alike.

    Every cell and hidden state of every unit is correlated (Pearson) with every feature of
    `text_features` on each third of the validation text; what counts is the weakest of the three,
    and 0 if their signs differ. The best pair is taken, then the best pair of another unit and
    another feature, and so on; features that are themselves correlated by more than 0.7 count as
    one. The test text only confirms. Features that depart from their usual value at fewer
    than 50 characters of either text are left out, so short texts give fewer units or none.

    Args:
        validation, test: traces of one text each (batch 1), with `cell` and `hidden`.
        validation_text, test_text: the characters read, one per step.
        count: how many units at most.

    Raises:
        InputError: a text that is not as long as its trace, or a trace of several texts.
    """
    features = _varied(text_features(validation_text), text_features(test_text))
    states, confirming = _states(validation, validation_text), _states(test, test_text)
    if not features:
        return ()
    names, places = list(features), _places(validation)
    seen, unseen = (np.stack([features[name][part] for name in names]) for part in (0, 1))
    alike = np.abs(_correlation(seen, seen)) > _ALIKE
    named = []
    for k, row in _best_pairs(_steady(seen, states), alike, places[:, 1:], count):
        field, layer, direction, unit = places[row].tolist()
        pairs = ((seen, states), (unseen, confirming))
        figures = [_correlation(a[k : k + 1], b[row : row + 1]).item() for a, b in pairs]
        where = validation.layers[layer], direction, unit
        named.append(NamedUnit(names[k], _FIELDS[field], *where, *figures))
    return tuple(sorted(named, key=lambda unit: -abs(unit.validation)))


def _places(trace: Traced) -> NDArray[np.int64]:
    """Where each row of `_states` comes from: field, layer, direction, unit."""
    return np.concatenate(
        [
            [(k, *place) for place in np.ndindex(tuple(getattr(trace, field)[:, :, 0, 0].shape))]
            for k, field in enumerate(_FIELDS)
        ]
    )


def _varied(
    validation: Mapping[str, Array], test: Mapping[str, Array]
) -> dict[str, tuple[Array, Array]]:
    pairs = {name: (validation[name], test[name]) for name in validation}
    return {name: pair for name, pair in pairs.items() if min(map(_departures, pair)) >= _RARELY}


def _departures(values: Array) -> int:
    """At how many characters a feature is not at its most frequent value."""
    return len(values) - int(np.unique(values, return_counts=True)[1].max(initial=0))


def _states(trace: Traced, text: str) -> Array:
    """Cell and hidden state of every unit as rows: [field · layer · direction · unit, time]."""
    steps, batch = trace.valid.shape
    if (steps, batch) != (len(text), 1):
        wanted = f"one text of {len(text)} characters, as the text given"
        remedy = "record the very text that you pass, alone in its batch"
        raise InputError(expected("trace", wanted, f"{batch} of {steps} steps", remedy))
    rows = [getattr(trace, field)[:, :, :, 0].detach().cpu().double() for field in _FIELDS]
    return np.concatenate([row.transpose(2, 3).flatten(0, 2).numpy() for row in rows])


def _correlation(a: Array, b: Array) -> Array:
    """Pearson correlation of each row of a with each row of b; 0 where a row never changes."""
    a, b = _standardised(a), _standardised(b)
    return a @ b.T / a.shape[1]


def _steady(a: Array, b: Array) -> Array:
    """The weakest |correlation| over all parts of the time, 0 where the parts differ in sign."""
    parts = zip(*(np.array_split(rows, _PARTS, axis=1) for rows in (a, b)), strict=True)
    found = np.stack([_correlation(*part) for part in parts])
    return np.where(np.abs(np.sign(found).sum(0)) == _PARTS, np.abs(found).min(0), 0)


def _standardised(rows: Array) -> Array:
    centred = rows - rows.mean(axis=1, keepdims=True)
    deviation = centred.std(axis=1, keepdims=True)
    return np.divide(centred, deviation, out=np.zeros_like(centred), where=deviation > 1e-12)


def _best_pairs(
    scores: Array, alike: NDArray[np.bool_], units: NDArray[np.int64], count: int
) -> Iterator[tuple[int, int]]:
    """(feature, row of states) of the highest score, then of what it leaves open, …"""
    open_scores = scores.copy()
    for _ in range(count):
        k, row = (int(n) for n in np.unravel_index(open_scores.argmax(), open_scores.shape))
        if not open_scores[k, row]:
            return
        yield k, row
        open_scores[alike[k]] = 0
        open_scores[:, (units == units[row]).all(axis=1)] = 0  # as cell and as hidden state
