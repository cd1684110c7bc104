# SPDX-License-Identifier: Apache-2.0
"""The public door of the layers: shapes, types and devices checked once, in words that mend.

The exception types are those of `torch.nn.LSTM` for the same mistake.
"""

from collections.abc import Sequence
from numbers import Real

import numpy as np
import torch
from torch import Tensor

from openlstm.engines import check_lengths
from openlstm.errors import expected

__all__ = [
    "Lengths",
    "State",
    "as_masks",
    "check_checkpoint_steps",
    "check_input",
    "check_like",
    "check_sizes",
    "check_state",
]

State = tuple[Tensor, Tensor]
Lengths = Tensor | Sequence[int] | np.ndarray


def check_checkpoint_steps(steps: int | None) -> None:
    """Nothing, if `checkpoint_steps` can be so many.

    Raises:
        TypeError: not a whole number.
        ValueError: below 1.
    """
    if steps is None:
        return
    if not isinstance(steps, int) or isinstance(steps, bool):
        remedy = "pass a whole number or None"
        raise TypeError(expected("checkpoint_steps", "of type int", repr(steps), remedy))
    if steps < 1:
        remedy = "pass about the root of the longest sequence, or None to keep every step"
        raise ValueError(expected("checkpoint_steps", "at least 1", steps, remedy))


def check_sizes(
    input_size: int,
    hidden_size: int,
    num_layers: int = 1,
    proj_size: int = 0,
    dropout: float = 0.0,
) -> None:
    """Nothing, if a layer can have these sizes.

    Raises:
        TypeError: a size that is not a whole number.
        ValueError: a size or probability out of range.
    """
    sizes = {"input_size": input_size, "hidden_size": hidden_size, "num_layers": num_layers}
    for name, size in (*sizes.items(), ("proj_size", proj_size)):
        if not isinstance(size, int) or isinstance(size, bool):
            raise TypeError(expected(name, "of type int", f"{size!r}", "pass a whole number"))
    for name, size in sizes.items():
        if size < 1:
            raise ValueError(expected(name, "greater than zero", size, "pass at least 1"))
    if not 0 <= proj_size < hidden_size:
        remedy = "0 means no projection"
        raise ValueError(
            expected("proj_size", f"from 0 to below hidden_size={hidden_size}", proj_size, remedy)
        )
    number = isinstance(dropout, Real) and not isinstance(dropout, bool)
    if not number or not 0 <= dropout <= 1:
        remedy = "pass the probability of zeroing a value"
        raise ValueError(expected("dropout", "a number between 0 and 1", repr(dropout), remedy))


def check_input(x: Tensor, weight_ih: Tensor) -> None:
    """Nothing, if x, [T, B, I] or [B, T, I], suits the first layer's weights.

    Raises:
        ValueError: another dtype than the weights'.
        RuntimeError: another number of features, or another device.
    """
    if x.dtype != weight_ih.dtype and not _autocast(x):
        remedy = f"pass input.to({weight_ih.dtype})"
        if x.dtype.is_floating_point:  # weights can be nothing else
            remedy += f", or convert the model by .to({x.dtype})"
        rule = f"of the weights' dtype {weight_ih.dtype}"
        raise ValueError(expected("input", rule, x.dtype, remedy))
    input_size = weight_ih.shape[1]
    if x.shape[-1] != input_size:
        raise RuntimeError(
            f"input.size(-1) must be equal to input_size. Expected {input_size}, got "
            f"{x.shape[-1]} in {list(x.shape)}; select {input_size} features, or build the layer "
            f"with input_size={x.shape[-1]}."
        )
    _check_device("input", x, weight_ih)


def check_state(hx: State, sizes: tuple[int, int, int, int], like: Tensor, batched: bool) -> State:
    """(h_0, c_0), checked and with a batch axis.

    Args:
        hx: what the caller passed.
        sizes: layers · directions, batch, size of h, size of c.
        like: the input, for dtype and device.
        batched: whether the input had a batch axis.

    Raises:
        TypeError: not a pair of tensors.
        RuntimeError: wrong number of axes, size, dtype or device.
    """
    pair = tuple(hx) if isinstance(hx, (tuple, list)) else (hx,)
    if len(pair) != 2 or not all(isinstance(state, Tensor) for state in pair):
        raise TypeError(
            expected(
                "hx", "the pair (h_0, c_0)", _kinds(pair), "pass both, zeros if you have only one"
            )
        )
    h_0, c_0 = pair
    axes = 3 if batched else 2
    if h_0.dim() != axes or c_0.dim() != axes:
        kind = (
            "batched 3-D input, hx and cx should also be 3-D"
            if batched
            else ("unbatched 2-D input, hx and cx should also be 2-D")
        )
        raise RuntimeError(
            f"For {kind} but got ({h_0.dim()}-D, {c_0.dim()}-D) tensors; "
            f"their shape is [layers·directions, {'batch, ' if batched else ''}size]."
        )
    if not batched:
        h_0, c_0 = h_0.unsqueeze(1), c_0.unsqueeze(1)
    layers, batch, h_size, c_size = sizes
    for name, state, size in (("hidden[0] (h_0)", h_0, h_size), ("hidden[1] (c_0)", c_0, c_size)):
        _check_one_state(name, state, (layers, batch, size), like)
    return h_0, c_0


def _check_one_state(name: str, state: Tensor, size: tuple[int, int, int], like: Tensor) -> None:
    if state.shape != size:
        raise RuntimeError(
            f"Expected {name} size {size}, got {list(state.shape)}; states are "
            "[layers·directions, batch, size] always, also with batch_first=True."
        )
    check_like(name, state, like)


def check_like(name: str, tensor: Tensor, like: Tensor) -> None:
    """Nothing, if a tensor can be used together with another: one dtype and one device.

    Raises:
        RuntimeError: another dtype (outside autocast) or device.
    """
    if tensor.dtype != like.dtype and not _autocast(like):
        raise RuntimeError(
            expected(name, f"of dtype {like.dtype}", tensor.dtype, f"use .to({like.dtype})")
        )
    _check_device(name, tensor, like)


def as_masks(
    lengths: Lengths | None, reset: Tensor | None, x: Tensor, batched: bool, batch_first: bool
) -> tuple[Tensor | None, Tensor | None]:
    """lengths, [B], and reset, [T, B], checked and on the device of x.

    Args:
        lengths: what the caller passed; a number if the input had no batch axis.
        reset: what the caller passed, in the form of the input.
        x: the input, [T, B, I].
        batched: whether the input had a batch axis.
        batch_first: whether reset is [B, T].

    Raises:
        TypeError: lengths that are not whole numbers, a reset that is not boolean.
        ValueError: another shape, or (in eager calls) a length outside 0 … T.
    """
    T, B = x.shape[:2]
    found = None if lengths is None else _as_lengths(lengths, T, B, x.device)
    if reset is None:
        return found, None
    return found, _as_reset(reset, T, B, batched, batch_first).to(x.device)


def _as_lengths(lengths: Lengths, T: int, B: int, device: torch.device) -> Tensor:
    found = lengths if isinstance(lengths, Tensor) else torch.as_tensor(np.asarray(lengths))
    found = found if found.dim() else found[None]
    if found.is_floating_point() or found.is_complex() or found.dtype == torch.bool:
        raise TypeError(expected("lengths", "whole numbers", found.dtype, "pass lengths.long()"))
    if found.shape != (B,):
        raise ValueError(
            expected(
                "lengths", f"of shape [{B}], one per row", list(found.shape), "pass one per row"
            )
        )
    if not torch.compiler.is_compiling():
        check_lengths(found, T)
    return found.to(device, torch.int64)


def _as_reset(reset: Tensor, T: int, B: int, batched: bool, batch_first: bool) -> Tensor:
    if not isinstance(reset, Tensor) or reset.dtype != torch.bool:
        kind = reset.dtype if isinstance(reset, Tensor) else type(reset).__name__
        raise TypeError(expected("reset", "a tensor of booleans", kind, "pass reset.bool()"))
    axes, shape = ("[batch, time]", [B, T]) if batch_first else ("[time, batch]", [T, B])
    if not batched:
        axes, shape = "[time]", [T]
    if list(reset.shape) != shape:
        raise ValueError(
            expected("reset", f"{axes} = {shape}", list(reset.shape), "give one flag per step")
        )
    if not batched:
        return reset.unsqueeze(1)
    return reset.T if batch_first else reset


def _autocast(x: Tensor) -> bool:
    return x.device.type != "meta" and torch.is_autocast_enabled(x.device.type)


def _check_device(name: str, tensor: Tensor, like: Tensor) -> None:
    if tensor.device != like.device:
        remedy = f"move it by .to({str(like.device)!r})"
        raise RuntimeError(expected(name, f"on {like.device}", tensor.device, remedy))


def _kinds(values: tuple[object, ...]) -> str:
    return "(" + ", ".join(type(value).__name__ for value in values) + ")"
