# SPDX-License-Identifier: Apache-2.0
"""Scores of classifiers, against counting by hand."""

import math

import numpy as np
import pytest

from openlstm.metrics.classification import classification_scores, reliability

BELIEVED = np.array([[0.85, 0.15, 0], [0.4, 0.6, 0], [0.05, 0.95, 0], [0.15, 0.0, 0.85]])
TARGET = np.array([0, 0, 1, 1])


def test_by_hand() -> None:
    scores = classification_scores(TARGET, BELIEVED.argmax(1), 3, BELIEVED)
    assert scores["accuracy"] == 0.5
    assert scores["f1_macro"] == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)
    assert scores["confusion"] == [[1, 1, 0], [0, 1, 1], [0, 0, 0]]
    logs = [math.log(p) for p in (0.85, 0.4, 0.95, 1e-15)]
    assert scores["log_loss"] == pytest.approx(-sum(logs) / 4)
    # 0.8 to 0.9: two, one right, confidence 0.85; 0.5 to 0.6: one wrong; above 0.9: one right
    assert scores["ece"] == pytest.approx((2 * 0.35 + 0.6 + 0.05) / 4)
    assert [row["count"] for row in scores["reliability"]] == [1, 2, 1]


def test_bins_reach_from_edge_to_edge() -> None:
    sure = reliability(np.array([0, 1]), np.eye(2))
    assert (sure[0]["low"], sure[0]["high"], sure[0]["accuracy"]) == (0.9, 1.0, 1.0)
    even = reliability(np.array([0]), np.full((1, 20), 0.05))
    assert (even[0]["low"], even[0]["high"]) == (0.0, 0.1)


def test_without_probabilities_there_is_no_calibration() -> None:
    assert set(classification_scores(TARGET, TARGET, 2)) == {"accuracy", "f1_macro", "confusion"}
