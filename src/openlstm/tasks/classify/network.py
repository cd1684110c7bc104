# SPDX-License-Identifier: Apache-2.0
"""The networks of a classifier: built, trained one for each fold, and asked together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from openlstm.data.channels import ChannelEncoder, fit_channels
from openlstm.data.sequences import SequenceSet
from openlstm.models.sequence_classifier import SequenceClassifier
from openlstm.tasks.classify.batches import Labelled, padded
from openlstm.tasks.classify.prepare import Fold, Prepared
from openlstm.tasks.classify.settings import ClassifySettings
from openlstm.training.chance import seeded
from openlstm.training.checkpoint import Checkpoint
from openlstm.training.loop import Training, Watch, train

__all__ = ["Fitted", "Network", "ask", "blank", "fit_networks"]

CHUNK = 256  # sequences at a time
ELASTIC = 0.3  # share of the steps left out in training where lengths differ
Recurrent = Callable[[int], nn.RNNBase]  # a layer in the LSTM's place, from the size of its input
TEMPERATURES = np.geomspace(0.2, 5, 65).tolist()  # the middle one is 1


@dataclass(frozen=True)
class Network:
    """A network with the scaling that it was trained on; in evaluation mode."""

    encoder: ChannelEncoder
    model: SequenceClassifier


@dataclass(frozen=True)
class Fitted:
    """What the trainings left.

    networks: for each seed, one for each fold; fewer of the last if Ctrl-C came before.
    trainings: of each network.
    """

    networks: tuple[tuple[Network, ...], ...]
    trainings: tuple[tuple[Training, ...], ...]

    @property
    def history(self) -> list[dict[str, float]]:
        """Of the first training."""
        return self.trainings[0][0].history

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C ended the last training."""
        return self.trainings[-1][-1].interrupted


def blank(
    settings: ClassifySettings,
    size: int,
    classes: int,
    step_dropout: float = 0.0,
    recurrent: Recurrent | None = None,
) -> SequenceClassifier:
    """An untrained network; `step_dropout` matters in training only."""
    return SequenceClassifier(
        size,
        classes,
        settings.hidden_size,
        settings.num_layers,
        pooling=settings.pooling,
        bidirectional=settings.bidirectional,
        dropout=settings.dropout,
        noise=settings.noise,
        step_dropout=step_dropout,
        forget_bias=settings.forget_bias,
        longest_lag=settings.longest_lag,
        recurrent=recurrent,
    )


def fit_networks(
    prepared: Prepared,
    settings: ClassifySettings,
    watch: Watch,
    checkpoints: Path | None,
    recurrent: Recurrent | None = None,
) -> Fitted:
    """Train one after another; each is kept in `checkpoints` under its own name."""
    networks: list[tuple[Network, ...]] = []
    trainings: list[tuple[Training, ...]] = []
    for k, folds in enumerate(prepared.folds):
        mine: list[tuple[Network, Training]] = []
        for number, fold in enumerate(folds):
            file = checkpoints / f"lstm-{k}-{number}.safetensors" if checkpoints else None
            seed = (settings.seed + k + 1_000_003 * number) % 2**63
            mine.append(_train(prepared, fold, settings, seed, watch, file, recurrent))
            if mine[-1][1].interrupted:
                break
        found, how = zip(*mine, strict=True)
        networks.append(_tempered(prepared, folds, found))
        trainings.append(how)
        if how[-1].interrupted:
            break
    return Fitted(tuple(networks), tuple(trainings))


def _train(
    prepared: Prepared,
    fold: Fold,
    settings: ClassifySettings,
    seed: int,
    watch: Watch,
    file: Path | None,
    recurrent: Recurrent | None,
) -> tuple[Network, Training]:
    """The trained network, equal for equal seeds; PyTorch's own chance is left as it was."""
    encoder = fit_channels(prepared.train, fold.train)
    parts = [_encoded(prepared, encoder, rows) for rows in (fold.train, fold.validation)]
    weight = _weights(parts[0][1], len(prepared.classes)) if settings.class_weight else None
    with seeded(seed, settings.device):
        thinning = _step_dropout(settings, prepared.train)
        model = blank(settings, encoder.size, len(prepared.classes), thinning, recurrent)
        told = weight, settings.label_smoothing, settings.batch_size, seed
        task = Labelled(model, parts[0], parts[1], *told)
        training = train(task, settings, watch, Checkpoint(file) if file else None)
    return Network(encoder, model), training


def _step_dropout(settings: ClassifySettings, train: SequenceSet) -> float:
    """As told; if not, sequences that differ in length lose steps: they have no fixed places."""
    if settings.step_dropout is not None:
        return settings.step_dropout
    return ELASTIC if len(np.unique(train.lengths)) > 1 else 0.0


@torch.no_grad()
def _tempered(
    prepared: Prepared, folds: Sequence[Fold], networks: Sequence[Network]
) -> tuple[Network, ...]:
    """The networks, made surer or less sure by one number, so that the parts that chose their
    weights are believed best: the heads' weights are divided by it.

    A label counts as true with probability (N + 1) / (N + 2), so that N sequences which all are
    classified rightly do not make a network sure of everything.

    Source: temperature scaling, Guo et al. 2017, On calibration of modern neural networks; the
    targets, Platt 1999, Probabilistic outputs for support vector machines.
    """
    logits, targets = [], []
    for fold, network in zip(folds, networks, strict=False):
        values, target = _encoded(prepared, network.encoder, fold.validation)
        logits.append(network.model(*padded(values)))
        targets.append(target)
    every, target = torch.cat(logits).double(), torch.cat(targets)
    classes = every.shape[1]
    doubt = classes / ((classes - 1) * (len(every) + 2))
    costs = [
        cross_entropy(every / temperature, target, label_smoothing=doubt).item()
        for temperature in TEMPERATURES
    ]
    best = TEMPERATURES[int(np.argmin(costs))]
    for network in networks:
        for parameter in network.model.head.parameters():
            parameter.div_(best)
    return tuple(networks)


def _encoded(
    prepared: Prepared, encoder: ChannelEncoder, rows: np.ndarray
) -> tuple[list[Tensor], Tensor]:
    values = [torch.from_numpy(encoder.encode(prepared.train.values[k])) for k in rows]
    return values, torch.from_numpy(prepared.targets[rows]).long()


def _weights(targets: Tensor, classes: int) -> Tensor:
    """[C]: how many sequences a class would have if all had as many, over how many it has."""
    counts = torch.bincount(targets, minlength=classes)
    return len(targets) / (classes * counts.clamp(min=1))


@torch.no_grad()
def ask(networks: Sequence[Network], data: SequenceSet) -> np.ndarray:
    """[N, C] float64: the mean of what the networks believe, each row summing to 1."""
    order = np.argsort(data.lengths, kind="stable")  # of like lengths: less padding
    found = [np.empty((0, 0))] * len(data)
    for k in range(0, len(data), CHUNK):
        rows = order[k : k + CHUNK]
        believed = sum(_believed(each, [data.values[row] for row in rows]) for each in networks)
        for row, each in zip(rows, np.asarray(believed) / len(networks), strict=True):
            found[row] = each
    return np.stack(found)


def _believed(network: Network, values: Sequence[np.ndarray]) -> np.ndarray:
    x, lengths = padded([torch.from_numpy(network.encoder.encode(each)) for each in values])
    return network.model(x, lengths).double().softmax(1).numpy()
