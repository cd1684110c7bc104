# SPDX-License-Identifier: Apache-2.0
"""What the explorer shows of a forecaster: its LSTM, reading some contexts of the test part."""

from dataclasses import dataclass

import torch
from torch import Tensor

from openlstm.explorer import Page, explore
from openlstm.models.forecaster import ForecastModel
from openlstm.tasks.forecast.prepare import Prepared
from openlstm.tasks.forecast.tables import times_of

__all__ = ["Explored", "explored"]

CONTEXTS = 4


@dataclass(frozen=True)
class Explored:
    """Contexts as the LSTM reads them."""

    names: tuple[str, ...]
    """Of each: series and target, where there are several, and the newest time."""
    inputs: Tensor
    """[N, C, I], see `ForecastModel.inputs`."""

    def page(self, model: ForecastModel, title: str) -> Page:
        """The page: steps are counted back from the newest value, which is 0."""
        steps = [str(step) for step in range(1 - self.inputs.shape[1], 1)]
        contexts = dict(zip(self.names, self.inputs.split(1), strict=True))
        return explore({title: model.lstm}, contexts, tokens=steps, title=title)


@torch.no_grad()
def explored(model: ForecastModel, prepared: Prepared) -> Explored:
    """Contexts from all over the test part, evenly spread over series, targets and time."""
    places = torch.linspace(0, len(prepared.test) - 1, CONTEXTS).round().long().unique()
    rows = prepared.test[places]
    names = [
        " ".join([*_whose(prepared, s, m), f"up to {newest}"])
        for (s, _, m), newest in zip(rows.tolist(), times_of(prepared.data, rows), strict=True)
    ]
    return Explored(tuple(names), model.inputs(prepared.windows[rows]))


def _whose(prepared: Prepared, series: int, target: int) -> list[str]:
    data = prepared.data
    several = len(data.series) > 1, len(data.roles.targets) > 1
    names = data.series[series].name, data.roles.targets[target]
    return [str(name) for name, tell in zip(names, several, strict=True) if tell]
