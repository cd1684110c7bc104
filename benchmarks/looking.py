# SPDX-License-Identifier: Apache-2.0
"""What looking inside and ragged batches cost on today's engines.

    python benchmarks/looking.py            every case, five fresh processes each

- `record`: theirs is the plain call of the same openlstm.LSTM, so 1 / ratio is what recording all
  ten values of every step costs, as a multiple of inference.
- `lengths`: theirs is nn.LSTM on a PackedSequence of the same rows, packing not counted; lengths
  are spread evenly between 30 % and 100 % of T.
- `reset`: theirs is an nn.LSTMCell loop that sets the state back, the usual way today.
"""

import torch
from pairs import Pair, time_pair
from results_file import run_benchmark
from size_grid import inference
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

import openlstm as ol

SIZES = ("100,8,64,64", "100,32,128,128", "100,64,256,256")
KINDS = ("record inference", "lengths inference", "lengths training", "reset training")


def measure(case: str, seconds: float) -> Pair:
    """One case: sizes, what is asked, mode."""
    sizes, kind, mode = case.split()
    T, B, I, H = map(int, sizes.split(","))
    ours, theirs = ol.LSTM(I, H), nn.LSTM(I, H)
    theirs.load_state_dict(ours.state_dict())
    x = torch.randn(T, B, I)
    if kind == "record":
        return _against_plain(ours, x, seconds)
    if kind == "reset":
        return _against_cell_loop(ours, x, seconds)
    lengths = torch.linspace(0.3 * T, T, B).round().long()
    packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
    with torch.set_grad_enabled(mode == "training"):
        return time_pair(
            lambda: _backward(ours, ours(x, lengths=lengths)[0]),
            lambda: _backward(theirs, theirs(packed)[0].data),
            seconds,
        )


def _backward(module: nn.Module, output: torch.Tensor) -> None:
    if torch.is_grad_enabled():
        module.zero_grad()
        output.sum().backward()


def _against_plain(lstm: ol.LSTM, x: torch.Tensor, seconds: float) -> Pair:
    def recorded() -> object:
        with ol.record(lstm) as trace, torch.no_grad():
            lstm(x)
        return trace.trace

    return time_pair(recorded, inference(lstm, x), seconds)


def _against_cell_loop(lstm: ol.LSTM, x: torch.Tensor, seconds: float) -> Pair:
    cell = nn.LSTMCell(lstm.input_size, lstm.hidden_size)
    done = torch.rand(x.shape[:2]) < 0.05

    def loop() -> None:
        h = c = x.new_zeros(x.shape[1], lstm.hidden_size)
        outputs = []
        for x_t, done_t in zip(x, done, strict=True):
            h, c = cell(x_t, (h * ~done_t[:, None], c * ~done_t[:, None]))
            outputs.append(h)
        _backward(cell, torch.stack(outputs))

    return time_pair(lambda: _backward(lstm, lstm(x, reset=done)[0]), loop, seconds)


if __name__ == "__main__":
    cases = [f"{size} {kind}" for size in SIZES for kind in KINDS]
    run_benchmark(__file__, __doc__, cases, measure)
