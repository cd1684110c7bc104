# SPDX-License-Identifier: Apache-2.0
"""Comparisons with numbers of our choice."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from openlstm.studies import Comparison, Cost, Decay, Reach, Score
from openlstm.studies.architectures import DEEP
from openlstm.studies.conclusions import conclusions
from openlstm.studies.settings import CompareSettings


def score(task: str, metric: str, name: str, values: Sequence[float], **other: Any) -> Score:
    about = {"init": "default", "layers": 1, "seconds": 10.0, "rate": 0.01, **other}
    return Score(
        task, metric, name, about["init"], about["layers"], 64, 25088, about["rate"],
        tuple(values), 300, about["seconds"],
    )  # fmt: skip


def cost(name: str, times: int) -> Cost:
    future = 7 if name == "bilstm" else 0
    one_by_one = None if name == "bilstm" else 5.0 * times
    return Cost(
        name, 64, 100 * times, 90 * times, 10.0 * times, 3.0 * times, one_by_one, 256, 384.0, 7,
        future,
    )  # fmt: skip


def decay(name: str, init: str, quantity: str, per_step: float) -> Decay:
    lags = tuple(range(100))
    return Decay(name, init, quantity, lags, (tuple(per_step * lag for lag in lags),))


DECAYS = (
    decay("rnn", "default", "dL/dh", -0.25),
    decay("lstm", "default", "dL/dc", -0.2),
    decay("lstm", "chrono", "dL/dc", -0.005),
)
REACHES = (Reach("bilstm", "default", (-2, -1, 0, 1, 2), (0.1, 0.5, 1.0, 0.5, 0.001)),)


def comparison(*scores: Score, moved: Sequence[Score] = (), **fields: Any) -> Comparison:
    baselines = {
        "language": {"n-gram": 1.2, "unigram": 3.2},
        "brackets": {"opening": 0.5, "closing": 0.5},
        "keep 20": {"kept": 0.125},
    }
    return Comparison(
        CompareSettings().model_dump(mode="json"),
        {"torch": "2"},
        fields.get("costs", ()),
        fields.get("decays", ()),
        fields.get("reaches", ()),
        scores,
        tuple(moved),
        baselines,
    )


TOLD = comparison(
    score("language", "nats_per_char", "rnn", [2.0, 2.1]),
    score("language", "nats_per_char", "lstm", [1.8, 1.9]),
    score("language", "nats_per_char", "lstm", [1.82, 1.92], init=DEEP),
    score("language", "nats_per_char", "lstm", [1.7, 1.75], init=DEEP, layers=2, seconds=19.0),
    score("brackets", "opening", "lstm", [0.49, 0.51]),
    score("brackets", "closing", "lstm", [0.99, 1.0]),
    score("brackets", "opening", "bilstm", [0.98, 0.99]),
    score("brackets", "closing", "bilstm", [0.98, 1.0]),
    score("keep 20", "kept", "rnn", [0.12, 0.13]),
    score("keep 20", "kept", "lstm", [0.5, 1.0]),
    score("keep 20", "kept", "lstm", [1.0, 0.99], init="chrono"),
    moved=[
        score("language", "moved 2", "rnn", [0.02, 0.04]),
        score("language", "moved 8", "rnn", [0.001, 0.002]),
    ],
    costs=(cost("rnn", 1), cost("lstm", 4), cost("bilstm", 8), cost("gru", 3)),
    decays=DECAYS,
    reaches=REACHES,
)
FULL = replace(TOLD, conclusions=tuple(conclusions(TOLD)))
