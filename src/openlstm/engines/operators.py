# SPDX-License-Identifier: Apache-2.0
"""The seam of graphs: `openlstm::scan` and `openlstm::scan_backward`, any engine behind them.

Each is one node in a compiled or exported graph, for one layer and direction. Eager calls go by
`eager.py`, on the same kernels. Backward goes by hand from what `scan` kept; if it kept nothing, as
on a GPU, the layer is run once more and PyTorch's own graph goes backward, with cuDNN.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from openlstm import reference
from openlstm.engines.choose import Features, choose
from openlstm.engines.eager import again
from openlstm.engines.kernel import Keep, Kept, Layer
from openlstm.engines.kernels import GRADIENTS, KERNELS
from openlstm.engines.transforms import followed, graph_in_operator
from openlstm.engines.values import check_finite, check_lengths
from openlstm.weights import Weights

__all__ = ["require_finite", "scan", "scan_backward"]


def _layer(inputs: Sequence[Any], lengths: Any, reset: Any, reverse: bool) -> Layer:
    x, h_0, c_0, *weights = inputs
    return Layer(x, h_0[None], c_0[None], (Weights(*weights),), lengths, reset, (reverse,))


def _engine_of(x: Tensor) -> str:
    """The second level of choice: what depends on sizes and values is decided inside the node."""
    return choose(Features(x.device.type, x.dtype, followed=followed([x]))).name


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
    keep: int,
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """output, h_n, c_n, and, as `keep` says, gates, cell states, pre-activations: see `Kept`."""
    if lengths is not None:  # an eager call has checked them already
        check_lengths(lengths, x.shape[0])
    inputs = (x, h_0, c_0, weight_ih, weight_hh, bias_ih, bias_hh, weight_hr)
    layer = _layer(inputs, lengths, reset, reverse)
    reference.require_steps(x)
    output, *rest = KERNELS[_engine_of(x)](layer, Keep(keep))
    h_n, c_n, gates, cells, pre = (x.new_empty(0) if v is None else v[0] for v in rest)
    return output, h_n, c_n, gates, cells, pre


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
    keep: int,
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    T, B = x.shape[:2]
    H, P = c_0.shape[-1], h_0.shape[-1]
    gates, cells = ((T, B, 4 * H), (T, B, H)) if keep else ((0,), (0,))
    pre = gates if keep == Keep.PRE else (0,)
    inside = x.new_empty(gates), x.new_empty(cells), x.new_empty(pre)
    return x.new_empty(T, B, P), x.new_empty(B, P), x.new_empty(B, H), *inside


@torch.library.custom_op("openlstm::scan_backward", mutates_args=())
def scan_backward(
    d_output: Tensor,
    d_h_n: Tensor,
    d_c_n: Tensor,
    output: Tensor,
    gates: Tensor,
    cells: Tensor,
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
    wanted: Sequence[bool],
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """dL by x, h_0, c_0, weight_ih, weight_hh, either bias, weight_hr; empty if not `wanted`."""
    inputs = (x, h_0, c_0, weight_ih, weight_hh, bias_ih, bias_hh, weight_hr)
    layer, engine = _layer(inputs, lengths, reset, reverse), _engine_of(x)
    every = (*wanted[:6], False, wanted[6])
    d_results = d_output, d_h_n[None], d_c_n[None]
    if gates.dim() == 1:  # as `scan` leaves what it does not keep
        found = _run_again(engine, layer, d_results, every)
    else:
        kept = Kept(output, h_0, c_0, gates[None], cells[None], gates)
        found = GRADIENTS[engine](layer, kept, *d_results, every)
    d_x, d_h_0, d_c_0, *by_weights = found
    del by_weights[3]  # the second bias
    states = (None if d is None else d[0] for d in (d_h_0, d_c_0))
    x_, h, c, ih, hh, b, hr = (
        x.new_empty(0) if d is None else d.contiguous() for d in (d_x, *states, *by_weights)
    )
    return x_, h, c, ih, hh, b, hr


def _run_again(
    engine: str, layer: Layer, d_results: Sequence[Tensor], wanted: Sequence[bool]
) -> list[Tensor | None]:
    """The gradients of `eager.again`, each in storage of its own, as an operator must return them.

    cuDNN's gradients of weights lie in one piece.
    """
    with graph_in_operator():
        found = again(engine, layer, d_results, wanted)
    return [None if d is None else d.clone() for d in found]


@scan_backward.register_fake
def _scan_backward_shapes(
    d_output: Tensor,
    d_h_n: Tensor,
    d_c_n: Tensor,
    output: Tensor,
    gates: Tensor,
    cells: Tensor,
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
    wanted: Sequence[bool],
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    def like(t: Tensor | None, wants: bool) -> Tensor:
        if t is None or not wants:
            return x.new_empty(0)
        return torch.empty_like(t, memory_format=torch.contiguous_format)

    inputs = (x, h_0, c_0, weight_ih, weight_hh, bias_ih, weight_hr)
    x_, h, c, ih, hh, b, hr = map(like, inputs, wanted)
    return x_, h, c, ih, hh, b, hr


def _keep_for_backward(ctx: Any, inputs: tuple[Any, ...], output: tuple[Tensor, ...]) -> None:
    *tensors, ctx.reverse, _ = inputs
    ctx.save_for_backward(*tensors, output[0], output[3], output[4])
    ctx.mark_non_differentiable(*output[3:])


def _scan_gradients(ctx: Any, *d_outputs: Tensor) -> tuple[Tensor | None, ...]:
    *inputs, lengths, reset, output, gates, cells = ctx.saved_tensors
    needs = list(ctx.needs_input_grad[:8])
    wanted = [*needs[:5], needs[5] or needs[6], needs[7]]
    args = (output, gates, cells, *inputs, lengths, reset, ctx.reverse, wanted)
    *first, bias, d_hr = scan_backward(*d_outputs[:3], *args)
    found = [d if need else None for d, need in zip((*first, bias, bias, d_hr), needs, strict=True)]
    return *found, None, None, None, None


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
