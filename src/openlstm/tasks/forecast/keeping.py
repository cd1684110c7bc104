# SPDX-License-Identifier: Apache-2.0
"""A forecaster on disk: which tensors it keeps under which names, and how they are read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from openlstm.data.encoding import Encoder
from openlstm.metrics.ridge import RidgeForecast
from openlstm.models.forecaster import ForecastModel
from openlstm.models.linear_path import LinearPath
from openlstm.tasks.forecast.network import blank
from openlstm.tasks.forecast.scoring import Rivals
from openlstm.tasks.forecast.settings import ForecastSettings
from openlstm.training.folder import read_json, typed

__all__ = ["Kept", "kept_weights", "read_metrics", "read_pipeline", "restored"]


@dataclass(frozen=True)
class Kept:
    """What pipeline.json says."""

    encoder: Encoder
    sizes: tuple[int, int, int]
    """How many numbers of past, known and static a window has."""
    season: int
    notes: tuple[str, ...]
    explored: tuple[str, ...]
    """Names of the contexts that the explorer shows."""


def kept_weights(
    models: Sequence[ForecastModel], rivals: Rivals, offsets: Tensor
) -> dict[str, Tensor]:
    """Name → tensor; the line is kept once, with the first network."""
    found = {
        f"lstm-{k}.{name}": value
        for k, model in enumerate(models)
        for name, value in model.state_dict().items()
        if not name.startswith("line.")
    }
    kept = {"line": rivals.line.weight, "ridge": rivals.ridge.weight, "conformal": offsets}
    return {**found, **kept, "ridge.recent": torch.tensor(rivals.ridge.recent)}


def restored(
    settings: ForecastSettings, kept: Kept, weights: Mapping[str, Tensor]
) -> tuple[list[ForecastModel], Rivals, Tensor]:
    """(networks, rivals, offsets); RuntimeError if the weights do not fit."""
    line = _line(weights["line"], settings.horizon, kept.encoder.line_known)
    targets = len(kept.encoder.roles.targets)
    sizes = (*kept.sizes, targets)
    models = []
    for k in range(settings.seeds):
        own = {
            name.removeprefix(f"lstm-{k}."): value
            for name, value in weights.items()
            if name.startswith(f"lstm-{k}.")
        }
        if own:  # Ctrl-C may have ended the training before the last seed
            models.append(_network(settings, sizes, kept.encoder.line_only, line, own))
    ridge = RidgeForecast(weights["ridge"], int(weights["ridge.recent"]))
    return models, Rivals(kept.season, ridge, line), weights["conformal"]


def _line(weight: Tensor, horizon: int, known: int) -> LinearPath:
    line = LinearPath(weight.shape[2] - known - 1, horizon, known, len(weight))
    line.load_state_dict({"weight": weight})
    return line


def _network(
    settings: ForecastSettings,
    sizes: tuple[int, int, int, int],
    line_only: int,
    line: LinearPath,
    weights: Mapping[str, Tensor],
) -> ForecastModel:
    spread = torch.zeros(sizes[3], settings.horizon, len(settings.levels))
    with torch.random.fork_rng(devices=[]):
        model = blank(settings, sizes, line_only, line, spread)
    model.load_state_dict({**weights, "line.weight": line.weight})
    return model.eval()


def read_pipeline(path: Path) -> Kept:
    """What `Forecaster.pipeline` wrote."""
    return typed(Kept, read_json(path))


def read_metrics(path: Path) -> Any:
    """The scores; fails if those that are shown are missing."""
    metrics = read_json(path)
    metrics["test"]["lstm"]["by_step"]["mase"]
    return metrics
