# SPDX-License-Identifier: Apache-2.0
"""The scores: a verdict in one sentence, and a table with a bar for every model."""

from collections.abc import Mapping

from openlstm.report.page import Section
from openlstm.report.ranking import Ranked, ranking

__all__ = ["model_name", "scores", "verdict"]

Scores = Mapping[str, Mapping[str, float]]


def verdict(test: Scores) -> str:
    """What the scores on the test text say, in one sentence; a defeat is called one."""
    cost, bits = test["lstm"]["nats_per_char"], test["lstm"]["bits_per_char"]
    said = (
        f"On text it has never seen, the LSTM needs {cost:.3f} nats ({bits:.2f} bits) per character"
    )
    rivals = {name: row["nats_per_char"] for name, row in test.items() if name != "lstm"}
    if not rivals:
        return f"{said}; no other model was scored."
    best = min(rivals, key=rivals.__getitem__)
    name, share = model_name(best, test[best]), 1 - cost / rivals[best]
    if share > 0:
        other = f"the {name} model ({rivals[best]:.3f}), the best of the others"
        return f"{said}, {share:.0%} less than {other}."
    return f"{said} and does not beat the {name} model, which needs {rivals[best]:.3f}."


def scores(test: Scores) -> Section:
    """The table of all models, dearest first.

    Args:
        test: model → {"nats_per_char", "bits_per_char"}, as in metrics.json for the test part.
    """
    rows = sorted(test.items(), key=lambda item: -item[1]["nats_per_char"])
    most = rows[0][1]["nats_per_char"]
    table = ranking(
        ("nats per character", "bits per character"),
        (
            Ranked(
                model_name(name, row),
                [f"{row[cost]:.3f}" for cost in ("nats_per_char", "bits_per_char")],
                row["nats_per_char"] / most,
                name == "lstm",
            )
            for name, row in rows
        ),
        look="scores",
    )
    return Section(
        name="scores",
        title="Scores",
        look="Shorter is better: a model pays less for a character that it saw coming.",
        body=table,
    )


def model_name(name: str, row: Mapping[str, float]) -> str:
    """How a model is called on the page."""
    if name == "ngram":
        return f"{row['order']:.0f}-gram" if "order" in row else "n-gram"
    return "LSTM" if name == "lstm" else name
