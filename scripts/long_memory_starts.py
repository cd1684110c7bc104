# SPDX-License-Identifier: Apache-2.0
"""The starts in docs/long-memory-evidence.md: what was tried beside multiscale, how it learns.

python scripts/long_memory_starts.py [--seeds 3] [--only multiscale] [--learn order-6a]
"""

import argparse
import statistics
from collections.abc import Callable, Iterable

import torch
from torch import Tensor

from openlstm import LSTM
from openlstm.memory_tasks import Add, MemoryTask, Order
from openlstm.studies.memory.board import BOARD
from openlstm.studies.memory.gradients import gradient_of
from openlstm.studies.memory.models import MemoryModel, with_read_out
from openlstm.studies.memory.training import Run, train_model
from openlstm.weights import gate_rows

LONG = {"ADD T=1000": Add(T=1000), "ORDER, ten times": Order(s=10)}
LEARNED = {"order-6a": "ORDER 6a", "add-200": "ADD T=200", "latch-100": "LATCH q=100"}
RATE, BUDGET, MINUTES = 0.01, 64_000, 3.0

Start = Callable[[int, int, int], LSTM]  # I, H, T that is told


def spread(a: float, b: float, rows: float = 0.0, blocks: str = "drawn", write: float = 1) -> Start:
    """Memories τ with density τ^(−b) from 1 to 10,000, input gates (1 + τ)^(−a).

    rows: those of W_hh are multiplied by (1 + τ)^(−rows). blocks: of W_hh, "drawn", "orthogonal" or
    "identity". write: what the candidate's weights are multiplied by.
    """

    def start(I: int, H: int, _span: int) -> LSTM:
        lstm = LSTM(I, H, init="orthogonal" if blocks == "orthogonal" else "torch")
        place = (torch.arange(H) + torch.rand(H)) / H
        longest = 1e4 ** (1 - b)
        memory = 1e4**place if b == 1 else (1 + place * (longest - 1)) ** (1 / (1 - b))
        set_biases(lstm, memory.log(), torch.logit((1 + memory) ** -a))
        with torch.no_grad():
            for block in lstm.weight_hh_l0.chunk(4):
                if blocks == "identity":
                    torch.nn.init.eye_(block)
                block *= (1 + memory[:, None]) ** -rows
            for weight in (lstm.weight_ih_l0, lstm.weight_hh_l0):
                weight[gate_rows("g", H)] *= write
        return lstm

    return start


@torch.no_grad()
def set_biases(lstm: LSTM, forget: Tensor, write: Tensor) -> None:
    lstm.bias_ih_l0.zero_()
    lstm.bias_hh_l0.zero_()
    lstm.bias_ih_l0[gate_rows("f", lstm.hidden_size)] = forget
    lstm.bias_ih_l0[gate_rows("i", lstm.hidden_size)] = write


def uniform_gates(I: int, H: int, _span: int) -> LSTM:
    """Gu et al. 2020: forget gates even between 1/H and 1 − 1/H, input gates 1 less these."""
    lstm, place = LSTM(I, H), torch.empty(H).uniform_(1 / H, 1 - 1 / H)
    set_biases(lstm, place.logit(), -place.logit())
    return lstm


def named(init: str, **options: object) -> Start:
    return lambda I, H, _: LSTM(I, H, init=init, **options)


STARTS: dict[str, Start] = {
    "PyTorch's": named("torch"),
    "PyTorch's, orthogonal": named("orthogonal"),
    "forget bias 1": named("forget_bias"),
    "uniform gates (Gu et al. 2020)": uniform_gates,
    "chrono, told": lambda I, H, span: LSTM(I, H, init="chrono", lags=(1, span - 1)),
    "chrono 1 to 10,000": named("chrono", lags=(1, 10_000)),
    "chrono 1 to 10,000, orthogonal": named("chrono+orthogonal", lags=(1, 10_000)),
    "a = 1, b = 1": spread(1, 1),
    "a = ½, b = 1": spread(0.5, 1),
    "a = ½, b = 1, rows −½": spread(0.5, 1, 0.5),
    "a = ½, b = 1, orthogonal, rows −0.35": spread(0.5, 1, 0.35, "orthogonal"),
    "a = ¾, b = 1": spread(0.75, 1),
    "a = ¾, b = ½": spread(0.75, 0.5),
    "a = ¾, b = ½, rows −¼": spread(0.75, 0.5, 0.25),
    "multiscale": named("multiscale"),
    "multiscale, identity blocks": spread(0.75, 0.5, 0.25, "identity"),
    "multiscale, candidate writes × ¼": spread(0.75, 0.5, 0.25, "orthogonal", 0.25),
    "multiscale, candidate writes × 4": spread(0.75, 0.5, 0.25, "orthogonal", 4),
}


def network(start: Start, task: MemoryTask, H: int, span: int, seed: int) -> MemoryModel:
    torch.manual_seed(seed)
    return with_read_out(start(task.input_size, H, span), task)


def share(start: Start, task: MemoryTask, seeds: Iterable[int]) -> str:
    """Of the gradient at lag 0 that is left at lag 999; "rising" where it is more than at 500."""
    runs = []
    for seed in seeds:
        found = gradient_of(network(start, task, 128, task.length, seed), task, seed=seed)
        runs.append(torch.tensor(found[:1000]) / found[0])
    mean = torch.stack(runs).log().mean(0).exp()
    rises = mean[999] > 1.1 * mean[500]
    return f"{mean[999]:.1e}" + (", rising" if rises else "")


def learned(start: Start, task: str, seeds: Iterable[int]) -> str:
    """How many of the trainings solved the task, and the median of sequences of those that did."""
    entry, runs = BOARD[task], []
    for seed in seeds:
        model = network(start, entry.task, entry.hidden_size, entry.span, seed)
        runs.append(train_model(model, Run(task, "", seed, RATE, BUDGET, MINUTES)))
    solved = [run.sequences for run in runs if run.solved]
    after = f", {statistics.median(solved):,.0f}" if solved else ""
    return f"{len(solved)}/{len(runs)}{after}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", default="", help="starts whose names contain it")
    parser.add_argument("--learn", nargs="*", choices=LEARNED, default=list(LEARNED))
    chosen = parser.parse_args()
    seeds = range(chosen.seeds)
    print(f"| start | {' | '.join([*LONG, *(LEARNED[task] for task in chosen.learn)])} |")
    print("|---" * (1 + len(LONG) + len(chosen.learn)) + "|")
    for name, start in STARTS.items():
        if chosen.only in name:
            cells = [share(start, task, seeds) for task in LONG.values()]
            cells += [learned(start, task, seeds) for task in chosen.learn]
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
