# SPDX-License-Identifier: Apache-2.0
"""The LSTM's state carried from row to row through a whole series."""

from typing import Any

import torch
from torch import Tensor

from openlstm.data.windows import Window, Windows
from openlstm.models.forecaster import ForecastModel

__all__ = ["carry", "handed_over"]


@torch.no_grad()
def carry(
    model: ForecastModel, windows: Windows, series: int, first: int = 0, state: Any = None
) -> tuple[Tensor, Any]:
    """(h after every row [M, rows, H], the state at last), one row of it for each target.

    Args:
        first: the row to begin with.
        state: that before it; zeros if not given.
    """
    # The row before comes along, so that the first of these can be told from it.
    whole = Window(*(each.to(model.spread.device) for each in windows.whole(series, first - 1)))
    x = model.inputs(whole)[:, 1:]
    found: tuple[Tensor, Any] = model.lstm(x, state)
    return found


def handed_over(model: ForecastModel, windows: Windows, rows: Tensor) -> Tensor | None:
    """[N, H], h before each of `rows`, carried from the beginning of its series; None if stateless.

    Args:
        rows: [N, 3] as in `Windows`.
    """
    if not model.stateful:
        return None
    found = torch.empty(len(rows), model.lstm.hidden_size, device=model.spread.device)
    for series in rows[:, 0].unique().tolist():
        mine = rows[:, 0] == series
        output, _ = carry(model, windows, series)
        found[mine] = output[rows[mine, 2], rows[mine, 1] - 1]
    return found
