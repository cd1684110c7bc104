# SPDX-License-Identifier: Apache-2.0
"""The baseline reads what the network reads."""

import numpy as np
import pytest
import torch

from openlstm.data.windows import EncodedSeries, Windows
from openlstm.metrics import ridge
from openlstm.metrics.ridge import fit_ridge


def windows(holes: float = 0.0) -> Windows:
    random = np.random.default_rng(0)
    past, known = random.normal(size=(400, 1)), random.normal(size=(400, 1))
    values = np.concatenate([2 * known, known + 1], 1)
    values[1:, 0] += 3 * past[:-1, 0]
    observed = (random.random(values.shape) >= holes) * 1.0
    return Windows([EncodedSeries(values, observed, past, known, np.zeros(0))], 4, 2)


@pytest.mark.parametrize("holes", [0.0, 0.9])
def test_it_finds_covariates_of_past_and_future(holes: float) -> None:
    cut = windows(holes)
    test = cut.rows([300], [400])
    model = fit_ridge(cut, cut.rows([4], [200]), cut.rows([200], [300]))
    missed = (model(cut, test) - cut[test].future).abs()
    assert missed[test[:, 2] == 1].mean() < 0.1
    assert missed[test[:, 2] == 0][:, 0].mean() < 0.5


def test_too_many_inputs_leave_out_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ridge, "MOST_INPUTS", 6)
    cut = windows()
    model = fit_ridge(cut, cut.rows([4], [200]), cut.rows([200], [300]))
    assert model.recent == 2
    assert model.weight.shape == torch.Size([2, 2, 4 + 2 + 2 + 1])
