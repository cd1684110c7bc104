# SPDX-License-Identifier: Apache-2.0
"""All trainings of a forecaster: one for each seed, and one without the straight line."""

from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from openlstm.models.conformal import conformal_offsets
from openlstm.models.forecaster import ForecastModel, window_scale
from openlstm.models.linear_path import LinearPath
from openlstm.tasks.forecast.network import ask, train_network
from openlstm.tasks.forecast.prepare import Prepared
from openlstm.tasks.forecast.settings import ForecastSettings
from openlstm.training.checkpoint import Checkpoint
from openlstm.training.loop import Watch

__all__ = ["Fitted", "calibrate", "fit_networks"]


@dataclass(frozen=True)
class Fitted:
    """What the trainings left.

    models: one for each seed, in evaluation mode.
    twin: the network without the line; None if none was wanted, or Ctrl-C came before.
    history: of the first training.
    interrupted: whether Ctrl-C ended it.
    """

    models: list[ForecastModel]
    twin: ForecastModel | None
    history: list[dict[str, float]]
    interrupted: bool


def fit_networks(
    prepared: Prepared,
    settings: ForecastSettings,
    line: LinearPath,
    watch: Watch,
    checkpoints: Path | None,
) -> Fitted:
    """Train one after another; each is kept in `checkpoints` under its own name."""
    jobs: list[tuple[str, LinearPath | None, int]] = [
        (f"lstm-{k}", line, settings.seed + k) for k in range(settings.seeds)
    ]
    if not settings.no_ablation:
        jobs.append(("without-line", None, settings.seed))
    found = []
    for name, path, seed in jobs:
        kept = Checkpoint(checkpoints / f"{name}.safetensors") if checkpoints else None
        found.append(train_network(prepared, settings, path, seed, watch, kept))
        if found[-1][1].interrupted:
            break
    models = [model for model, _ in found]
    twin = models.pop() if len(found) > settings.seeds else None
    return Fitted(models, twin, found[0][1].history, found[-1][1].interrupted)


def calibrate(
    models: list[ForecastModel], prepared: Prepared, settings: ForecastSettings
) -> Tensor:
    """[M, H, Q], the conformal correction found on the validation part."""
    rows = prepared.validation
    window = prepared.windows[rows]
    return conformal_offsets(
        ask(models, prepared.windows, rows).quantiles,
        window.future,
        window.seen,
        window_scale(window),
        window.target,
        settings.levels,
        prepared.windows.targets,
    )
