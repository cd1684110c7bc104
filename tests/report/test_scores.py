# SPDX-License-Identifier: Apache-2.0
"""The verdict tells a victory from a defeat; the table holds every model."""

from openlstm.report.scores import scores, verdict
from report.example import METRICS, row


def test_a_victory_is_counted_against_the_best_rival() -> None:
    assert verdict(METRICS["test"]) == (
        "On text it has never seen, the LSTM needs 1.200 nats (1.73 bits) per character, "
        "20% less than the 5-gram model (1.500), the best of the others."
    )


def test_a_defeat_is_called_one() -> None:
    said = verdict({"lstm": row(2.0), "ngram": row(1.5, order=4), "unigram": row(3.0)})
    assert "does not beat the 4-gram model, which needs 1.500" in said


def test_without_rivals_nothing_is_claimed() -> None:
    assert verdict({"lstm": row(2.0)}).endswith("no other model was scored.")


def test_the_table_holds_every_model_dearest_first() -> None:
    body = scores(METRICS["test"]).body
    places = [body.index(name) for name in (">uniform<", ">unigram<", ">5-gram<", ">LSTM<")]
    assert places == sorted(places)
    assert "<td>1.200<td>1.731" in body
    assert "width:30.0%" in body


def test_a_model_name_cannot_become_html() -> None:
    assert "<b>" not in scores({"lstm": row(1.0), "<b>": row(2.0)}).body
