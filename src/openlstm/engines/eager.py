# SPDX-License-Identifier: Apache-2.0
"""`Run`: one layer in an eager call, on any engine, with its gradients by hand.

A thin `autograd.Function` on the engines' kernels (about 10 µs, against 30 for a registered
operator). Its backward can itself be differentiated: it then recomputes through the reference.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from openlstm import reference
from openlstm.engines import fused
from openlstm.engines.kernel import Inside, Keep, Kept, Layer
from openlstm.engines.kernels import GRADIENTS, KERNELS
from openlstm.weights import Weights

__all__ = ["OTHERS", "Run", "again", "goes_backward", "layer_of", "run", "through_reference"]

OTHERS = 5  # arguments of `Run` before those that can have a gradient


def run(engine: str, layer: Layer, into: Inside | None = None) -> tuple[Tensor, ...]:
    """output [T, B, D·P], h_n [D, B, P] and c_n [D, B, H] of one layer.

    Args:
        engine: the name of the engine.
        layer: the inputs.
        into: where to write the inside, None if nobody wants to see it.
    """
    reference.require_steps(layer.x)
    if engine == "torch" and layer.x.is_cuda:
        return _by_pytorch(layer, into)
    if not goes_backward(layer):
        return KERNELS[engine](layer, _keep(into, Keep.NOTHING), into)[:3]
    weights = [w for direction in layer.weights for w in direction]
    others = engine, into, layer.reverses, layer.lengths, layer.reset
    return Run.apply(*others, layer.x, layer.h_0, layer.c_0, *weights)


def _by_pytorch(layer: Layer, into: Inside | None) -> tuple[Tensor, ...]:
    """On a GPU PyTorch's own graph goes backward, with cuDNN; the inside is rebuilt beside it."""
    results = fused.run(layer)
    if into is not None:
        fused.inside(layer, Kept(*results), _keep(into, Keep.NOTHING), into)
    return results


def goes_backward(layer: Layer) -> bool:
    """Whether anything of the layer wants a gradient now."""
    if not torch.is_grad_enabled():
        return False
    tensors = (layer.x, layer.h_0, layer.c_0, *(w for some in layer.weights for w in some))
    return any(t is not None and t.requires_grad for t in tensors)


def _keep(into: Inside | None, otherwise: Keep) -> Keep:
    if into is None:
        return otherwise
    return Keep.BACKWARD if into.pre is None else Keep.PRE


class Run(torch.autograd.Function):
    """One layer that goes backward; see `run`."""

    @staticmethod
    def forward(
        ctx: Any,
        engine: str,
        into: Inside | None,
        reverses: tuple[bool, ...],
        lengths: Tensor | None,
        reset: Tensor | None,
        *inputs: Tensor | None,
    ) -> tuple[Tensor, ...]:
        layer = layer_of(inputs, lengths, reset, reverses)
        kept = KERNELS[engine](layer, _keep(into, Keep.BACKWARD), into)
        ctx.engine, ctx.reverses = engine, reverses
        ctx.save_for_backward(lengths, reset, *inputs, kept.output, kept.gates, kept.cells)
        ctx.set_materialize_grads(False)
        return kept.output, kept.h_n, kept.c_n

    @staticmethod
    def backward(ctx: Any, *d_results: Tensor | None) -> tuple[Tensor | None, ...]:
        lengths, reset, *inputs, output, gates, cells = ctx.saved_tensors
        layer = layer_of(inputs, lengths, reset, ctx.reverses)
        wanted = ctx.needs_input_grad[OTHERS:]
        if torch.is_grad_enabled():  # create_graph: the result must itself be differentiable
            found = through_reference(layer, inputs, wanted, d_results)
        else:
            kept = Kept(output, layer.h_0, layer.c_0, gates, cells)
            d_output, d_h_n, d_c_n = d_results
            found = GRADIENTS[ctx.engine](layer, kept, d_output, d_h_n, d_c_n, wanted)
        return *(None,) * OTHERS, *found


def layer_of(
    inputs: Any, lengths: Tensor | None, reset: Tensor | None, reverses: tuple[bool, ...]
) -> Layer:
    """The layer that was flattened to x, h_0, c_0 and five weights for each direction."""
    x, h_0, c_0, *flat = inputs
    weights = tuple(Weights(*flat[5 * d : 5 * d + 5]) for d in range(len(reverses)))
    return Layer(x, h_0, c_0, weights, lengths, reset, reverses)


def through_reference(
    layer: Layer,
    inputs: list[Tensor | None],
    needed: tuple[bool, ...],
    d_results: tuple[Tensor | None, ...],
) -> list[Tensor | None]:
    """The gradients of a layer as tensors that can themselves be differentiated.

    Args:
        layer: the inputs of the run.
        inputs: the same, flattened.
        needed: by place in `inputs`, which are wanted.
        d_results: dL by output, h_n and c_n.
    """
    scans = [reference.scan(*call) for call in layer.calls()]
    h_n, c_n = torch.stack([s.h_n for s in scans]), torch.stack([s.c_n for s in scans])
    results = torch.cat([s.output for s in scans], dim=-1), h_n, c_n
    return gradients(results, inputs, needed, d_results, create_graph=True)


def again(
    engine: str,
    layer: Layer,
    d_results: Sequence[Tensor | None],
    needed: Sequence[bool],
) -> list[Tensor | None]:
    """dL by x, h_0, c_0 and five weights of a layer of one direction, which is run once more."""
    inputs = (layer.x, layer.h_0, layer.c_0, *layer.weights[0])
    leaves = [
        None if value is None else value.detach().requires_grad_(need)
        for value, need in zip(inputs, needed, strict=True)
    ]
    with torch.enable_grad():
        results = run(engine, layer_of(leaves, layer.lengths, layer.reset, layer.reverses))
    return gradients(results, leaves, needed, d_results)


def gradients(
    results: tuple[Tensor, ...],
    inputs: Sequence[Tensor | None],
    needed: Sequence[bool],
    d_results: Sequence[Tensor | None],
    create_graph: bool = False,
) -> list[Tensor | None]:
    """dL by each of `inputs` that is needed, from dL by each of `results`, None for zero."""
    pairs = enumerate(zip(inputs, needed, strict=True))
    wanted = {k: value for k, (value, need) in pairs if need and value is not None}
    given = [(r, d) for r, d in zip(results, d_results, strict=True) if d is not None]
    found = torch.autograd.grad(
        [r for r, _ in given],
        list(wanted.values()),
        [d for _, d in given],
        create_graph=create_graph,
        allow_unused=True,
    )
    by_place = dict(zip(wanted, found, strict=True))
    return [by_place.get(place) for place in range(len(inputs))]
