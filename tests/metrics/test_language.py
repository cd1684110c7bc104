# SPDX-License-Identifier: Apache-2.0
"""Nats and bits per character."""

import math

import numpy as np
import pytest
import torch

from openlstm.errors import InputError
from openlstm.metrics import bits_per_char, language_scores, nats_per_char


def test_the_mean_is_taken_in_float64() -> None:
    costs = torch.full((3, 5), 0.1, dtype=torch.float32)
    assert nats_per_char(costs) == pytest.approx(float(np.float32(0.1)), rel=1e-15)
    assert bits_per_char(costs) == pytest.approx(nats_per_char(costs) / math.log(2))


def test_scores_by_name() -> None:
    scores = language_scores(np.array([1.0, 3.0]))
    assert scores == {"nats_per_char": 2.0, "bits_per_char": pytest.approx(2.8853900817779268)}


def test_nothing_scored_is_refused() -> None:
    with pytest.raises(InputError, match="the cost of one or more characters, got none"):
        nats_per_char([])
