# SPDX-License-Identifier: Apache-2.0
"""A classifier on disk: what it keeps under which names, and how that is read back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch
from torch import Tensor

from openlstm.data.channels import ChannelEncoder
from openlstm.data.long_tables import Columns
from openlstm.metrics.summary_features import LinearOnSummaries
from openlstm.tasks.classify.network import Network, blank
from openlstm.tasks.classify.rivals import Rivals
from openlstm.tasks.classify.settings import ClassifySettings
from openlstm.training.folder import read_json, typed

__all__ = ["Example", "Kept", "examples_json", "kept_pipeline", "kept_weights", "read_examples",
           "read_metrics", "read_pipeline", "read_predictions",
           "restored"]  # fmt: skip

Networks = tuple[tuple[Network, ...], ...]


@dataclass(frozen=True)
class Example:
    """A sequence that the report shows: its name, what it is, and [T, M] values."""

    name: str
    label: str
    values: np.ndarray


@dataclass(frozen=True)
class Kept:
    """What pipeline.json says.

    encoders: for each seed, one for each network.
    """

    classes: np.ndarray
    columns: Columns | None
    encoders: tuple[tuple[ChannelEncoder, ...], ...]
    rivals: ChannelEncoder
    notes: tuple[str, ...]


def kept_pipeline(
    classes: np.ndarray,
    columns: Columns | None,
    networks: Networks,
    rivals: Rivals,
    notes: Sequence[str],
) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "classes": classes.tolist(),
        "class_type": classes.dtype.str,
        "columns": None if columns is None else asdict(columns),
        "encoders": [[network.encoder.to_json() for network in each] for each in networks],
        "rivals": rivals.encoder.to_json(),
        "notes": list(notes),
    }


def read_pipeline(path: Path) -> Kept:
    """What `kept_pipeline` gave."""
    kept = read_json(path)
    return Kept(
        np.array(kept["classes"], dtype=kept["class_type"]),
        None if kept["columns"] is None else typed(Columns, kept["columns"]),
        typed(tuple[tuple[ChannelEncoder, ...], ...], kept["encoders"]),
        typed(ChannelEncoder, kept["rivals"]),
        typed(tuple[str, ...], kept["notes"]),
    )


def kept_weights(networks: Networks, rivals: Rivals) -> dict[str, Tensor]:
    """Name → tensor."""
    found = {
        f"lstm-{k}-{number}.{name}": value
        for k, each in enumerate(networks)
        for number, network in enumerate(each)
        for name, value in network.model.state_dict().items()
    }
    rest = {
        "majority": rivals.shares,
        "linear.weight": rivals.linear.weight,
        "linear.bias": rivals.linear.bias,
    }
    return {**found, **{name: torch.from_numpy(value) for name, value in rest.items()}}


def restored(
    settings: ClassifySettings, kept: Kept, weights: Mapping[str, Tensor]
) -> tuple[Networks, Rivals]:
    """(networks, rivals); RuntimeError or KeyError if the weights do not fit."""
    networks = tuple(
        tuple(
            _network(settings, kept, encoder, _under(f"lstm-{k}-{number}.", weights))
            for number, encoder in enumerate(encoders)
        )
        for k, encoders in enumerate(kept.encoders)
    )
    weight, bias, shares = (
        weights[name].numpy() for name in ("linear.weight", "linear.bias", "majority")
    )
    return networks, Rivals(kept.rivals, shares, LinearOnSummaries(weight, bias))


def _network(
    settings: ClassifySettings, kept: Kept, encoder: ChannelEncoder, weights: dict[str, Tensor]
) -> Network:
    with torch.device("meta"):  # draws no random numbers for weights that are replaced at once
        model = blank(settings, encoder.size, len(kept.classes)).eval()
    model.load_state_dict(weights, assign=True)
    return Network(encoder, model)


def _under(prefix: str, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {
        name.removeprefix(prefix): value
        for name, value in weights.items()
        if name.startswith(prefix)
    }


def read_metrics(path: Path) -> Any:
    """The scores; fails if those that are shown are missing."""
    metrics = read_json(path)
    for models in metrics.values():
        models["lstm"]["reliability"], models["lstm"]["confusion"]
    return metrics


def read_predictions(path: Path) -> pd.DataFrame:
    """What the model made of the test part; fails if the columns are others."""
    frame = pd.read_csv(path)
    frame[["sequence", "label", "actual"]]
    return frame


def examples_json(examples: Sequence[Example]) -> list[dict[str, Any]]:
    """As examples.json keeps them; null is a missing value."""
    return [
        {
            "name": each.name,
            "label": each.label,
            "values": [[None if x != x else x for x in row] for row in each.values.tolist()],
        }
        for each in examples
    ]


def read_examples(path: Path) -> tuple[Example, ...]:
    """What `examples_json` gave."""
    return tuple(
        Example(each["name"], each["label"], np.array(each["values"], dtype=np.float64))
        for each in read_json(path)
    )
