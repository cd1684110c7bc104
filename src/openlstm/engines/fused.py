# SPDX-License-Identifier: Apache-2.0
"""The `torch` engine: PyTorch's own fused LSTM (oneDNN, cuDNN, …), its inside rebuilt.

The fused kernels give h_t of every step and nothing else. With h known, every pre-activation is one
matrix product, and the cell states follow by c_t = f_t c_{t-1} + i_t g_t: exact, no approximation.
Lengths and resets are pieces of a packed batch (`pieces.py`).
"""

import torch
import torch.nn.functional as F
from torch import _VF, Tensor

from openlstm.engines.kernel import Call, Inside, Keep, Kept, Layer, joined
from openlstm.engines.pieces import Pieces, pieces
from openlstm.engines.steps import accumulate, before
from openlstm.reference import boundaries
from openlstm.weights import gate_rows

__all__ = ["inside", "kernel", "packed", "rebuild", "run"]

State = tuple[Tensor, Tensor]
Told = tuple[list[Tensor], bool, int, float, bool, bool]
"""What PyTorch's kernels are told beside inputs and states: weights, bias?, layers, dropout,
training?, bidirectional?"""


@torch.no_grad()
def kernel(layer: Layer, keep: Keep, into: Inside | None = None) -> Kept:
    """One run over one layer; see `Kept`."""
    output, h_n, c_n = run(layer)
    found = Kept(output.contiguous(), h_n.clone(), c_n.clone())  # nothing may share storage
    return inside(layer, found, keep, into) if keep else found


def run(layer: Layer) -> tuple[Tensor, Tensor, Tensor]:
    """output [T, B, D·P], h_n [D, B, P], c_n [D, B, H] of a layer, in a graph of PyTorch's own."""
    state, told = (layer.h_0, layer.c_0), _told(layer)
    masked = layer.lengths is not None or layer.reset is not None
    if masked and not layer.x.is_meta:  # which has shapes, and these are those without masks
        output, last = packed(layer.x, state, told, layer.lengths, layer.reset, layer.reverses)
        return output, *last
    turned = layer.reverses == (True,)
    x = layer.x.flip(0) if turned else layer.x
    output, h_n, c_n = _VF.lstm(x, state, *told, False)
    return (output.flip(0) if turned else output), h_n, c_n


def _told(layer: Layer) -> Told:
    """One layer, without dropout; cuDNN goes backward only through a run in training mode."""
    given = [w for weights in layer.weights for w in weights if w is not None]
    has_bias = layer.weights[0].bias_ih is not None
    if layer.x.is_cuda:
        given = _in_one_piece(
            given, 0 if has_bias else 8 * layer.c_0.shape[-1] * len(layer.weights)
        )
    return given, has_bias, 1, 0.0, torch.is_grad_enabled(), len(layer.weights) == 2


def _in_one_piece(given: list[Tensor], room: int) -> list[Tensor]:
    """The same as cuDNN wants them, matrices before biases: otherwise it copies, and warns.

    Args:
        given: the weights, as PyTorch orders them.
        room: numbers behind them, for the biases of a layer that has none.
    """
    whole = given[0].untyped_storage()
    together = all(w.untyped_storage().data_ptr() == whole.data_ptr() for w in given)
    if together and whole.nbytes() == sum(w.nbytes for w in given) + room * given[0].itemsize:
        return given  # a layer alone, as nn.RNNBase has laid its weights
    order = sorted(range(len(given)), key=lambda k: given[k].dim(), reverse=True)
    piece = torch.cat([*(given[k].flatten() for k in order), given[0].new_zeros(room)])
    sizes = [*(given[k].numel() for k in order), room]
    parts = dict(zip(order, piece.split(sizes), strict=False))
    return [parts[k].view_as(w) for k, w in enumerate(given)]


def packed(
    x: Tensor,
    state: State,
    told: Told,
    lengths: Tensor | None,
    reset: Tensor | None,
    reverses: tuple[bool, ...],
) -> tuple[Tensor, State]:
    """output [T, B, D·P] and (h_n, c_n) of padded rows, by way of packed pieces; differentiable.

    Args:
        x: inputs, [T, B, I]; what lies behind the end of a row reaches nothing.
        state: (h_0, c_0), each [L·D, B, size].
        told: the rest of the arguments.
        lengths: real steps of each row, [B], 0 to T, or None; not both may be None.
        reset: True where the state is set to zero before the step, [T, B], or None.
        reverses: by direction, whether it runs from the end to the start.
    """
    T, B, _ = x.shape
    cut = pieces(T, lengths, reset, reverses)
    if not len(cut.row):
        width = len(reverses) * state[0].shape[-1]
        return x.new_zeros(T, B, width), (state[0].clone(), state[1].clone())
    begin = tuple(_begin(first, cut, len(reverses)) for first in state)
    data, *ends = _VF.lstm(x.flatten(0, 1)[cut.source], cut.batch_sizes, begin, *told)
    # under autocast PyTorch's kernels give a lower type than they were given
    output = data.new_zeros(T * B, data.shape[1]).index_copy(0, cut.source, data)
    h_n, c_n = (_last(*each, cut, len(reverses)) for each in zip(state, ends, strict=True))
    return output.unflatten(0, (T, B)), (h_n, c_n)


def _begin(first: Tensor, cut: Pieces, directions: int) -> Tensor:
    """What each piece begins from, [L·D, S, size]."""
    own = first[:, cut.row]
    if cut.begins is not None:
        own = torch.where(cut.begins, own.unflatten(0, (-1, directions)), 0).flatten(0, 1)
    return own.contiguous()  # as cuDNN wants it


def _last(first: Tensor, ends: Tensor, cut: Pieces, directions: int) -> Tensor:
    """The last state of each row, [L·D, B, size]; the initial one where it has no step."""
    by_layer = ends.unflatten(0, (-1, directions)).flatten(1, 2)
    found = by_layer[:, cut.ends].unflatten(1, (directions, -1)).flatten(0, 1)
    return found if cut.empty is None else torch.where(cut.empty, first.to(found.dtype), found)


def inside(layer: Layer, found: Kept, keep: Keep, into: Inside | None = None) -> Kept:
    """What was found, with the inside rebuilt; without a graph."""
    outputs = found.output.detach().chunk(len(layer.reverses), dim=-1)
    parts = [rebuild(*each) for each in zip(layer.calls(), outputs, strict=True)]
    seen = [(gates, cells, pre if keep == Keep.PRE else None) for gates, cells, pre in parts]
    return Kept(*found[:3], *joined(seen, into))


@torch.no_grad()
def rebuild(call: Call, output: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Gates [T, B, 4H], cell states [T, B, H], pre-activations of a run whose outputs are known.

    Args:
        call: the inputs of the run.
        output: h_t of every step, [T, B, P].
    """
    cuts = boundaries(len(call.x), call.lengths, call.reset, call.reverse)
    valid = None if cuts.valid is None else cuts.valid[..., None]
    x = call.x if valid is None else torch.where(valid, call.x, 0)  # padding may hold anything
    pre = F.linear(x, call.weights.weight_ih, call.weights.bias_ih)
    read = before(output, call.h_0, cuts, call.reverse)
    pre += F.linear(read, call.weights.weight_hh, call.weights.bias_hh)
    gates = torch.sigmoid(pre)
    candidate = gate_rows("g", call.c_0.shape[-1])
    torch.tanh(pre[..., candidate], out=gates[..., candidate])
    i, f, g, _ = gates.chunk(4, dim=-1)
    cells = accumulate(f, i * g, call.c_0, cuts, call.reverse)
    if valid is not None:
        gates, cells, pre = (torch.where(valid, v, 0) for v in (gates, cells, pre))
    return gates, cells, pre
