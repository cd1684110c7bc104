# SPDX-License-Identifier: Apache-2.0
"""Sequences that are not finished: the networks' states carried from one update to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from openlstm.data.long_tables import shown_step
from openlstm.errors import InputError
from openlstm.models.sequence_classifier import Unfinished
from openlstm.tasks.classify.network import Network

__all__ = ["Followed", "advance", "begin"]


@dataclass(frozen=True)
class Followed:
    """Where a sequence has come to.

    steps: how many were read.
    newest: [M], the newest value of each channel; NaN where none was seen.
    last: number or time of the last step; None if steps have none.
    states: of each network.
    """

    steps: int
    newest: np.ndarray
    last: Any
    states: tuple[Unfinished, ...]


def begin(networks: Sequence[Network]) -> Followed:
    """A sequence before its first step."""
    channels = len(networks[0].encoder.channels)
    states = tuple(network.model.begin(1) for network in networks)
    return Followed(0, np.full(channels, np.nan), None, states)


@torch.no_grad()
def advance(
    networks: Sequence[Network],
    name: Any,
    values: np.ndarray,
    steps: np.ndarray | None,
    at: Followed,
) -> tuple[np.ndarray, Followed]:
    """([C] what the networks believe now, where the sequence has come to).

    Args:
        values: [T, M], the next steps.
        steps: [T], their numbers or times.

    Raises:
        InputError: a step is not after the last one that was read.
    """
    if steps is not None and at.last is not None and steps[0] <= at.last:
        raise InputError(
            f"sequence {name} was read up to step {shown_step(at.last)}, and the update has step "
            f"{shown_step(steps[0])}; give only the steps after it, or forget the sequence."
        )
    believed, states = [], []
    for network, state in zip(networks, at.states, strict=True):
        x = torch.from_numpy(network.encoder.encode(values, at.newest, at.steps))[:, None]
        logits, after = network.model.advance(x, state)
        believed.append(logits[0].double().softmax(0).numpy())
        states.append(after)
    last = at.last if steps is None else steps[-1]
    now = Followed(at.steps + len(values), _newest(values, at.newest), last, tuple(states))
    return np.mean(believed, axis=0), now


def _newest(values: np.ndarray, before: np.ndarray) -> np.ndarray:
    """[M], the last value of each channel that is there."""
    found = before.copy()
    for row in values:
        found = np.where(np.isnan(row), found, row)
    return found
