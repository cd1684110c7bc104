# SPDX-License-Identifier: Apache-2.0
"""The seam: `openlstm::scan` and `openlstm::scan_backward`, one node in a graph, any engine behind.

Compiled and exported graphs go through the registered operators. Eager calls go through `Run`, a
thin `autograd.Function` on the same kernels (about 10 µs, against 30 for a registered operator),
whose backward can itself be differentiated: it then recomputes through the reference.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from openlstm import reference
from openlstm.engines import fused, looped
from openlstm.engines.backward import gradients
from openlstm.engines.choose import Features, choose
from openlstm.engines.kernel import Call, Kept
from openlstm.engines.values import check_finite, check_lengths
from openlstm.weights import Weights

__all__ = ["Run", "require_finite", "scan", "scan_backward"]

_KERNELS = {"torch": fused.kernel, "reference": looped.kernel}
_INPUTS = 8  # x, h_0, c_0 and five weights: the inputs that can have a gradient


def _call(inputs: Sequence[Any], lengths: Any, reset: Any, reverse: bool) -> Call:
    x, h_0, c_0, *weights = inputs
    return Call(x, h_0, c_0, Weights(*weights), lengths, reset, reverse)


def _run(call: Call, keep: bool) -> Kept:
    """The whole of the second level of choice: what depends on sizes and values is decided here."""
    reference.require_steps(call.x)
    return _KERNELS[choose(Features(reset=call.reset is not None)).name](call, keep)


@torch.library.custom_op("openlstm::scan", mutates_args=())
def scan(
    x: Tensor,
    h_0: Tensor,
    c_0: Tensor,
    weight_ih: Tensor,
    weight_hh: Tensor,
    bias_ih: Tensor | None,
    bias_hh: Tensor | None,
    weight_hr: Tensor | None,
    lengths: Tensor | None,
    reset: Tensor | None,
    reverse: bool,
    keep: bool,
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """output, h_n, c_n, and, with `keep`, pre-activations and cell states: see `Kept`."""
    if lengths is not None:  # an eager call has checked them already
        check_lengths(lengths, x.shape[0])
    inputs = (x, h_0, c_0, weight_ih, weight_hh, bias_ih, bias_hh, weight_hr)
    kept = _run(_call(inputs, lengths, reset, reverse), keep)
    return kept.output, kept.h_n, kept.c_n, kept.pre, kept.cells


@scan.register_fake
def _scan_shapes(
    x: Tensor,
    h_0: Tensor,
    c_0: Tensor,
    weight_ih: Tensor,
    weight_hh: Tensor,
    bias_ih: Tensor | None,
    bias_hh: Tensor | None,
    weight_hr: Tensor | None,
    lengths: Tensor | None,
    reset: Tensor | None,
    reverse: bool,
    keep: bool,
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    T, B = x.shape[:2]
    H, P = c_0.shape[-1], h_0.shape[-1]
    pre, cells = ((T, B, 4 * H), (T, B, H)) if keep else ((0,), (0,))
    last = x.new_empty(B, P), x.new_empty(B, H)
    return x.new_empty(T, B, P), *last, x.new_empty(pre), x.new_empty(cells)


@torch.library.custom_op("openlstm::scan_backward", mutates_args=())
def scan_backward(
    d_output: Tensor,
    d_h_n: Tensor,
    d_c_n: Tensor,
    output: Tensor,
    pre: Tensor,
    cells: Tensor,
    x: Tensor,
    h_0: Tensor,
    c_0: Tensor,
    weight_ih: Tensor,
    weight_hh: Tensor,
    weight_hr: Tensor | None,
    lengths: Tensor | None,
    reset: Tensor | None,
    reverse: bool,
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """dL by x, h_0, c_0, weight_ih, weight_hh, either bias, and weight_hr: see `Gradients`."""
    inputs = (x, h_0, c_0, weight_ih, weight_hh, None, None, weight_hr)
    kept = Kept(output, h_0, c_0, pre, cells)
    found = gradients(_call(inputs, lengths, reset, reverse), kept, d_output, d_h_n, d_c_n)
    x_, h, c, ih, hh, bias, hr = (d.contiguous() for d in found)
    return x_, h, c, ih, hh, bias, hr


@scan_backward.register_fake
def _scan_backward_shapes(
    d_output: Tensor,
    d_h_n: Tensor,
    d_c_n: Tensor,
    output: Tensor,
    pre: Tensor,
    cells: Tensor,
    x: Tensor,
    h_0: Tensor,
    c_0: Tensor,
    weight_ih: Tensor,
    weight_hh: Tensor,
    weight_hr: Tensor | None,
    lengths: Tensor | None,
    reset: Tensor | None,
    reverse: bool,
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    def like(t: Tensor) -> Tensor:
        return torch.empty_like(t, memory_format=torch.contiguous_format)

    bias = weight_ih.new_empty(weight_ih.shape[0])
    hr = x.new_empty(0) if weight_hr is None else like(weight_hr)
    return like(x), like(h_0), like(c_0), like(weight_ih), like(weight_hh), bias, hr


def _keep_for_backward(ctx: Any, inputs: tuple[Any, ...], output: tuple[Tensor, ...]) -> None:
    *tensors, ctx.reverse, _ = inputs
    ctx.save_for_backward(*tensors, output[0], output[3], output[4])
    ctx.mark_non_differentiable(output[3], output[4])


def _scan_gradients(ctx: Any, *d_outputs: Tensor) -> tuple[Tensor | None, ...]:
    *inputs, lengths, reset, output, pre, cells = ctx.saved_tensors
    args = (output, pre, cells, *inputs[:5], inputs[7], lengths, reset, ctx.reverse)
    *first, bias, d_hr = scan_backward(*d_outputs[:3], *args)
    return *_by_input(inputs, first, bias, d_hr), None, None, None, None


def _by_input(
    inputs: list[Tensor | None], first: list[Tensor], bias: Tensor, d_hr: Tensor
) -> list[Tensor | None]:
    biases = [None if b is None else bias for b in inputs[5:7]]
    return [*first, *biases, None if inputs[7] is None else d_hr]


scan.register_autograd(_scan_gradients, setup_context=_keep_for_backward)


@torch.library.custom_op("openlstm::require_finite", mutates_args=())
def require_finite(x: Tensor) -> Tensor:
    """A copy of x, [T, B, I], if it is finite: `check_finite` for graphs."""
    check_finite(x)
    return x.clone()


@require_finite.register_fake
def _require_finite_shape(x: Tensor) -> Tensor:
    return torch.empty_like(x)


require_finite.register_autograd(lambda _ctx, d: d)


class Run(torch.autograd.Function):
    """`scan` for eager calls, with its arguments."""

    @staticmethod
    def forward(ctx: Any, *args: Any) -> tuple[Tensor, ...]:
        *inputs, lengths, reset, ctx.reverse, keep = args
        kept = _run(_call(inputs, lengths, reset, ctx.reverse), keep)
        ctx.save_for_backward(*inputs, lengths, reset, kept.output, kept.pre, kept.cells)
        ctx.mark_non_differentiable(kept.pre, kept.cells)
        return tuple(kept)

    @staticmethod
    def backward(ctx: Any, *d_outputs: Tensor) -> tuple[Tensor | None, ...]:
        *inputs, lengths, reset, output, pre, cells = ctx.saved_tensors
        call = _call(inputs, lengths, reset, ctx.reverse)
        if torch.is_grad_enabled():  # create_graph: the result must itself be differentiable
            found = _through_reference(call, inputs, ctx.needs_input_grad, d_outputs[:3])
            return *found, None, None, None, None
        kept = Kept(output, call.h_0, call.c_0, pre, cells)
        *first, bias, d_hr = gradients(call, kept, *d_outputs[:3])
        return *_by_input(inputs, first, bias, d_hr), None, None, None, None


def _through_reference(
    call: Call,
    inputs: list[Tensor | None],
    needed: tuple[bool, ...],
    d_outputs: tuple[Tensor, ...],
) -> list[Tensor | None]:
    at = [place for place in range(_INPUTS) if needed[place]]
    wanted = [tensor for place in at if (tensor := inputs[place]) is not None]
    found = torch.autograd.grad(
        tuple(reference.scan(*call)), wanted, d_outputs, create_graph=True, allow_unused=True
    )
    by_place = dict(zip(at, found, strict=True))
    return [by_place.get(place) for place in range(_INPUTS)]
