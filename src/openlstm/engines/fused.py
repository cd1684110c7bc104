# SPDX-License-Identifier: Apache-2.0
"""The `torch` engine: PyTorch's own fused LSTM (oneDNN, cuDNN, …), its gates rebuilt.

The fused kernels give h_t of every step and nothing else. With h known, every pre-activation is one
matrix product, and the cell states follow by c_t = f_t c_{t-1} + i_t g_t: exact, no approximation.
"""

import torch
import torch.nn.functional as F
from torch import _VF, Tensor
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from openlstm.engines.kernel import Call, Keep, Kept
from openlstm.reference import real_steps
from openlstm.weights import Weights, gate_rows

__all__ = ["kernel", "ragged", "rebuild"]

State = tuple[Tensor, Tensor]
Fused = tuple[list[Tensor], bool, int, float, bool, bool]
"""What PyTorch's kernels are told beside inputs and states: weights, bias?, layers, dropout,
training?, bidirectional?"""


def kernel(call: Call, keep: Keep) -> Kept:
    """One run over one layer and direction; see `Kept`. Resets are not possible here."""
    if keep == Keep.NOTHING:
        run = _dense if call.lengths is None else _packed
        output, h_n, c_n = run(_turned(call.x, call), call)
        return Kept(_turned(output, call).contiguous(), h_n, c_n)
    if call.lengths is None:
        x = _turned(call.x, call)
        output, h_n, c_n = _dense(x, call)
        gates, cells, pre = rebuild(x, output, call.h_0, call.c_0, call.weights)
    else:
        (output, gates, cells, pre), (h_n, c_n) = _dense_on_padding(call, call.lengths)
    steps = output, gates, cells, pre
    output, gates, cells, pre = (_turned(v, call).contiguous() for v in steps)
    return Kept(output, h_n, c_n, gates, cells, pre if keep == Keep.PRE else None)


def _dense(x: Tensor, call: Call) -> tuple[Tensor, Tensor, Tensor]:
    state = call.h_0[None], call.c_0[None]
    output, h_n, c_n = _VF.lstm(x, state, *_flat(call.weights), False)
    return output, h_n[0].clone(), c_n[0].clone()


def _flat(weights: Weights) -> Fused:
    """One layer: forward, without dropout, evaluating."""
    given = [w for w in weights if w is not None]
    if weights.weight_ih.is_cuda:  # cuDNN copies, and warns, unless all lie in one piece
        piece = torch.cat([w.flatten() for w in given]).split([w.numel() for w in given])
        given = [part.view_as(w) for part, w in zip(piece, given, strict=True)]
    return given, weights.bias_ih is not None, 1, 0.0, False, False


def _packed(x: Tensor, call: Call) -> tuple[Tensor, Tensor, Tensor]:
    """Without the cells of all steps, c_n of a ragged batch is only to be had from packed rows."""
    assert call.lengths is not None
    state = call.h_0[None], call.c_0[None]
    output, (h_n, c_n) = ragged(x, state, call.lengths, _flat(call.weights))
    return output, h_n[0], c_n[0]


def ragged(x: Tensor, state: State, lengths: Tensor, told: Fused) -> tuple[Tensor, State]:
    """output [T, B, D·P] and (h_n, c_n) of padded rows, by way of packed ones; differentiable.

    Args:
        x: inputs, [T, B, I]; what lies behind the end of a row reaches nothing.
        state: (h_0, c_0), each [L·D, B, size].
        lengths: real steps of each row, [B], 0 to T.
        told: the rest of the arguments.
    """
    on_host = lengths.cpu()  # packing reads them there: a GPU is waited for once
    order = on_host.argsort(descending=True)[: int((on_host > 0).sum())]
    rows, (h_0, c_0) = order.to(x.device), state
    if not len(rows):
        width = h_0.shape[-1] * (2 if told[-1] else 1)
        return x.new_zeros(*x.shape[:2], width), (h_0.clone(), c_0.clone())
    packed = pack_padded_sequence(x[:, rows], on_host[order])
    begin = h_0[:, rows], c_0[:, rows]
    data, h, c = _VF.lstm(packed.data, packed.batch_sizes, begin, *told)
    steps, _ = pad_packed_sequence(PackedSequence(data, packed.batch_sizes), total_length=len(x))
    # under autocast PyTorch's kernels give a lower type than they were given
    output = steps.new_zeros(*x.shape[:2], steps.shape[2]).index_copy(1, rows, steps)
    return output, (
        h_0.to(h.dtype).index_copy(1, rows, h),
        c_0.to(c.dtype).index_copy(1, rows, c),
    )


def _dense_on_padding(
    call: Call, lengths: Tensor
) -> tuple[tuple[Tensor, ...], tuple[Tensor, Tensor]]:
    """With the cells of all steps, the dense kernel may run on: what counts is read off inside."""
    real = real_steps(len(call.x), lengths)[..., None]
    x = _turned(torch.where(real, call.x, 0), call)  # padding may hold anything, NaN too
    output, _, _ = _dense(x, call)
    gates, cells, pre = rebuild(x, output, call.h_0, call.c_0, call.weights)
    last = _last(output, call.h_0, lengths), _last(cells, call.c_0, lengths)
    return tuple(torch.where(real, v, 0) for v in (output, gates, cells, pre)), last


def rebuild(
    x: Tensor, output: Tensor, h_0: Tensor, c_0: Tensor, weights: Weights
) -> tuple[Tensor, Tensor, Tensor]:
    """Gates [T, B, 4H], cell states [T, B, H], pre-activations of a run whose outputs are known.

    Args:
        x: inputs in the order of computation, [T, B, I].
        output: h_t of every step in the order of computation, [T, B, P].
        h_0: first hidden state, [B, P].
        c_0: first cell state, [B, H].
        weights: the parameters of the run.
    """
    h_prev = torch.cat([h_0[None], output[:-1]])
    pre = F.linear(x, weights.weight_ih, weights.bias_ih)
    pre += F.linear(h_prev, weights.weight_hh, weights.bias_hh)
    gates = torch.sigmoid(pre)
    candidate = gate_rows("g", c_0.shape[-1])
    torch.tanh(pre[..., candidate], out=gates[..., candidate])
    i, f, g, _ = gates.chunk(4, dim=-1)
    written = i * g
    cells = torch.empty_like(written)
    c = c_0
    for c_t, f_t, w_t in zip(cells.unbind(0), f.unbind(0), written.unbind(0), strict=True):
        c = torch.addcmul(w_t, f_t, c, out=c_t)
    return gates, cells, pre


def _turned(steps: Tensor, call: Call) -> Tensor:
    """Input time to order of computation or back: each row reversed within its own length."""
    if not call.reverse:
        return steps
    if call.lengths is None:
        return steps.flip(0)
    t = torch.arange(steps.shape[0], device=steps.device)[:, None]
    source = torch.where(t < call.lengths, call.lengths - 1 - t, t)
    return steps.gather(0, source[..., None].expand_as(steps))


def _last(steps: Tensor, first: Tensor, lengths: Tensor) -> Tensor:
    """The value at each row's last real step; the initial one where there is none."""
    at = (lengths - 1).clamp(min=0)[None, :, None].expand(1, *steps.shape[1:])
    return torch.where((lengths > 0)[:, None], steps.gather(0, at)[0], first)
