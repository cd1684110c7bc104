# SPDX-License-Identifier: Apache-2.0
"""Runs a stack that is watched, and shows its inside.

On the reference, values are handed out step by step. Any other engine writes its gates and cells
where a backward run needs them anyway: one buffer for all layers, of which a trace is a view.
"""

from collections.abc import Iterable

import torch
from torch import Tensor

from openlstm import reference
from openlstm.engines import run as run_layer
from openlstm.engines.kernel import Call, Inside, Layer
from openlstm.engines.pool import empty
from openlstm.layers.stack import Stack, by_direction
from openlstm.layers.watch import Seen, Visitor, Watch
from openlstm.reference import Scan, real_steps
from openlstm.weights import GATES

__all__ = ["run_watched"]

Result = tuple[Tensor, tuple[Tensor, Tensor]]
Probes = list[list[dict[str, Tensor]]]


def run_watched(stack: Stack, watch: Watch, engine: str) -> Result:
    """The result, after showing the inside to those who watch.

    Args:
        stack: the call.
        watch: who watches.
        engine: the name of the engine that runs it.
    """
    T, B = stack.x.shape[:2]
    valid = None if stack.lengths is None else real_steps(T, stack.lengths)
    if engine == "reference":
        result, inside, probes = _visited(stack, watch, valid)
    else:
        result, inside, probes = *_written(stack, watch, engine), []
    mask = stack.x.new_empty(0, dtype=torch.bool)
    seen = Seen(
        watch.layers,
        inside,
        probes,
        stack.h_0,
        stack.c_0,
        mask.new_ones(T, B) if valid is None else valid,
        mask.new_zeros(T, B) if stack.reset is None else _starts(stack.reset, valid),
    )
    for recorder in watch.recorders:
        recorder.keep(seen)
    return result


def _starts(reset: Tensor, valid: Tensor | None) -> Tensor:
    """A copy, True where the state was set back, which padding never is."""
    return reset.clone() if valid is None else reset & valid


def _visited(
    stack: Stack, watch: Watch, valid: Tensor | None
) -> tuple[Result, dict[str, Tensor], Probes]:
    T, D = stack.x.shape[0], stack.directions
    values: list[dict[str, Tensor]] = []
    probes: list[dict[str, Tensor]] = []

    def one(call: Call, layer: int, direction: int) -> Scan:
        visitor = Visitor(watch, layer, direction, T)
        found = reference.scan(*call, visit_at=visitor.at)
        values.append(visitor.seen(valid))
        probes.append(visitor.probes)
        return found

    result = stack.run(by_direction(one))
    wanted = [values[layer * D + d] for layer in watch.layers for d in range(D)]
    inside = {
        name: torch.stack([seen[name] for seen in wanted]).unflatten(0, (-1, D))
        for name in watch.names
    }
    return result, inside, [probes[k : k + D] for k in range(0, len(probes), D)]


def _written(stack: Stack, watch: Watch, engine: str) -> tuple[Result, dict[str, Tensor]]:
    layers, names = watch.layers, watch.names
    room = _room(stack, len(layers), any(name.startswith("pre_") for name in names))
    outputs: list[Tensor] = []

    def one(layer: Layer, place: int) -> tuple[Tensor, ...]:
        if place not in layers:
            return run_layer(engine, layer)
        found = run_layer(engine, layer, room.of(layers.index(place)))
        outputs.append(found[0].detach())
        return found

    return stack.run(one), _inside(names, room, outputs, stack.directions)


def _room(stack: Stack, layers: int, pre: bool) -> Inside:
    T, B, _ = stack.x.shape
    shape, H = (layers, stack.directions, T, B), stack.c_0.shape[-1]

    def room(width: int) -> Tensor:
        sizes = *shape, width
        return empty(sizes, stack.x.dtype) if stack.x.is_cpu else stack.x.new_empty(sizes)

    pres = room(4 * H) if pre else None
    return Inside(room(4 * H), room(H), pres, read_soon=torch.is_grad_enabled())


def _inside(
    names: Iterable[str], room: Inside, outputs: list[Tensor], directions: int
) -> dict[str, Tensor]:
    found = dict(zip(GATES, room.gates.chunk(4, dim=-1), strict=True))
    found["c"] = room.cells
    if room.pre is not None:
        pres = room.pre.chunk(4, dim=-1)
        found |= {f"pre_{gate}": pre for gate, pre in zip(GATES, pres, strict=True)}
    if "h" in names:  # a copy: what becomes of the output must not reach the trace
        hidden = torch.stack(outputs).unflatten(-1, (directions, -1))
        found["h"] = hidden.movedim(-2, 1).contiguous()
    return {name: found[name] for name in names}
