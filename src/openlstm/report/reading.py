# SPDX-License-Identifier: Apache-2.0
"""A text read by a character model, with what it expected and what its units did."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from openlstm.data import Vocabulary
from openlstm.diagnostics import Surprise, surprise
from openlstm.inspect import record
from openlstm.models import CharacterModel
from openlstm.trace import Trace

__all__ = ["Reading", "read"]

_CHUNK = 512  # characters run at a time, which bounds the memory of logits over large alphabets


@dataclass(frozen=True)
class Reading:
    """A text of N characters, read from a zero state; step t reads character t.

    text: the N characters.
    surprise: cost of characters 1 to N − 1, each given all before it; [N − 1, 1].
    trace: what the units did at each of the N steps, batch 1, on the CPU.
    """

    text: str
    surprise: Surprise
    trace: Trace


def read(model: CharacterModel, vocabulary: Vocabulary, text: str, what: Sequence[str]) -> Reading:
    """The reading of `text`, at least two characters long; the model must be in evaluation mode.

    Args:
        what: fields of the trace to keep, such as ("cell", "hidden").
    """
    device = next(model.parameters()).device
    ids = vocabulary.encode(text).to(device)[:, None]
    with torch.no_grad(), record(model, what=what) as recording:
        costs = _costs(model, ids)
    return Reading(text, costs, _on_cpu(recording.trace))


def _on_cpu(trace: Trace) -> Trace:
    values = {name: value.cpu() for name, value in trace.values.items()}
    return replace(trace, values=values, valid=trace.valid.cpu())


def _costs(model: CharacterModel, ids: Tensor) -> Surprise:
    state, costs = None, []
    following = torch.cat([ids[1:], ids[:1]])  # nothing follows the last: its cost is dropped
    for x, y in zip(ids.split(_CHUNK), following.split(_CHUNK), strict=True):
        logits, state = model(x, state)
        costs.append(surprise(logits, y))
    fields = ("nats", "top_ids", "top_probabilities")
    return Surprise(*(torch.cat([getattr(c, f) for c in costs])[:-1].cpu() for f in fields))
