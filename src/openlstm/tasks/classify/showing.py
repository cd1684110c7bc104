# SPDX-License-Identifier: Apache-2.0
"""Some sequences that the report shows, and what the first network does with them."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from openlstm.data.sequences import SequenceSet
from openlstm.explorer import Page, explore
from openlstm.inspect import record
from openlstm.tasks.classify.keeping import Example
from openlstm.tasks.classify.network import Network
from openlstm.tasks.classify.scoring import Scored
from openlstm.trace import Trace

__all__ = ["choose_examples", "explorer_page", "first_sequences", "named", "traces"]

SHOWN = 6  # sequences
LONGEST = 300  # steps of each

Shown = Mapping[str, np.ndarray]
"""Name → [T, M]."""


def choose_examples(scored: Scored) -> tuple[Example, ...]:
    """Some sequences, evenly from the one whose class was least believed to the most."""
    true = scored.believed[np.arange(len(scored.targets)), scored.targets]
    order = np.argsort(true, kind="stable")
    chosen = order[np.unique(np.linspace(0, len(order) - 1, SHOWN).astype(int))]
    data = scored.data
    assert data.labels is not None  # what was scored had labels
    return tuple(
        Example(str(data.names[k]), str(data.labels[k]), data.values[k][:LONGEST]) for k in chosen
    )


def named(examples: Sequence[Example]) -> dict[str, np.ndarray]:
    """The sequences under their names and labels."""
    return {f"{each.name}: {each.label}": each.values for each in examples}


def first_sequences(data: SequenceSet) -> dict[str, np.ndarray]:
    """The first sequences under their names."""
    pairs = list(zip(data.names, data.values, strict=True))
    return {str(name): values[:LONGEST] for name, values in pairs[:SHOWN]}


def traces(network: Network, shown: Shown) -> dict[str, Trace]:
    """Name → what the units did."""
    found = {}
    for name, x in _inputs(network, shown).items():
        with torch.no_grad(), record(network.model) as recording:
            network.model(x)
        found[name] = recording.trace
    return found


def explorer_page(network: Network, shown: Shown, classes: Sequence[str], title: str) -> Page:
    """The page on which one steps through the network and moves its gates."""
    inputs = _inputs(network, shown)
    return explore({title: network.model}, inputs, labels=classes, predicts="softmax", title=title)


def _inputs(network: Network, shown: Shown) -> dict[str, Tensor]:
    """Name → [T, 1, F]."""
    return {
        name: torch.from_numpy(network.encoder.encode(values))[:, None]
        for name, values in shown.items()
    }
