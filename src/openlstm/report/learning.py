# SPDX-License-Identifier: Apache-2.0
"""The learning curve: cost on training and validation text while the model learned."""

from collections.abc import Mapping, Sequence

from openlstm.report.page import Section
from openlstm.report.scores import Scores, model_name

__all__ = ["learning"]

_COLUMNS = {
    "seconds": "seconds",
    "characters": "characters",
    "train": "train_nats_per_char",
    "validation": "validation_nats_per_char",
}


def learning(history: Sequence[Mapping[str, object]], validation: Scores) -> Section:
    """The curve, drawn by learning.js.

    Args:
        history: rows with the columns of history.csv, numbers or their text; None where empty.
        validation: scores of the models on the validation text; the n-gram's is drawn as a line.
    """
    data: dict[str, object] = {
        name: [_number(row.get(column)) for row in history] for name, column in _COLUMNS.items()
    }
    if ngram := validation.get("ngram"):
        data["baseline"] = {"name": model_name("ngram", ngram), "nats": ngram["nats_per_char"]}
    return Section(
        name="learning",
        title="Learning",
        look="Where the validation curve crosses the dashed line, the LSTM begins to beat "
        "counting; where it leaves the training curve, it begins to learn by heart.",
        body='<div class="controls"></div><div class="chart"></div>',
        data=data,
    )


def _number(cell: object) -> float | None:
    return None if cell in (None, "") else float(str(cell))
