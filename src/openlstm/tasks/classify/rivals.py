# SPDX-License-Identifier: Apache-2.0
"""What a classifier is held to: majority, nearest neighbour, a linear model on summaries."""

from dataclasses import dataclass

import numpy as np

from openlstm.data.channels import ChannelEncoder, fit_channels
from openlstm.data.sequences import SequenceSet
from openlstm.metrics.summary_features import LinearOnSummaries, fit_linear_on_summaries
from openlstm.metrics.warping import nearest_by_warping, warping_cells

__all__ = ["Rivals", "fit_rivals", "left_out"]

AFFORDABLE = 10**10
"""Pairs of steps times channels that warping may compare: about two minutes on one core."""


@dataclass(frozen=True)
class Rivals:
    """What the model is held to.

    encoder: scales and fills what they read, fitted on the sequences that they were fitted on.
    shares: [C], of each class among those.
    known, targets: those sequences, for the nearest neighbour; none in a run that was loaded, which
        keeps no training data.
    """

    encoder: ChannelEncoder
    shares: np.ndarray
    linear: LinearOnSummaries
    known: tuple[np.ndarray, ...] = ()
    targets: np.ndarray | None = None

    def beliefs(self, data: SequenceSet) -> dict[str, np.ndarray]:
        """Name → [N, C], probabilities; of the nearest neighbour, which has none, ones and zeros.

        The nearest neighbour is left out where it is not affordable or its sequences are not there.
        """
        values = _filled(self.encoder, data)
        found = {"majority": np.tile(self.shares, (len(values), 1))}
        if self.targets is not None and warping_cells(self.known, values) <= AFFORDABLE:
            nearest = self.targets[nearest_by_warping(self.known, values)]
            found["dtw"] = np.eye(len(self.shares))[nearest]
        return {**found, "linear": self.linear(values)}


def _filled(encoder: ChannelEncoder, data: SequenceSet) -> list[np.ndarray]:
    """Scaled channels without holes, without masks and places."""
    return [encoder.scaled(each) for each in data.values]


def fit_rivals(data: SequenceSet, targets: np.ndarray, rows: np.ndarray, classes: int) -> Rivals:
    """The rivals fitted on the sequences `rows`."""
    encoder, mine = fit_channels(data, rows), targets[rows]
    known = _filled(encoder, data.take(rows))
    shares = np.bincount(mine, minlength=classes) / len(mine)
    linear = fit_linear_on_summaries(known, mine, classes)
    return Rivals(encoder, shares, linear, tuple(known), mine)


def left_out(rivals: Rivals, data: SequenceSet) -> tuple[str, ...]:
    """A note where the nearest neighbour is not among the rivals."""
    if rivals.targets is None:
        return (
            "the nearest neighbour by dynamic time warping is left out: it needs the training "
            "sequences, and a run keeps none",
        )
    cells = warping_cells(rivals.known, data.values)
    if cells > AFFORDABLE:
        return (
            "the nearest neighbour by dynamic time warping is left out: it would compare "
            f"{cells:.1e} pairs of numbers, and {AFFORDABLE:.0e} are what is affordable",
        )
    return ()
