# SPDX-License-Identifier: Apache-2.0
"""The networks of a forecaster: built, trained, put right on validation, and asked together."""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from openlstm.data.windows import Windows
from openlstm.metrics.paired import paired
from openlstm.models.conformal import calibrated
from openlstm.models.forecaster import Forecast, ForecastModel, window_scale
from openlstm.models.linear_path import LinearPath
from openlstm.tasks.forecast.carrying import handed_over
from openlstm.tasks.forecast.horizons import Horizons
from openlstm.tasks.forecast.prepare import Prepared
from openlstm.tasks.forecast.settings import ForecastSettings
from openlstm.training.chance import seeded
from openlstm.training.checkpoint import Checkpoint
from openlstm.training.loop import Training, Watch, train

__all__ = ["ask", "blank", "line_of", "train_network"]

CHUNK = 1024  # windows at a time
Recurrent = Callable[..., nn.RNNBase]  # a layer in the LSTM's place, from the size of its input
SPREAD = 20_000  # training windows of a target from which the first widths are taken, at most


def blank(
    settings: ForecastSettings,
    sizes: tuple[int, int, int, int],
    line_only: int,
    line: LinearPath | None,
    spread: Tensor,
    recurrent: Recurrent | None = None,
) -> ForecastModel:
    """An untrained network; `sizes` as in `Windows.sizes`, `line_only` as in `Encoder`."""
    return ForecastModel(
        line,
        settings.horizon,
        sizes,
        line_only,
        spread,
        settings.hidden_size,
        settings.num_layers,
        dropout=settings.dropout,
        bidirectional=settings.bidirectional,
        forget_bias=settings.forget_bias,
        longest_lag=settings.longest_lag,
        stateful=settings.stateful,
        recurrent=recurrent,
    )


def line_of(prepared: Prepared) -> LinearPath:
    """The fitted straight line."""
    weight, context = prepared.line.weight, prepared.line.context
    known = weight.shape[2] - context - 1
    path = LinearPath(context, prepared.windows.horizon, known, len(weight))
    path.weight.copy_(weight)
    return path


def train_network(
    prepared: Prepared,
    settings: ForecastSettings,
    line: LinearPath | None,
    seed: int,
    watch: Watch,
    checkpoint: Checkpoint | None,
    recurrent: Recurrent | None = None,
) -> tuple[ForecastModel, Training]:
    """The trained network, equal for equal seeds; PyTorch's own chance is left as it was."""
    with seeded(seed, settings.device):
        spread = _spread(prepared, line, settings.levels)
        model = blank(
            settings,
            prepared.windows.sizes,
            prepared.encoder.line_only,
            line,
            spread,
            recurrent,
        )
        task = Horizons(
            model,
            prepared.windows,
            prepared.train,
            prepared.validation,
            settings.levels,
            settings.batch_size,
            seed,
        )
        result = train(task, settings, watch, checkpoint)
    model.trust.copy_(_trust(model, prepared))
    return model, result


@torch.no_grad()
def _spread(prepared: Prepared, line: LinearPath | None, levels: Sequence[float]) -> Tensor:
    """[M, H, Q], quantiles of what the line misses in the training part, over the scale."""
    found = []
    for m in range(prepared.windows.targets):
        rows = prepared.train[prepared.train[:, 2] == m]
        window = prepared.windows[rows[:: -(-len(rows) // SPREAD)]]
        straight = window.context[:, -1:] if line is None else line(window)
        missed = (window.future - straight) / window_scale(window)
        found.append(torch.quantile(missed, torch.tensor(levels), dim=0).T)
    return torch.stack(found)


@torch.no_grad()
def _trust(model: ForecastModel, prepared: Prepared) -> Tensor:
    """[M]: the share of the correction that misses least on the validation part, in tenths.

    0 where the gain over none could be chance: the same part chose the weights, and what looks a
    little better there was measured to be a little worse elsewhere.
    """
    points = []
    for share in (0.0, 1.0):
        model.trust.fill_(share)
        points.append(ask([model], prepared.windows, prepared.validation).point)
    window = prepared.windows[prepared.validation]
    found = []
    for m in range(prepared.windows.targets):
        mine = window.target == m
        errors = _mixed_errors(*(each[mine] for each in (*points, window.future, window.seen)))
        best = min(range(len(errors)), key=lambda k: float(errors[k].mean()))
        sure = paired(errors[best], errors[0], block=prepared.windows.horizon).word == "better"
        found.append(best / 10 if sure else 0.0)
    return torch.tensor(found)


def _mixed_errors(straight: Tensor, full: Tensor, future: Tensor, seen: Tensor) -> list[Tensor]:
    """For each tenth of the way from `straight` to `full`: [N], the mean error of each window."""
    count = seen.sum(1).clamp(min=1)
    points = [straight + k / 10 * (full - straight) for k in range(11)]
    return [((point - future).abs() * seen).sum(1) / count for point in points]


@torch.no_grad()
def ask(
    models: Sequence[Any],
    windows: Windows,
    rows: Tensor,
    offsets: Tensor | None = None,
    hidden: Sequence[Tensor | None] | None = None,
) -> Forecast:
    """The mean forecast of the models, its quantiles put right by `offsets` if given.

    Args:
        hidden: what each LSTM hands over at `rows`, see `handed_over`, if it is known already.
    """
    parts = []
    hidden = hidden or [handed_over(model, windows, rows) for model in models]
    for at in torch.arange(len(rows)).split(CHUNK):
        window = windows[rows[at]]
        found = [
            model(window, None if each is None else each[at])
            for model, each in zip(models, hidden, strict=True)
        ]
        point = torch.stack([each.point for each in found]).mean(0)
        quantiles = torch.stack([each.quantiles for each in found]).mean(0)
        if offsets is not None:
            quantiles = calibrated(quantiles, offsets, window_scale(window), window.target)
        parts.append(Forecast(point, quantiles))
    return Forecast(*(torch.cat(each) for each in zip(*parts, strict=True)))
