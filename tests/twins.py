# SPDX-License-Identifier: Apache-2.0
"""torch.nn.LSTM and ours with the same parameters, and everything that a call of either gives."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

import openlstm as ol

State = tuple[Tensor, Tensor]


def twins(*args: Any, **kwargs: Any) -> tuple[nn.LSTM, ol.LSTM]:
    """(torch.nn.LSTM, openlstm.LSTM) with the same arguments and the same parameters."""
    theirs, ours = nn.LSTM(*args, **kwargs), ol.LSTM(*args, **kwargs)
    ours.load_state_dict(theirs.state_dict(), strict=True)
    return theirs, ours


def states(lstm: nn.RNNBase, batch: int | None) -> State:
    """Random (h_0, c_0) for a batch, or without batch axis for None."""
    rows = lstm.num_layers * (2 if lstm.bidirectional else 1)
    sizes = [rows] if batch is None else [rows, batch]
    like = {"dtype": lstm.weight_ih_l0.dtype, "device": lstm.weight_ih_l0.device}
    h_size = lstm.proj_size or lstm.hidden_size
    return torch.randn(*sizes, h_size, **like), torch.randn(*sizes, lstm.hidden_size, **like)


def everything(
    lstm: nn.Module,
    x: Tensor,
    hx: State | None = None,
    *,
    pack: Sequence[int] | None = None,
    **call: Any,
) -> dict[str, Tensor]:
    """output, h_n, c_n, and the gradient of a fixed mixture of them by x, h_0, c_0, all parameters.

    Args:
        lstm: the layer.
        x: its input; its dtype is that of the computation.
        hx: its initial states, or None.
        pack: if given, the lengths by which x travels as a PackedSequence.
        call: passed to the layer.
    """
    leaves = {"x": _leaf(x)}
    if hx is not None:
        leaves |= {"h_0": _leaf(hx[0]), "c_0": _leaf(hx[1])}
    given: Tensor | PackedSequence = leaves["x"]
    if pack is not None:
        ordered = list(pack) == sorted(pack, reverse=True)
        given = pack_padded_sequence(leaves["x"], pack, lstm.batch_first, enforce_sorted=ordered)
    state = None if hx is None else (leaves["h_0"], leaves["c_0"])
    output, (h_n, c_n) = lstm(given, state, **call)
    if isinstance(output, PackedSequence):
        assert torch.equal(output.batch_sizes, given.batch_sizes)
        output = output.data
    values = {"output": output, "h_n": h_n, "c_n": c_n}
    leaves |= dict(lstm.named_parameters())
    found = torch.autograd.grad(mixture(*values.values()), list(leaves.values()))
    return values | {f"d_{name}": g for name, g in zip(leaves, found, strict=True)}


def mixture(*tensors: Tensor) -> Tensor:
    """A number in which every element of every tensor has its own weight."""
    return sum((t.double() * weights_of(t)).sum() for t in tensors)


def weights_of(like: Tensor) -> Tensor:
    """Fixed weights between -1 and 1, another for each element."""
    places = torch.arange(like.numel(), dtype=torch.float64, device=like.device)
    return torch.cos(places).reshape(like.shape)


def _leaf(tensor: Tensor) -> Tensor:
    return tensor.detach().clone(memory_format=torch.preserve_format).requires_grad_()
