# SPDX-License-Identifier: Apache-2.0
"""One run of a model with everything kept that the page needs: inputs, trace, outputs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence

from openlstm.errors import InputError, expected
from openlstm.inspect import record
from openlstm.inspect.attach import lstms_of
from openlstm.layers import LSTM
from openlstm.trace import Trace

__all__ = ["Call", "checked_lstms", "checked_tensor", "run"]


@dataclass(frozen=True)
class Call:
    """What one LSTM of a model did in one run.

    Attributes:
        lstm: the layer.
        x: its inputs, [T, B, I], time first whatever the layer's own form.
        trace: its inside.
        output: what the whole model gave back, or the first tensor of it; None if there is none.
    """

    lstm: LSTM
    x: Tensor
    trace: Trace
    output: Tensor | None


def checked_lstms(model: nn.Module) -> dict[str, LSTM]:
    """The LSTMs of a model by module path.

    Raises:
        InputError: it holds none, or PyTorch's own.
    """
    try:
        return lstms_of(model)
    except (TypeError, ValueError) as error:
        raise InputError(str(error)) from None


def run(model: nn.Module, inputs: Tensor) -> dict[str, Call]:
    """What each LSTM of the model did with `inputs`, by module path; in evaluation mode.

    The model is left in the mode it was in. An LSTM that the model did not call is left out.

    Raises:
        InputError: the model holds no LSTM, or does not take such inputs.
    """
    lstms = checked_lstms(model)
    seen: dict[str, list[Tensor]] = {path: [] for path in lstms}
    hooks = [
        lstm.register_forward_pre_hook(_keeper(seen[path]), with_kwargs=True)
        for path, lstm in lstms.items()
    ]
    try:
        with torch.no_grad(), _evaluating(model), record(model) as recording:
            output = _first_tensor(_called(model, inputs))
    finally:
        for hook in hooks:
            hook.remove()
    return {
        path: Call(lstm, torch.cat(seen[path]), recording[path], output)
        for path, lstm in lstms.items()
        if seen[path]
    }


def _called(model: nn.Module, inputs: Tensor) -> Any:
    try:
        return model(inputs)
    except (RuntimeError, ValueError, IndexError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise InputError(
            f"inputs of shape {list(inputs.shape)} do not fit the model: {reason}; pass what "
            "model(inputs) takes."
        ) from None


def _keeper(kept: list[Tensor]) -> Any:
    """A hook that keeps the input of every call, time first and with a batch."""

    def keep(lstm: LSTM, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        x = args[0] if args else kwargs["input"]
        if isinstance(x, PackedSequence):
            x = pad_packed_sequence(x)[0]
        elif x.dim() == 2:
            x = x.unsqueeze(1)
        elif lstm.batch_first:
            x = x.transpose(0, 1)
        kept.append(x.detach())

    return keep


def _first_tensor(output: Any) -> Tensor | None:
    while isinstance(output, (tuple, list)) and output:
        output = output[0]
    return output if isinstance(output, Tensor) else None


@contextmanager
def _evaluating(model: nn.Module) -> Iterator[None]:
    """Dropout would give other numbers than those that the page computes."""
    modes = {module: module.training for module in model.modules()}
    model.eval()
    try:
        yield
    finally:
        for module, training in modes.items():
            module.training = training


def checked_tensor(inputs: Any) -> Tensor:
    """The inputs, if they are a tensor with at least one step.

    Raises:
        InputError: something else, or nothing.
    """
    if not isinstance(inputs, Tensor):
        kind = type(inputs).__name__
        raise InputError(expected("inputs", "a tensor or text", kind, "pass what the model reads"))
    if not inputs.numel():
        shape = f"a tensor of shape {list(inputs.shape)}"
        raise InputError(expected("inputs", "at least one step long", shape, "pass some data"))
    return inputs
