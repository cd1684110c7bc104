# SPDX-License-Identifier: Apache-2.0
"""Units that a reader can name: test text coloured by the value of one unit."""

from collections.abc import Sequence
from html import escape

import numpy as np

from openlstm.diagnostics import NamedUnit, text_features
from openlstm.report.packing import pack
from openlstm.report.page import Section
from openlstm.report.passages import starts, typical
from openlstm.report.reading import Reading

__all__ = ["units_section"]

_LENGTH = 560  # characters of text under each unit
_FIELDS = {"cell": "cell state", "hidden": "hidden state"}


def units_section(units: Sequence[NamedUnit], reading: Reading) -> Section:
    """The named units, each over a part of the test text where it does as well as on the whole.

    Args:
        units: from `name_units`.
        reading: the test text that they were confirmed on, its trace with `cell` and `hidden`.
    """
    features = text_features(reading.text)
    return Section(
        name="units",
        title="Units you can name",
        look="Each unit was found on validation text by what it follows; test text, which had no "
        "part in the choice, confirms it or not. The colour runs over two standard deviations to "
        "each side of the unit’s mean.",
        body="".join(map(_card, units)) or f"<p>{_NONE}</p>",
        data={"cards": [_excerpt(unit, features[unit.feature], reading) for unit in units]},
    )


_NONE = "The texts are too short, or too plain, for a feature to be followed."


def _card(unit: NamedUnit) -> str:
    where = f"layer {unit.layer}{', reverse' if unit.direction else ''}, unit {unit.unit},"
    verb = "rises" if unit.validation > 0 else "falls"
    outcome = "confirms" if unit.confirmed else "does not confirm"
    return (
        f'<article class="unit"><div class="about"><h3>{escape(unit.feature)}</h3>'
        f"<p>The {_FIELDS[unit.field]} of {where} {verb} with it. Test text {outcome} it.</p>"
        f"<dl><dt>validation<dd>{_signed(unit.validation)}<dt>test<dd>{_signed(unit.test)}</dl>"
        '<div class="legend"></div></div><div class="text" tabindex="0"></div></article>\n'
    )


def _signed(figure: float) -> str:
    return f"{figure:+.2f}".replace("-", "−")


def _excerpt(unit: NamedUnit, feature: np.ndarray, reading: Reading) -> dict[str, object]:
    run = getattr(reading.trace, unit.field)[unit.layer, unit.direction, :, 0, unit.unit].numpy()
    start = _typical_start(reading.text, feature, run, unit.test)
    shown = slice(start, start + _LENGTH)
    return {
        "field": unit.field,
        "text": reading.text[shown],
        "values": pack(run[shown]),
        "feature": pack(feature[shown], scale=1),
        "yes_or_no": unit.feature.startswith(("in ", "inside ")),
        "name": unit.feature,
        "mean": float(run.mean()),
        "spread": max(2 * float(run.std()), 0.01),
    }


def _typical_start(text: str, feature: np.ndarray, run: np.ndarray, figure: float) -> int:
    """Where the excerpt begins that the unit follows as well as the whole text."""

    def local(t: int) -> float:
        window = slice(t, t + _LENGTH)
        if not feature[window].std() or not run[window].std():
            return np.inf  # nothing to follow: never the nearest
        return float(np.corrcoef(feature[window], run[window])[0, 1])

    return typical(starts(text, _LENGTH), local, figure)
