# SPDX-License-Identifier: Apache-2.0
"""`replace_lstms`, `restore_lstms`: a model's nn.LSTMs become openlstm's, and PyTorch's again.

The modules change their class and stay the same objects: parameters, hooks, buffers, shared
submodules and every reference that anyone holds live on untouched.
"""

import warnings
from typing import TypeVar

import torch.ao.nn.quantizable
import torch.ao.nn.quantized.dynamic
from torch import nn
from torch.nn.utils import parametrize

from openlstm.errors import expected
from openlstm.inspect.replaced import class_on
from openlstm.layers import LSTM

__all__ = ["replace_lstms", "restore_lstms"]

Model = TypeVar("Model", bound=nn.Module)
_QUANTISED = (torch.ao.nn.quantized.dynamic.LSTM, torch.ao.nn.quantizable.LSTM)


def replace_lstms(model: Model) -> Model:
    """The same model, changed in place: every torch.nn.LSTM inside is now an openlstm.LSTM.

    Parameters, numbers, hooks, training mode, parametrisations (weight_norm) and pruning stay as
    they are; an optimiser made before still works. Quantised LSTMs are left alone, with a warning.

    Args:
        model: any module; it may itself be an LSTM.

    Raises:
        TypeError: a subclass of nn.LSTM with a `forward` of its own, by name; nothing is changed.

    >>> import torch
    >>> model = nn.Sequential(nn.LSTM(5, 6))
    >>> type(replace_lstms(model)[0])
    <class 'openlstm.layers.lstm.LSTM'>
    """
    _check_module(model)
    _refuse_own_forward(model, nn.LSTM, "derive that class from openlstm.LSTM instead")
    for path, part in model.named_modules():
        if isinstance(part, _QUANTISED):
            warnings.warn(f"{path or 'the model'} is quantised and stays as it is.", stacklevel=2)
    for part in model.modules():
        if isinstance(part, nn.LSTM):
            part.__class__ = class_on(part, nn.LSTM, LSTM)
            if parametrize.is_parametrized(part):
                # PyTorch leaves computed weights here, which cannot be copied; ours reads none
                part._flat_weights = [part._parameters.get(n) for n in part._flat_weights_names]
    return model


def restore_lstms(model: Model) -> Model:
    """The same model, changed in place: every openlstm.LSTM inside is a torch.nn.LSTM again.

    Args:
        model: any module, changed by `replace_lstms` or built with openlstm.

    Raises:
        TypeError: a subclass of openlstm.LSTM with a `forward` of its own, by name; nothing is
            changed.

    >>> model = restore_lstms(nn.Sequential(LSTM(5, 6)))
    >>> type(model[0])
    <class 'torch.nn.modules.rnn.LSTM'>
    """
    _check_module(model)
    _refuse_own_forward(model, LSTM, "take that module out first")
    for part in model.modules():
        if isinstance(part, LSTM):
            part.__class__ = class_on(part, LSTM, nn.LSTM)
            for name in ("_init", "_watch", "check_finite", "checkpoint_steps"):
                part.__dict__.pop(name, None)
            part._init_flat_weights()
    return model


def _refuse_own_forward(model: nn.Module, base: type[nn.RNNBase], remedy: str) -> None:
    for path, part in model.named_modules():
        if isinstance(part, base) and part.forward != base.forward.__get__(part):
            raise TypeError(
                f"{path or 'the model'} is a {type(part).__qualname__} with a forward of its own, "
                f"which would be lost; {remedy}. Nothing was changed."
            )


def _check_module(model: object) -> None:
    if not isinstance(model, nn.Module):
        raise TypeError(
            expected("model", "a torch.nn.Module", type(model).__name__, "pass the model itself")
        )
