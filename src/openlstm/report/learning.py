# SPDX-License-Identifier: Apache-2.0
"""The learning curve: cost on the training and validation parts while the model learned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openlstm.report.page import Section

__all__ = ["SEQUENCE_UNITS", "TEXT_UNITS", "WINDOW_UNITS", "Units", "learning"]


@dataclass(frozen=True)
class Units:
    """What a task counts and measures.

    items: plural, also a column of history.csv; verb: what is done with them.
    column: end of the names of the two columns of costs.
    cost: how the page calls the cost.
    look: what to look for in the curve.
    """

    items: str
    verb: str
    column: str
    cost: str
    look: str


TEXT_UNITS = Units(
    "characters",
    "read",
    "nats_per_char",
    "nats per character",
    "Where the validation curve crosses the dashed line, the LSTM begins to beat counting; where "
    "it leaves the training curve, it begins to learn by heart.",
)
WINDOW_UNITS = Units(
    "windows",
    "read",
    "scaled_loss",
    "scaled loss",
    "The network starts as the straight line. Where the validation curve rises again, it begins to "
    "learn by heart; the weights kept are those of its lowest point.",
)
SEQUENCE_UNITS = Units(
    "sequences",
    "read",
    "cross_entropy",
    "nats per sequence",
    "The first network. Training is scored with noise, dropout and smoothed labels, and lies "
    "higher for that. Where the validation curve rises again, the network begins to learn by "
    "heart; the weights kept are those of its lowest point.",
)


def learning(
    history: Sequence[Mapping[str, object]],
    units: Units,
    baseline: tuple[str, float] | None = None,
) -> Section:
    """The curve, drawn by learning.js.

    Args:
        history: rows with the columns of history.csv, numbers or their text; None where empty.
        units: of the task.
        baseline: name and cost of what to beat on the validation part, drawn as a line.
    """
    columns = {
        "seconds": "seconds",
        "items": units.items,
        "train": f"train_{units.column}",
        "validation": f"validation_{units.column}",
    }
    data: dict[str, object] = {
        name: [_number(row.get(column)) for row in history] for name, column in columns.items()
    }
    data["units"] = {"items": units.items, "verb": units.verb, "cost": units.cost}
    if baseline:
        data["baseline"] = {"name": baseline[0], "cost": baseline[1]}
    return Section(
        name="learning",
        title="Learning",
        look=units.look,
        body='<div class="controls"></div><div class="chart"></div>',
        data=data,
    )


def _number(cell: object) -> float | None:
    return None if cell in (None, "") else float(str(cell))
