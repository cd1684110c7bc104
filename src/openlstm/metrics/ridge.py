# SPDX-License-Identifier: Apache-2.0
"""Ridge regression on the same inputs as the network: scikit-learn's, one for each target."""

from dataclasses import dataclass

import numpy as np
import torch
from sklearn.linear_model import Ridge
from torch import Tensor

from openlstm.data.windows import Window, Windows

__all__ = ["RidgeForecast", "fit_ridge"]

PENALTIES = (0.1, 1.0, 10.0, 100.0, 1000.0)
MOST_ROWS = 20_000  # windows of a target that it is fitted on; of more, some spread evenly
MOST_INPUTS = 3_000  # inputs; past covariates of the oldest steps are left out first


@dataclass(frozen=True)
class RidgeForecast:
    """A fitted regression.

    weight: [M, H, D + 1], the last column is the constant.
    recent: how many steps of the past covariates it reads.
    """

    weight: Tensor
    recent: int

    def __call__(self, windows: Windows, rows: Tensor) -> Tensor:
        """[B, H], in the scale of the windows."""
        forecast = torch.empty(len(rows), windows.horizon)
        for part in torch.arange(len(rows)).split(4096):
            x = _inputs(windows[rows[part]], self.recent)
            for m, weight in enumerate(self.weight):
                mine = rows[part, 2] == m
                forecast[part[mine]] = x[mine] @ weight[:, :-1].T + weight[:, -1]
        return forecast


def fit_ridge(windows: Windows, train: Tensor, validation: Tensor) -> RidgeForecast:
    """The regression on `train` whose penalty is best on `validation`, for each target.

    Its inputs are the context, past covariates, what is known of the future, static covariates.
    """
    one = windows[train[:1]]
    room = MOST_INPUTS - one.context.shape[1]
    recent = min(one.context.shape[1], room // max(1, one.past.shape[2])) if room > 0 else 0
    weights = [
        _best(windows, _of(train, m), _of(validation, m), recent) for m in range(windows.targets)
    ]
    return RidgeForecast(torch.stack(weights), recent)


def _best(windows: Windows, train: Tensor, validation: Tensor, recent: int) -> Tensor:
    fitted, judged = windows[_complete(windows, train)], windows[validation]
    x, known_x = (_inputs(each, recent).double().numpy() for each in (fitted, judged))
    models = [Ridge(penalty).fit(x, fitted.future.double().numpy()) for penalty in PENALTIES]
    missed = [
        float((np.square(_predicted(model, known_x, judged) - judged.future.numpy())
               * judged.seen.numpy()).sum())
        for model in models
    ]  # fmt: skip
    best = models[int(np.argmin(missed))]
    steps = windows.horizon
    weight = np.concatenate(
        [np.reshape(best.coef_, (steps, -1)), np.reshape(best.intercept_, (steps, 1))], 1
    )
    return torch.tensor(weight, dtype=torch.float32)


def _predicted(model: Ridge, x: np.ndarray, judged: Window) -> np.ndarray:
    return np.reshape(model.predict(x), tuple(judged.future.shape))


def _complete(windows: Windows, rows: Tensor) -> Tensor:
    """The windows without a hole in their future; all of them where there are too few."""
    whole = rows[windows[rows].seen.all(1)]
    return whole if len(whole) >= min(len(rows), 50) else rows


def _inputs(window: Window, recent: int) -> Tensor:
    ahead = window.known[:, window.context.shape[1] :]
    past = window.past[:, window.past.shape[1] - recent :]
    return torch.cat([window.context, past.flatten(1), ahead.flatten(1), window.static], 1)


def _of(rows: Tensor, target: int) -> Tensor:
    """The windows of a target, or some of them, evenly spread."""
    mine = rows[rows[:, 2] == target]
    return mine[:: -(-len(mine) // MOST_ROWS)] if len(mine) > MOST_ROWS else mine
