# SPDX-License-Identifier: Apache-2.0
"""Scores of a classifier: how often it is right, for every class alike, and whether it knows."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from sklearn.metrics import confusion_matrix, f1_score

__all__ = ["classification_scores", "reliability"]

BINS = 10
LEAST = 1e-15  # probability that a class counts as having had: a certain mistake costs 35 nats


def classification_scores(
    target: ArrayLike, predicted: ArrayLike, classes: int, believed: np.ndarray | None = None
) -> dict[str, Any]:
    """Metric → value, as metrics.json keeps it.

        accuracy    share of the sequences whose class was found, higher is better
        f1_macro    mean over the classes of 2 TP / (2 TP + FP + FN), higher is better
        confusion   [true class][predicted class], how many
        log_loss    mean of −ln p(true class), in nats, lower is better
        ece         Σ_bins n_bin / n |accuracy − confidence|, lower is better
        reliability the bins, see `reliability`

    Args:
        target: [N], the true class of each, 0 … C − 1.
        predicted: [N].
        classes: C; a class that is neither there nor predicted does not count for F1.
        believed: [N, C], probabilities; the last three are left out without them.

    Source: expected calibration error: Guo et al. 2017, On calibration of modern neural networks.

    >>> classification_scores([0, 1, 1], [0, 1, 0], 2)["accuracy"]
    0.6666666666666666
    """
    target, predicted = np.asarray(target), np.asarray(predicted)
    scores: dict[str, Any] = {
        "accuracy": float((target == predicted).mean()),
        "f1_macro": float(f1_score(target, predicted, average="macro", zero_division=0.0)),
        "confusion": confusion_matrix(target, predicted, labels=range(classes)).tolist(),
    }
    if believed is not None:
        true = believed[np.arange(len(target)), target]
        bins = reliability(target, believed)
        gaps = [row["count"] * abs(row["accuracy"] - row["confidence"]) for row in bins]
        scores["log_loss"] = float(-np.log(true.clip(LEAST)).mean())
        scores["ece"] = sum(gaps) / len(target)
        scores["reliability"] = bins
    return scores


def reliability(target: np.ndarray, believed: np.ndarray) -> list[dict[str, Any]]:
    """Tenths of the confidence that hold any sequence: low, high, count, confidence, accuracy.

    Confidence is the probability of the class that was predicted; count says how many sequences
    had one in (low, high], confidence and accuracy are their means.
    """
    confidence, right = believed.max(1), believed.argmax(1) == target
    which = np.clip(np.ceil(confidence * BINS).astype(int) - 1, 0, BINS - 1)
    return [
        {
            "low": k / BINS,
            "high": (k + 1) / BINS,
            "count": int((which == k).sum()),
            "confidence": float(confidence[which == k].mean()),
            "accuracy": float(right[which == k].mean()),
        }
        for k in np.unique(which).tolist()
    ]
