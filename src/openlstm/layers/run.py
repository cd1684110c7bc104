# SPDX-License-Identifier: Apache-2.0
"""Runs a stack on the engine that suits the call: in a graph, watched, or plainly."""

from dataclasses import replace

import torch
from torch import Tensor

from openlstm import reference
from openlstm.engines import Features, Run, choose, scan, under_transform
from openlstm.engines.kernel import Call, Kept
from openlstm.layers.stack import Stack
from openlstm.layers.watch import Seen, Visitor, Watch, inside
from openlstm.reference import Scan, real_steps

__all__ = ["features", "run"]

Result = tuple[Tensor, tuple[Tensor, Tensor]]


def run(stack: Stack, watch: Watch | None, packed: bool) -> Result:
    """output, (h_n, c_n) of the stack, in the types that torch.nn.LSTM gives under autocast.

    Args:
        stack: the call.
        watch: who watches the layer, None if nobody.
        packed: the caller's input was a PackedSequence.
    """
    device = stack.x.device.type
    if device == "meta" or not torch.is_autocast_enabled(device):
        return _run(stack, watch)
    low, projected = torch.get_autocast_dtype(device), stack.weights[0].weight_hr is not None
    # PyTorch's CPU loop, which serves packed sequences and projections, multiplies in the low type
    # but carries c in the wider one; its fused kernels lower everything (measured, torch 2.13)
    wide = device == "cpu" and (packed or projected)
    dtype = torch.promote_types(low, stack.c_0.dtype) if wide else low
    with torch.autocast(device, enabled=False):
        output, (h_n, c_n) = _run(_cast(stack, dtype), watch)
    if wide and projected:
        output, h_n = output.to(low), h_n.to(low)
    return output, (h_n, c_n)


def _cast(stack: Stack, dtype: torch.dtype) -> Stack:
    weights = tuple(
        w._replace(**{k: v.to(dtype) for k, v in w._asdict().items() if v is not None})
        for w in stack.weights
    )
    x, h_0, c_0 = (t.to(dtype) for t in (stack.x, stack.h_0, stack.c_0))
    return replace(stack, x=x, h_0=h_0, c_0=c_0, weights=weights)


def features(watch: Watch | None, reset: Tensor | None) -> Features:
    """What a call asks of an engine."""
    edited = watch is not None and watch.needs_visits
    return Features(under_transform(), reset is not None, edited)


def _run(stack: Stack, watch: Watch | None) -> Result:
    if watch is not None and torch.compiler.is_compiling():
        # as a decorator this would load the compiler, which costs seconds, with the package
        why = "a watched LSTM runs outside the graph: leave record() or edit()"
        return torch.compiler.disable(_run_watched, reason=why)(stack, watch)
    if watch is not None:
        return _run_watched(stack, watch)
    if torch.compiler.is_compiling():
        return stack.run(_loop if under_transform() else _in_graph)
    engine = choose(features(None, stack.reset)).name
    return stack.run(_eager if engine == "torch" else _loop)


def _arguments(call: Call) -> tuple[object, ...]:
    return call.x, call.h_0, call.c_0, *call.weights, call.lengths, call.reset, call.reverse


def _loop(call: Call, _layer: int, _direction: int) -> Scan:
    return reference.scan(*call)


def _eager(call: Call, _layer: int, _direction: int) -> Scan:
    return Scan(*Run.apply(*_arguments(call), _goes_backward(call))[:3])


def _in_graph(call: Call, _layer: int, _direction: int) -> Scan:
    return Scan(*scan(*_arguments(call), _goes_backward(call))[:3])


def _goes_backward(call: Call) -> bool:
    tensors = (call.x, call.h_0, call.c_0, *call.weights)
    return torch.is_grad_enabled() and any(t is not None and t.requires_grad for t in tensors)


def _run_watched(stack: Stack, watch: Watch) -> Result:
    """The result, after showing the inside to those who watch.

    On the reference, values are handed out step by step; any other engine keeps its
    pre-activations and cells, and the inside follows from them.
    """
    T, B = stack.x.shape[:2]
    D = stack.directions
    valid = None if stack.lengths is None else real_steps(T, stack.lengths)
    looped = choose(features(watch, stack.reset)).name == "reference"
    values: list[dict[str, Tensor]] = []
    probes: list[dict[str, Tensor]] = []

    def one(call: Call, layer: int, direction: int) -> Scan:
        if not looped:
            kept = Kept(*Run.apply(*_arguments(call), True))
            values.append(inside(kept, watch.names(layer), valid))
            return Scan(*kept[:3])
        visitor = Visitor(watch, layer, direction, T)
        found = reference.scan(*call, visit_at=visitor.at)
        values.append(visitor.seen(valid))
        probes.append(visitor.probes)
        return found

    result = stack.run(one)
    seen = Seen(
        [values[k : k + D] for k in range(0, len(values), D)],
        [probes[k : k + D] for k in range(0, len(probes), D)],
        stack.h_0,
        stack.c_0,
        torch.ones(T, B, dtype=torch.bool, device=stack.x.device) if valid is None else valid,
        torch.zeros(T, B, dtype=torch.bool, device=stack.x.device)
        if stack.reset is None
        else stack.reset,
    )
    for recorder in watch.recorders:
        recorder.keep(seen)
    return result
