# SPDX-License-Identifier: Apache-2.0
"""Runs a stack on the engine that suits the call: in a graph, watched, or plainly."""

from collections.abc import Sequence
from itertools import chain

import torch
from torch import Tensor

from openlstm import reference
from openlstm.engines import Features, choose, followed, scan, segments, under_transform
from openlstm.engines import run as run_layer
from openlstm.engines.kernel import Call, Keep
from openlstm.layers.looking import run_watched
from openlstm.layers.stack import Stack, by_direction
from openlstm.layers.watch import Watch
from openlstm.reference import Scan
from openlstm.weights import Weights

__all__ = ["features", "run"]

Result = tuple[Tensor, tuple[Tensor, Tensor]]


def run(stack: Stack, watch: Watch | None, packed: bool, engine: str | None) -> Result:
    """output, (h_n, c_n) of the stack, in the types that torch.nn.LSTM gives under autocast.

    Args:
        stack: the call.
        watch: who watches the layer, None if nobody.
        packed: the caller's input was a PackedSequence.
        engine: the name of the engine, as `features` make it; None in a graph.
    """
    if not _autocast(stack.x):
        return _run(stack, watch, engine)
    device, projected = stack.x.device.type, stack.weights[0].weight_hr is not None
    dtype = _lowered(stack.x, stack.c_0, packed or projected)
    with torch.autocast(device, enabled=False):
        output, (h_n, c_n) = _run(_cast(stack, dtype), watch, engine)
    if projected:
        low = torch.get_autocast_dtype(device)
        output, h_n = output.to(low), h_n.to(low)
    return output, (h_n, c_n)


def _lowered(x: Tensor, c_0: Tensor, wide: bool) -> torch.dtype:
    """The type that a call computes in under autocast.

    `wide`: PyTorch would serve the call by its CPU loop, as packed sequences and projections. It
    multiplies in the low type but carries c in the wider one; its fused kernels lower everything
    (measured, torch 2.13).
    """
    if x.is_cuda:
        return torch.float16  # to which PyTorch lowers cuDNN's LSTM under any autocast (torch 2.11)
    low = torch.get_autocast_dtype(x.device.type)
    return torch.promote_types(low, c_0.dtype) if wide and x.is_cpu else low


def _autocast(x: Tensor) -> bool:
    return not x.is_meta and torch.is_autocast_enabled("cpu" if x.is_cpu else x.device.type)


def _cast(stack: Stack, dtype: torch.dtype) -> Stack:
    weights = tuple(
        w._replace(**{k: v.to(dtype) for k, v in w._asdict().items() if v is not None})
        for w in stack.weights
    )
    x, h_0, c_0 = (t.to(dtype) for t in (stack.x, stack.h_0, stack.c_0))
    return stack._replace(x=x, h_0=h_0, c_0=c_0, weights=weights)


def features(
    x: Tensor,
    c_0: Tensor,
    weights: Sequence[Weights],
    watch: Watch | None = None,
    packed: bool = False,
) -> Features:
    """What a call asks of an engine."""
    has_projection = weights[0].weight_hr is not None
    return Features(
        "cpu" if x.is_cpu else x.device.type,
        x.dtype if not _autocast(x) else _lowered(x, c_0, packed or has_projection),
        under_transform(),
        followed((x, *chain.from_iterable(weights))),
        watch is not None and watch.needs_visits,
    )


def _run(stack: Stack, watch: Watch | None, engine: str | None) -> Result:
    if watch is not None and torch.compiler.is_compiling():
        # as a decorator this would load the compiler, which costs seconds, with the package
        why = "a watched LSTM runs outside the graph: leave record() or edit()"
        return torch.compiler.disable(_run_chosen, reason=why)(stack, watch)
    if stack.checkpoint_steps is not None and watch is None:
        return _run_segments(stack, engine)
    if engine is None:
        return stack.run(by_direction(_loop if under_transform() else _in_graph))
    if watch is not None:
        return run_watched(stack, watch, engine)
    if engine == "reference":
        return stack.run(by_direction(_loop))
    return stack.run(lambda layer, _: run_layer(engine, layer))


def _run_segments(stack: Stack, engine: str | None) -> Result:
    if torch.compiler.is_compiling():
        why = "an LSTM with checkpoint_steps runs outside the graph: set checkpoint_steps = None"
        return torch.compiler.disable(_run_segments_chosen, reason=why)(stack)
    if engine is None or under_transform():
        raise RuntimeError(
            "checkpoint_steps must be None under torch.func and forward-mode differentiation, "
            f"which keep every step, got {stack.checkpoint_steps}; set checkpoint_steps = None."
        )
    steps = stack.checkpoint_steps
    assert steps is not None
    return stack.run(lambda layer, _: segments.run(engine, layer, steps))


def _run_segments_chosen(stack: Stack) -> Result:
    return _run_segments(stack, choose(features(stack.x, stack.c_0, stack.weights)).name)


def _run_chosen(stack: Stack, watch: Watch) -> Result:
    engine = choose(features(stack.x, stack.c_0, stack.weights, watch)).name
    return run_watched(stack, watch, engine)


def _loop(call: Call, _layer: int, _direction: int) -> Scan:
    return reference.scan(*call)


def _in_graph(call: Call, _layer: int, _direction: int) -> Scan:
    inputs = (call.x, call.h_0, call.c_0, *call.weights)
    needed = torch.is_grad_enabled() and any(t is not None and t.requires_grad for t in inputs)
    # a GPU runs again backward: no operator can hand on what cuDNN keeps, steps by hand are slow
    keep = Keep.BACKWARD if needed and not call.x.is_cuda else Keep.NOTHING
    return Scan(*scan(*inputs, call.lengths, call.reset, call.reverse, int(keep))[:3])
