# SPDX-License-Identifier: Apache-2.0
"""The linear model on summaries: what they are, and that it learns from them."""

import numpy as np
import pytest

from openlstm.metrics.summary_features import fit_linear_on_summaries, summaries


def test_eight_numbers_of_each_channel_and_the_length() -> None:
    values = np.array([[1.0, 0.0], [2.0, 0.0], [6.0, 3.0]])
    found = summaries([values])[0].reshape(-1)
    assert len(found) == 17
    assert found[:2].tolist() == [3, 1]
    assert found[4:12].tolist() == [1, 0, 6, 3, 1, 0, 6, 3]
    assert found[12:16].tolist() == [2.5, 1.5, 2.5, 1.5]
    assert found[16] == 3


@pytest.mark.parametrize("classes", [2, 3])
def test_it_learns(classes: int) -> None:
    random = np.random.default_rng(0)
    targets = np.arange(60) % classes
    values = [random.normal(3 * target, 1, (int(random.integers(2, 9)), 1)) for target in targets]
    model = fit_linear_on_summaries(values, targets, classes)
    believed = model(values)
    assert believed.sum(1) == pytest.approx(1)
    assert (believed.argmax(1) == targets).mean() > 0.9


def test_a_class_that_was_not_there_has_no_probability() -> None:
    values = [np.full((3, 1), float(k % 2)) for k in range(12)]
    model = fit_linear_on_summaries(values, np.arange(12) % 2 * 2, 3)
    assert model(values)[:, 1].max() == 0
    assert (model(values).argmax(1) == np.arange(12) % 2 * 2).all()
