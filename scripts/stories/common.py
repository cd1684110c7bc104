# SPDX-License-Identifier: Apache-2.0
"""What the stories share: a small model with an LSTM and a linear head, its training, its page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

import openlstm as ol
from openlstm.explorer import explore

__all__ = [
    "Json",
    "Made",
    "SmallModel",
    "answer",
    "at",
    "best_of",
    "entry",
    "fit",
    "one_hot",
    "recorded",
    "split_best",
]

Json = dict[str, Any]


class SmallModel(nn.Module):
    """An LSTM on vectors and a linear head on its hidden states; words come as one-hot vectors.

    There is no embedding, so that every number on the page belongs to one of the cell's equations.
    """

    def __init__(self, inputs: int, units: int, outputs: int, bidirectional: bool = False) -> None:
        super().__init__()
        self.lstm = ol.LSTM(
            inputs, units, bidirectional=bidirectional, init="forget_bias", forget_bias=1.0
        )
        self.head = nn.Linear(units * (2 if bidirectional else 1), outputs)

    def forward(self, x: Tensor) -> Tensor:
        """[T, B, outputs] from [T, B, inputs]."""
        return self.head(self.lstm(x)[0])


@dataclass
class Made:
    """A story as its script made it.

    Attributes:
        models: `Model` of explorer-ui/src/data.ts.
        story: `Story` of it.
        facts: what was measured, for people to read.
    """

    models: list[Json]
    story: Json
    facts: dict[str, float] = field(default_factory=dict)


def fit(
    model: nn.Module,
    loss_of: Callable[[], Tensor],
    steps: int,
    rate: float = 0.02,
    decay: float = 0.0,
) -> None:
    """Nothing; trains by Adam, with a cosine from `rate` down to a tenth of it.

    Args:
        loss_of: the loss of a fresh batch.
        decay: weight decay, as in AdamW.
    """
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps, eta_min=rate / 10)
    for _ in range(steps):
        optimiser.zero_grad()
        loss_of().backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()


def best_of(
    seeds: Sequence[int], train: Callable[[int], Any], judge: Callable[[Any], float]
) -> Any:
    """The model that a measured figure likes best; several seeds because some learn less clearly."""
    torch.set_num_threads(1)
    return max((train(seed) for seed in seeds), key=judge)


def one_hot(ids: Tensor, size: int) -> Tensor:
    """[…, size] float from […] integers."""
    return nn.functional.one_hot(ids, size).float()


@torch.no_grad()
def recorded(model: SmallModel, x: Tensor) -> tuple[Tensor, ol.Trace]:
    """The outputs of the head and the trace of the LSTM."""
    with ol.record(model) as recording:
        y = model(x)
    return y, recording.trace


def split_best(values: Tensor, classes: Tensor) -> float:
    """Share of values on their class's side of the best threshold."""
    sorted_classes = classes[values.argsort()].double()
    below = torch.cat([torch.zeros(1), sorted_classes.cumsum(0)])
    k = torch.arange(len(values) + 1)
    right = (below + (len(values) - k) - (below[-1] - below)) / len(values)
    return max(right.max().item(), 1 - right.min().item())


def at(value: str, step: int) -> str:
    """The place in a story where the page puts a number of the trace: {f@3}."""
    return f"{{{value.partition(':')[0]}@{step}{''.join(value.partition(':')[1:])}}}"


def answer(words: Any, en: str = "", zh: str = "") -> Json:
    """`Answer` of explorer-ui/src/data.ts; a wrong one with the reason why it is not right."""
    return {"words": words} | ({"why": {"en": en, "zh": zh}} if en else {})


def entry(
    model: SmallModel,
    identity: str,
    about: dict[str, Json],
    samples: Sequence[Json],
    labels: Sequence[Any],
    predicts: str,
    words: Sequence[str] | None = None,
) -> Json:
    """`Model` of explorer-ui/src/data.ts, with the library's own numbers of every sample.

    Args:
        about: "name", "note", and what else the entry and its head are to say ("head").
        samples: `Sample` without numbers, each with "x" [T, inputs] or, with words, "ids".
        labels: what the head's outputs are called.
        words: the input symbols, where symbols go in one-hot.
    """
    xs = {
        s["id"]: one_hot(torch.tensor(s["ids"]), len(words)) if words else s["x"] for s in samples
    }
    page = explore(
        model, {k: x[:, None] for k, x in xs.items()}, labels=labels, predicts=predicts, tour=False
    )
    made: Json = dict(page.data["models"][0])
    made |= {"id": identity} | {key: value for key, value in about.items() if key != "head"}
    made["head"] = made["head"] | about.get("head", {})
    for shown, sample in zip(made["samples"], samples, strict=True):
        shown |= {key: value for key, value in sample.items() if key != "x"}
        if words:
            shown.pop("x")
    return made | ({"vocabulary": list(words)} if words else {})
