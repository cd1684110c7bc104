# SPDX-License-Identifier: Apache-2.0
"""The line is scikit-learn's ridge regression, and finds what the data were made with."""

import numpy as np
import pytest
import torch
from sklearn.linear_model import Ridge

from openlstm.data.windows import EncodedSeries, Windows
from openlstm.models import line_fit
from openlstm.models.line_fit import fit_line

C, H = 6, 3


def windows(rows: int = 300, holes: bool = False, targets: int = 1) -> Windows:
    random = np.random.default_rng(0)
    values = np.cumsum(random.normal(size=(rows, targets)), 0) * 0.1
    observed = np.ones_like(values)
    if holes:
        observed[random.random(values.shape) < 0.3] = 0
    known = random.normal(size=(rows, 2))
    values += known[:, :1]
    return Windows([EncodedSeries(values, observed, np.zeros((rows, 0)), known, np.zeros(0))], C, H)


def parts(cut: Windows) -> tuple[torch.Tensor, torch.Tensor]:
    return cut.rows([C], [200]), cut.rows([200], [300])


@pytest.mark.parametrize("holes", [False, True])
@pytest.mark.parametrize("penalty", [1e-3, 1.0])
def test_it_is_the_ridge_regression(
    holes: bool, penalty: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_fit, "PENALTIES", (penalty,))
    cut = windows(holes=holes)
    train, validation = parts(cut)
    line = fit_line(cut, 2, train, validation, [C])
    at = cut[train]
    newest = at.context[:, -1:]
    for k in range(H):
        seen = (at.seen[:, k] > 0).numpy()
        x = torch.cat([at.context - newest, at.known[:, C + k]], 1).numpy()[seen]
        y = (at.future - newest)[:, k].numpy()[seen]
        model = Ridge(penalty * len(x)).fit(x.astype(np.float64), y.astype(np.float64))
        expected = [*model.coef_, model.intercept_]
        np.testing.assert_allclose(line.weight[0, k], expected, rtol=1e-3, atol=1e-5)


def test_what_depends_on_the_step_alone_is_found() -> None:
    cut = windows()
    line = fit_line(cut, 2, *parts(cut), [2, C])
    torch.testing.assert_close(line.weight[0, :, -3], torch.ones(H), atol=0.1, rtol=0)


def test_lines_nearly_as_good_as_the_best_are_averaged(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = windows(targets=2)
    monkeypatch.setattr(line_fit, "NEARLY", 100.0)
    alone = [fit_line(cut, 2, *parts(cut), [context]) for context in (2, C)]
    both = fit_line(cut, 2, *parts(cut), [2, C])
    assert both.context == C
    short = torch.nn.functional.pad(alone[0].weight, (C - 2, 0))
    torch.testing.assert_close(both.weight, (short + alone[1].weight) / 2)


def opposite(sign: float) -> Windows:
    """Two targets that follow the same rule, or one the opposite of the other's."""
    random = np.random.default_rng(0)
    x = np.zeros((300, 2))
    for t in range(1, 300):
        x[t] = np.array([0.9, sign * 0.9]) * x[t - 1] + 0.1 * random.normal(size=2)
    empty = np.zeros((300, 0))
    return Windows([EncodedSeries(x, np.ones_like(x), empty, empty, np.zeros(0))], C, H)


@pytest.mark.parametrize(("sign", "lines"), [(1.0, 1), (-1.0, 2)])
def test_targets_share_a_line_where_that_is_better(
    sign: float, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_fit, "NEARLY", 1.0)
    cut = opposite(sign)
    assert len(fit_line(cut, 0, *parts(cut), [C]).weight) == lines
