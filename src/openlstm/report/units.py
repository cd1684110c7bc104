# SPDX-License-Identifier: Apache-2.0
"""Units that a reader can name: test text coloured by the value of one unit."""

from collections.abc import Sequence
from html import escape

import numpy as np

from openlstm.diagnostics import NamedUnit, text_features
from openlstm.report.packing import Packed, pack
from openlstm.report.page import Section
from openlstm.report.passages import liveliest
from openlstm.report.reading import Reading

__all__ = ["units_section"]

_LENGTH = 560  # characters of text under each unit
_FIELDS = {"cell": "cell state", "hidden": "hidden state"}


def units_section(units: Sequence[NamedUnit], reading: Reading) -> Section:
    """The named units, each over the part of the test text where its feature varies most.

    Args:
        units: from `name_units`.
        reading: the test text that they were confirmed on, its trace with `cell` and `hidden`.
    """
    features = text_features(reading.text)
    return Section(
        name="units",
        title="Units you can name",
        look="Each unit was found on validation text by what it follows; if the figure on test text "
        "is as high, the finding is real.",
        body="".join(map(_card, units)) or f"<p>{_NONE}</p>",
        data={"cards": [_excerpt(unit, features[unit.feature], reading) for unit in units]},
    )


_NONE = "The texts are too short, or too plain, for a feature to be followed."


def _card(unit: NamedUnit) -> str:
    reverse = ", reverse direction" if unit.direction else ""
    verb = "rises" if unit.validation > 0 else "falls"
    return (
        f'<article class="unit"><div class="about"><h3>{escape(unit.feature)}</h3>'
        f"<p>The {_FIELDS[unit.field]} of layer {unit.layer}{reverse}, unit {unit.unit}, {verb} with it.</p>"
        f'<dl><dt>validation<dd>{unit.validation:+.2f}<dt>test<dd class="test">{unit.test:+.2f}</dl>'
        '<div class="legend"></div></div><div class="text" tabindex="0"></div></article>\n'
    )


def _excerpt(unit: NamedUnit, feature: np.ndarray, reading: Reading) -> dict[str, object]:
    start = liveliest(reading.text, feature, _LENGTH)
    stop = start + _LENGTH
    values = getattr(reading.trace, unit.field)[unit.layer, unit.direction, start:stop, 0, unit.unit]
    shown: dict[str, Packed] = {"values": pack(values), "feature": pack(feature[start:stop], scale=1)}
    limit = float(np.quantile(np.abs(values), 0.98))
    names = {"name": unit.feature, "field": unit.field, "text": reading.text[start:stop]}
    return names | shown | {"limit": max(limit, 0.01)}
