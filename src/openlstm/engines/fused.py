# SPDX-License-Identifier: Apache-2.0
"""The `torch` engine: PyTorch's own fused LSTM (oneDNN, cuDNN, …), its gates rebuilt.

The fused kernels give h_t of every step and nothing else. With h known, every pre-activation is one
matrix product, and the cell states follow by c_t = f_t c_{t-1} + i_t g_t: exact, no approximation.
"""

import torch
import torch.nn.functional as F
from torch import _VF, Tensor

from openlstm.engines.kernel import Call, Kept
from openlstm.reference import real_steps
from openlstm.weights import Weights

__all__ = ["kernel", "rebuild"]


def kernel(call: Call, keep: bool) -> Kept:
    """One run over one layer and direction; see `Kernel`. Resets are not possible here."""
    T = call.x.shape[0]
    valid = None if call.lengths is None else real_steps(T, call.lengths)
    x = call.x if valid is None else torch.where(valid[..., None], call.x, 0)
    x = _turned(x, call)
    flat = [w for w in call.weights if w is not None]
    output, h_n, c_n = _VF.lstm(
        x, (call.h_0[None], call.c_0[None]), flat, len(flat) > 3, 1, 0.0, False, False, False
    )
    if valid is None and not keep:
        output = _turned(output, call).contiguous()
        return Kept(output, h_n[0].clone(), c_n[0].clone(), *_nothing(x))
    pre, cells = rebuild(x, output, call.h_0, call.c_0, call.weights)
    h_last, c_last = h_n[0].clone(), c_n[0].clone()
    if call.lengths is not None and valid is not None:
        h_last = _last(output, call.h_0, call.lengths)
        c_last = _last(cells, call.c_0, call.lengths)
        output, pre, cells = (torch.where(valid[..., None], v, 0) for v in (output, pre, cells))
    output, pre, cells = (_turned(v, call).contiguous() for v in (output, pre, cells))
    return Kept(output, h_last, c_last, *((pre, cells) if keep else _nothing(x)))


def rebuild(
    x: Tensor, output: Tensor, h_0: Tensor, c_0: Tensor, weights: Weights
) -> tuple[Tensor, Tensor]:
    """Pre-activations [T, B, 4H] and cell states [T, B, H] of a run whose outputs are known.

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
    pre_i, pre_f, pre_g, _ = pre.chunk(4, dim=-1)
    written = torch.sigmoid(pre_i) * torch.tanh(pre_g)
    kept = torch.sigmoid(pre_f)
    cells = torch.empty_like(written)
    c = c_0
    for c_t, f_t, w_t in zip(cells.unbind(0), kept.unbind(0), written.unbind(0), strict=True):
        c = torch.addcmul(w_t, f_t, c, out=c_t)
    return pre, cells


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


def _nothing(like: Tensor) -> tuple[Tensor, Tensor]:
    return like.new_empty(0), like.new_empty(0)
