# SPDX-License-Identifier: Apache-2.0
"""Which engine a call would run on, and why."""

from dataclasses import replace

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

from openlstm.engines import Choice, choose, native_library
from openlstm.engines.pieces import pieces
from openlstm.layers.check import Lengths, as_masks, check_input
from openlstm.layers.lstm import LSTM
from openlstm.layers.run import features

__all__ = ["which_engine"]


def which_engine(
    lstm: LSTM,
    x: Tensor | PackedSequence,
    *,
    lengths: Lengths | None = None,
    reset: Tensor | None = None,
) -> Choice:
    """The engine that `lstm(x, lengths=…, reset=…)` would run on here and now, and why.

    Args:
        lstm: the layer, as it is now: watched, edited or not.
        x: the input, as it would be passed.
        lengths: as it would be passed.
        reset: as it would be passed.

    Raises:
        EngineError: an engine is in force that cannot run the call.
        RuntimeError: x has another number of features than the layer.
        ValueError: x has the wrong number of axes, or another dtype than the weights.

    >>> choice = which_engine(LSTM(5, 6, dtype=torch.float16), torch.randn(4, 3, 5).half())
    >>> choice.name, choice.why_not["reference"]
    ('torch', 'the plain loop, right for all, slower')
    """
    data: Tensor = x.data if isinstance(x, PackedSequence) else x
    check_input(data, lstm.weight_ih_l0)
    watched, packed = lstm._watch is not None, isinstance(x, PackedSequence)
    masked = lengths is not None or reset is not None or (packed and lstm.check_finite)
    apart = watched or (masked and not data.is_cuda)  # cuDNN runs pieces in one call
    asked = features(data, data, lstm._weights(), lstm._watch, packed)
    choice = choose(asked)
    if choice.name == "native":
        return replace(choice, detail=f"{asked.dtype}, at most {native_library.threads()} threads")
    if choice.name != "torch":
        return choice
    rebuilt = apart and (watched or _goes_backward(lstm, data))
    calls = "layer by layer" if apart else "the whole stack at once"
    # elsewhere it makes no difference, and its values would have to be waited for, or are not there
    ragged = data.is_cpu and _is_ragged(x, lengths, reset, lstm.batch_first)
    kernel = _kernel(lstm, data, ragged, torch.is_grad_enabled() and not apart)
    return replace(choice, detail=f"{kernel}, {calls}" + (", the inside rebuilt" * rebuilt))


def _goes_backward(lstm: LSTM, x: Tensor) -> bool:
    return torch.is_grad_enabled() and any(t.requires_grad for t in (x, *lstm.parameters()))


def _is_ragged(
    x: Tensor | PackedSequence, lengths: Lengths | None, reset: Tensor | None, batch_first: bool
) -> bool:
    if isinstance(x, PackedSequence):
        sizes = x.batch_sizes.tolist()
    elif lengths is None and reset is None:
        return False
    else:
        batched = x.dim() == 3
        x = x.transpose(0, 1) if batched and batch_first else x
        steps = x if batched else x.unsqueeze(1)
        masks = as_masks(lengths, reset, steps, batched, batch_first)
        sizes = pieces(len(steps), *masks).batch_sizes.tolist()
    return len({*sizes}) > 1


def _kernel(lstm: LSTM, x: Tensor, ragged: bool, in_graph: bool) -> str:
    """The implementation that PyTorch itself takes (aten/src/ATen/native/RNN.cpp)."""
    if x.is_cuda:
        return "cuDNN" if torch.backends.cudnn.is_acceptable(x) else "PyTorch's CUDA loop"
    if x.device.type != "cpu":
        return f"PyTorch on {x.device.type}"
    fits = x.numel() > 0 and not ragged and not lstm.proj_size and _onednn_has(x.dtype, in_graph)
    return "oneDNN" if fits else "PyTorch's C++ loop"


def _onednn_has(dtype: torch.dtype, in_graph: bool) -> bool:
    """Whether PyTorch gives oneDNN an LSTM of this type, on this processor."""
    if not (torch.backends.mkldnn.is_available() and torch.backends.mkldnn.enabled):
        return False
    if dtype == torch.bfloat16:
        return torch.ops.mkldnn._is_mkldnn_bf16_supported()
    if dtype == torch.float16:  # only where PyTorch's autograd does not record it
        return torch.ops.mkldnn._is_mkldnn_fp16_supported() and not in_graph
    return dtype == torch.float32
