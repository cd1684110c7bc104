# SPDX-License-Identifier: Apache-2.0
"""What `openlstm bench memory` can be told; free of torch, so that --help answers at once."""

from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field

from openlstm.studies.settings import Rates, known, parts
from openlstm.training.settings import Settings

__all__ = ["MODELS", "PROTOCOL", "TASKS", "MemorySettings", "Model", "Start"]

PROTOCOL = 2
"""Version of the protocol: whatever changes a result raises it, and older results are refused."""

TASKS = {
    "latch-100": "LATCH q=100, p=100",
    "latch-1000": "LATCH q=1000, p=100",
    "latch-10000": "LATCH q=10,000, p=100",
    "add-hs-100": "ADD-HS T=100",
    "add-hs-1000": "ADD-HS T=1000",
    "add-200": "ADD T=200",
    "add-1000": "ADD T=1000",
    "add-5000": "ADD T=5000",
    "mult-hs-100": "MULT-HS T=100",
    "mult-hs-1000": "MULT-HS T=1000",
    "order-6a": "ORDER 6a",
    "order-6b": "ORDER 6b",
    "order-6a-long": "ORDER 6a, ten times as long",
    "parity": "PARITY, 3 to 40, scored at 10,000",
    "count": "COUNT aⁿbⁿcⁿ, n ≤ 10, scored to 1000",
    "cerg": "continual embedded Reber",
    "copy-100": "COPY, lag 100",
    "copy-1000": "COPY, lag 1000",
}

Track = Literal["blind", "told"]
Start = Literal["zero", "learned", "marked"]


class Model(NamedTuple):
    """A recurrent layer and how it begins.

    Attributes:
        label: in words.
        track: whether it is told the task's length.
        start: what tells the first step from others: nothing, as the state before it is zero; that
            this state is trained; an input more, which is 1 there and 0 elsewhere.
    """

    label: str
    track: Track
    start: Start = "zero"


MODELS = {
    "rnn": Model("nn.RNN", "blind"),
    "irnn": Model("nn.RNN, relu, identity", "blind"),
    "gru": Model("nn.GRU", "blind"),
    "lstm": Model("nn.LSTM", "blind"),
    "lstm-forget-1": Model("nn.LSTM, forget bias 1", "blind"),
    "lstm-chrono": Model("nn.LSTM, chrono", "told"),
    "lstm-chrono-beyond": Model("nn.LSTM, chrono T to 10 T", "told"),
    "lstm-chrono-start": Model("nn.LSTM, chrono, start learned", "told", "learned"),
    "openlstm": Model("openlstm.LSTM", "blind"),
    "openlstm-chrono": Model("openlstm.LSTM, chrono", "told"),
    "openlstm-chrono-beyond": Model("openlstm.LSTM, chrono T to 10 T", "told"),
    "openlstm-chrono-wide": Model("openlstm.LSTM, chrono 1 to 10,000", "blind"),
    "openlstm-counters": Model("openlstm.LSTM, counters", "blind"),
    "openlstm-mixed": Model("openlstm.LSTM, forget bias 1, an eighth multiscale", "blind"),
    "openlstm-multiscale": Model("openlstm.LSTM, multiscale", "blind"),
    "openlstm-multiscale-echo": Model("openlstm.LSTM, multiscale and echo", "blind"),
    "openlstm-multiscale-start": Model(
        "openlstm.LSTM, multiscale, start learned", "blind", "learned"
    ),
    "openlstm-multiscale-mark": Model(
        "openlstm.LSTM, multiscale, first step marked", "blind", "marked"
    ),
}


def _tasks(names: tuple[str, ...]) -> tuple[str, ...]:
    return known(names, TASKS)


def _models(names: tuple[str, ...]) -> tuple[str, ...]:
    return known(names, MODELS)


class MemorySettings(Settings):
    """Which models learn which long-memory tasks, and what each training may cost."""

    task: Annotated[tuple[str, ...], BeforeValidator(parts), AfterValidator(_tasks)] = Field(
        "latch-1000,order-6a,parity",
        validate_default=True,
        description=f"Which tasks, with commas: {', '.join(TASKS)}",
    )
    model: Annotated[tuple[str, ...], BeforeValidator(parts), AfterValidator(_models)] = Field(
        ",".join(MODELS),
        validate_default=True,
        description=f"Which models, with commas: {', '.join(MODELS)}",
    )
    budget: int = Field(200_000, ge=1, description="Sequences of a training at most")
    minutes: float = Field(10.0, gt=0, description="Minutes of one core for a training at most")
    rates: Rates = Field(
        "0.0003,0.001,0.003,0.01",
        validate_default=True,
        description="Step sizes of Adam, with commas; of several, each model takes the best on the "
        "shortest task of the kind, tried with seeds that are not scored",
    )
    trial_budget: int = Field(
        50_000, ge=1, description="Sequences of a training that chooses a rate, at most"
    )
    seeds: int | None = Field(
        None,
        ge=1,
        le=100,
        description="Trainings of each model on each task; by the protocol 10 on the latch and "
        "adding tasks and 5 elsewhere, 3 for models of PyTorch",
    )
    curriculum: bool = Field(
        False,
        description="Begin with short sequences, twice as long whenever 19 of 20 are answered "
        "rightly; a track of its own, as most published results have none",
    )
    gradient_clip: float = Field(
        1.0, gt=0, description="Largest norm of the gradient; the protocol's is 1"
    )
    processes: int | None = Field(
        None, ge=1, le=256, description="Trainings side by side, one thread each; as many as cores"
    )
