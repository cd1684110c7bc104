# SPDX-License-Identifier: Apache-2.0
"""A linear model on a few numbers of each sequence: scikit-learn's logistic regression."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import softmax
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

__all__ = ["LinearOnSummaries", "fit_linear_on_summaries", "summaries"]

STRENGTHS = (0.01, 0.1, 1.0, 10.0)  # C of the regression: more bends more to the data
PARTS = 3  # of the training sequences, to choose the strength


def summaries(values: Sequence[np.ndarray]) -> np.ndarray:
    """[N, 8 M + 1]: of each channel mean, deviation, least, largest, first, last, slope, mean
    change from step to step; and the length.

    >>> summaries([np.array([[1.0], [3.0]])]).tolist()
    [[2.0, 1.0, 1.0, 3.0, 1.0, 3.0, 2.0, 2.0, 2.0]]
    """
    return np.stack([_summary(each) for each in values])


def _summary(values: np.ndarray) -> np.ndarray:
    steps = len(values)
    time = np.arange(steps) - (steps - 1) / 2
    slope = time @ values / max(float(time @ time), 0.5)  # of one step 0, of two their difference
    change = np.abs(np.diff(values, axis=0)).mean(0) if steps > 1 else np.zeros(values.shape[1])
    parts = (values.mean(0), values.std(0), values.min(0), values.max(0), values[0], values[-1])
    return np.concatenate([*parts, slope, change, [steps]])


@dataclass(frozen=True)
class LinearOnSummaries:
    """A fitted regression: logits = weight · summary + bias; weight [C, 8 M + 1], bias [C]."""

    weight: np.ndarray
    bias: np.ndarray

    def __call__(self, values: Sequence[np.ndarray]) -> np.ndarray:
        """[N, C], probabilities."""
        return softmax(summaries(values) @ self.weight.T + self.bias, axis=1)


def fit_linear_on_summaries(
    values: Sequence[np.ndarray], targets: np.ndarray, classes: int
) -> LinearOnSummaries:
    """The regression whose strength is best in a cross-validation of the training sequences.

    Args:
        values: arrays [T_n, M] without holes.
        targets: [N], the class of each, 0 … C − 1; a class that none has gets no probability.
        classes: C.
    """
    x = summaries(values)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a rival may be a little unfinished
        models = [
            make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=1000))
            for strength in STRENGTHS
        ]
        parts = min(PARTS, int(np.bincount(targets)[np.unique(targets)].min()))
        if parts > 1:
            cuts = StratifiedKFold(parts, shuffle=True, random_state=0)
            scores = [
                cross_val_score(model, x, targets, cv=cuts, scoring="neg_log_loss").mean()
                for model in models
            ]
        else:
            scores = [strength == 1.0 for strength in STRENGTHS]
        best = models[int(np.argmax(scores))].fit(x, targets)
    return _unfolded(best[0], best[1], classes)


def _unfolded(scaler: StandardScaler, model: LogisticRegression, classes: int) -> LinearOnSummaries:
    """The scaling taken into the weights; of two classes scikit-learn keeps one row only."""
    weight, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        weight, bias = np.concatenate([0 * weight, weight]), np.concatenate([0 * bias, bias])
    weight = weight / scaler.scale_
    full = np.zeros((classes, weight.shape[1])), np.full(classes, -1e9)
    full[0][model.classes_], full[1][model.classes_] = weight, bias - weight @ scaler.mean_
    return LinearOnSummaries(*full)
