# SPDX-License-Identifier: Apache-2.0
"""Runs a stack on the engine that suits the call: in a graph, watched, or plainly."""

from collections.abc import Iterable

import torch
from torch import Tensor

from openlstm import reference
from openlstm.engines import Features, choose, followed, scan, under_transform
from openlstm.engines import run as run_layer
from openlstm.engines.kernel import Call, Keep
from openlstm.layers.looking import run_watched
from openlstm.layers.stack import Stack, by_direction
from openlstm.layers.watch import Watch
from openlstm.reference import Scan
from openlstm.weights import Weights

__all__ = ["computed_in", "engine_of", "features", "run"]

Result = tuple[Tensor, tuple[Tensor, Tensor]]


def run(stack: Stack, watch: Watch | None, packed: bool) -> Result:
    """output, (h_n, c_n) of the stack, in the types that torch.nn.LSTM gives under autocast.

    Args:
        stack: the call.
        watch: who watches the layer, None if nobody.
        packed: the caller's input was a PackedSequence.
    """
    if not _autocast(stack.x):
        return _run(stack, watch)
    low = torch.get_autocast_dtype(stack.x.device.type)
    projected = stack.weights[0].weight_hr is not None
    dtype = computed_in(stack.x, packed or projected)
    with torch.autocast(stack.x.device.type, enabled=False):
        output, (h_n, c_n) = _run(_cast(stack, dtype), watch)
    if projected:
        output, h_n = output.to(low), h_n.to(low)
    return output, (h_n, c_n)


def computed_in(x: Tensor, wide: bool) -> torch.dtype:
    """The type that a call computes in: that of x, or autocast's.

    Args:
        x: the input.
        wide: PyTorch would serve the call by its CPU loop, as packed sequences and projections. It
            multiplies in the low type but carries c in the wider one; its fused kernels lower
            everything (measured, torch 2.13).
    """
    if not _autocast(x):
        return x.dtype
    low = torch.get_autocast_dtype(x.device.type)
    return torch.promote_types(low, x.dtype) if wide and x.is_cpu else low


def _autocast(x: Tensor) -> bool:
    return not x.is_meta and torch.is_autocast_enabled(x.device.type)


def _cast(stack: Stack, dtype: torch.dtype) -> Stack:
    weights = tuple(
        w._replace(**{k: v.to(dtype) for k, v in w._asdict().items() if v is not None})
        for w in stack.weights
    )
    x, h_0, c_0 = (t.to(dtype) for t in (stack.x, stack.h_0, stack.c_0))
    return stack._replace(x=x, h_0=h_0, c_0=c_0, weights=weights)


def features(
    x: Tensor, weights: Iterable[Weights], watch: Watch | None, reset: Tensor | None
) -> Features:
    """What a call asks of an engine."""
    return Features(
        "cpu" if x.is_cpu else x.device.type,
        x.dtype,
        under_transform(),
        followed((x, *(w for some in weights for w in some))),
        reset is not None,
        watch is not None and watch.needs_visits,
    )


def engine_of(x: Tensor, weights: Iterable[Weights]) -> str:
    """The name of the engine of a plain call."""
    asked = features(x, weights, None, None)
    return choose(asked._replace(dtype=computed_in(x, False)) if _autocast(x) else asked).name


def _run(stack: Stack, watch: Watch | None) -> Result:
    if watch is not None and torch.compiler.is_compiling():
        # as a decorator this would load the compiler, which costs seconds, with the package
        why = "a watched LSTM runs outside the graph: leave record() or edit()"
        return torch.compiler.disable(_run_eagerly, reason=why)(stack, watch)
    if torch.compiler.is_compiling():
        return stack.run(by_direction(_loop if under_transform() else _in_graph))
    return _run_eagerly(stack, watch)


def _run_eagerly(stack: Stack, watch: Watch | None) -> Result:
    engine = choose(features(stack.x, stack.weights, watch, stack.reset)).name
    if watch is not None:
        return run_watched(stack, watch, engine)
    if engine == "reference":
        return stack.run(by_direction(_loop))
    return stack.run(lambda layer, _: run_layer(engine, layer))


def _loop(call: Call, _layer: int, _direction: int) -> Scan:
    return reference.scan(*call)


def _in_graph(call: Call, _layer: int, _direction: int) -> Scan:
    inputs = (call.x, call.h_0, call.c_0, *call.weights)
    needed = any(t is not None and t.requires_grad for t in inputs)
    keep = Keep.BACKWARD if torch.is_grad_enabled() and needed else Keep.NOTHING
    return Scan(*scan(*inputs, call.lengths, call.reset, call.reverse, int(keep))[:3])
