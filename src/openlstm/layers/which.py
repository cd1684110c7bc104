# SPDX-License-Identifier: Apache-2.0
"""Which engine a call would run on, and why."""

from dataclasses import replace

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

from openlstm.engines import Choice, choose
from openlstm.layers.check import Lengths, check_input
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

    >>> print(which_engine(LSTM(5, 6), torch.randn(4, 3, 5)))
    torch (oneDNN, the whole stack at once); not reference: the plain loop, right for all, slower
    >>> print(which_engine(LSTM(5, 6), torch.randn(4, 3, 5), reset=torch.zeros(4, 3).bool()).name)
    reference
    """
    packed = isinstance(x, PackedSequence)
    data: Tensor = x.data if isinstance(x, PackedSequence) else x
    check_input(data, lstm.weight_ih_l0)
    choice = choose(features(lstm._watch, reset))
    if choice.name != "torch":
        return choice
    apart = lengths is not None or lstm._watch is not None
    pieces = "layer by layer, the inside rebuilt" if apart else "the whole stack at once"
    return replace(choice, detail=f"{_kernel(lstm, data, packed and not apart)}, {pieces}")


def _kernel(lstm: LSTM, x: Tensor, packed: bool) -> str:
    """The implementation that PyTorch itself takes (aten/src/ATen/native/RNN.cpp)."""
    if x.is_cuda:
        return "cuDNN" if torch.backends.cudnn.is_acceptable(x) else "PyTorch's CUDA loop"
    if x.device.type != "cpu":
        return f"PyTorch on {x.device.type}"
    onednn = torch.backends.mkldnn.is_available() and torch.backends.mkldnn.enabled
    fits = x.dtype in (torch.float32, torch.bfloat16, torch.float16)
    return (
        "oneDNN" if onednn and fits and not packed and not lstm.proj_size else "PyTorch's C++ loop"
    )
