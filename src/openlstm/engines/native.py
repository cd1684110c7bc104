# SPDX-License-Identifier: Apache-2.0
"""The `native` engine: openlstm's own C++ kernels (csrc/), which trust the pointers they get.

So everything behind a pointer is checked here, whoever calls. Steps and rows of inputs and outputs
have strides; nothing is copied unless the features of a step lie apart.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from openlstm.engines import native_library
from openlstm.engines.kernel import Inside, Keep, Kept, Layer
from openlstm.engines.pool import SMALL, empty
from openlstm.errors import expected
from openlstm.weights import Weights

__all__ = ["gradients", "kernel", "packed"]


def kernel(layer: Layer, keep: Keep, into: Inside | None = None) -> Kept:
    """One run over one layer; see `Kernel`."""
    x, h_0, c_0, lengths, reset, weights, sizes = _ready(layer)
    T, B, _, H, P = sizes
    D, dtype, size = len(weights), x.dtype, x.element_size()
    shape = T, B, D * P
    small = T * B * D * P * size < SMALL
    output = x.new_empty(*shape) if small else empty(shape, dtype)
    h_n, c_n = torch.empty_like(h_0), torch.empty_like(c_0)
    gates, cells, pre, read_soon = into or _inside(keep, D, sizes, dtype)
    g, c, p = _pointer(gates), _pointer(cells), _pointer(pre)
    step = T * B * H * size
    common = _common(x, sizes)
    masks = _pointer(lengths), _pointer(reset)
    for d, reverse in enumerate(layer.reverses if B else ()):
        native_library.library.forward(
            *common,
            h_0.data_ptr() + d * B * P * size,
            c_0.data_ptr() + d * B * H * size,
            *map(_pointer, weights[d]),
            *masks,
            reverse,
            output.data_ptr() + d * P * size,
            B * D * P,
            D * P,
            h_n.data_ptr() + d * B * P * size,
            c_n.data_ptr() + d * B * H * size,
            g and g + 4 * d * step,
            c and c + d * step,
            p and p + 4 * d * step,
            read_soon,
        )
    return Kept(output, h_n, c_n, gates, cells, pre)


def gradients(
    layer: Layer,
    kept: Kept,
    d_output: Tensor | None,
    d_h_n: Tensor | None,
    d_c_n: Tensor | None,
    wanted: Sequence[bool],
) -> list[Tensor | None]:
    """See `Gradients`."""
    x, h_0, c_0, lengths, reset, weights, sizes = _ready(layer)
    T, B, I, H, P = sizes
    D, size = len(weights), x.element_size()
    d_output = None if d_output is None else _by_features(d_output)
    d_last = [None if d is None else d.contiguous() for d in (d_h_n, d_c_n)]
    d_x = [empty((T, B, I), x.dtype) for _ in range(D)] if wanted[0] else []
    d_h_0 = torch.empty_like(h_0) if wanted[1] else None
    d_c_0 = torch.empty_like(c_0) if wanted[2] else None
    by_weights: list[Tensor | None] = []
    masks = _pointer(lengths), _pointer(reset)
    for d, reverse in enumerate(layer.reverses):
        found = _weight_gradients(weights[d], wanted[3 + 5 * d : 8 + 5 * d], empty_batch=not B)
        by_weights += found
        ih, hh, bias_ih, bias_hh, hr = found
        bias = bias_hh if bias_ih is None else bias_ih
        if not B:
            continue
        native_library.library.backward(
            *_common(x, sizes),
            h_0.data_ptr() + d * B * P * size,
            c_0.data_ptr() + d * B * H * size,
            *map(_pointer, (*weights[d][:2], weights[d].weight_hr)),
            *masks,
            reverse,
            kept.output.data_ptr() + d * P * size,
            *kept.output.stride()[:2],
            _pointer(kept.gates) + d * T * B * 4 * H * size,
            _pointer(kept.cells) + d * T * B * H * size,
            0 if d_output is None else d_output.data_ptr() + d * P * size,
            *((0, 0) if d_output is None else d_output.stride()[:2]),
            *(
                0 if last is None else last.data_ptr() + d * B * width * size
                for last, width in zip(d_last, (P, H), strict=True)
            ),
            d_x[d].data_ptr() if d_x else 0,
            0 if d_h_0 is None else d_h_0.data_ptr() + d * B * P * size,
            0 if d_c_0 is None else d_c_0.data_ptr() + d * B * H * size,
            *map(_pointer, (ih, hh, bias, hr)),
        )
    total = d_x[0] if d_x else None
    return [total if len(d_x) < 2 else d_x[0].add_(d_x[1]), d_h_0, d_c_0, *by_weights]


def packed(weights: Sequence[Weights], h: Tensor, c: Tensor) -> Any:
    """The library's own stream over layers that run forward, with copies of their weights.

    It carries its state in h [L, B, P] and c [L, B, H], which must outlive it.
    """
    first = weights[0].weight_ih
    I, layers, fits = first.shape[1], [], []
    for of_one in weights:
        H, P = of_one.weight_ih.shape[0] // 4, of_one.weight_hh.shape[1]
        fits.append(_fit(of_one, I, H, P, first.dtype))
        layers.append((I, H, P, *map(_pointer, fits[-1])))
        I = P
    bits, batch = 8 * first.element_size(), h.shape[1]
    return native_library.library.Stream(bits, batch, layers, h.data_ptr(), c.data_ptr())


def _weight_gradients(
    weights: Weights, wanted: Sequence[bool], empty_batch: bool
) -> list[Tensor | None]:
    """Room for the gradients; both biases share one, zeros if nothing will be written."""
    found = [
        empty(w.shape, w.dtype) if want and w is not None else None
        for w, want in zip(weights, wanted, strict=True)
    ]
    for gradient in found if empty_batch else ():
        if gradient is not None:
            gradient.zero_()
    if found[2] is not None and found[3] is not None:
        found[3] = found[2]
    return found


def _common(x: Tensor, sizes: tuple[int, ...]) -> tuple[int, ...]:
    steps, rows, _ = x.stride()
    return 8 * x.element_size(), native_library.threads(), *sizes, x.data_ptr(), steps, rows


def _inside(
    keep: Keep, D: int, sizes: tuple[int, ...], dtype: torch.dtype
) -> tuple[Tensor | None, Tensor | None, Tensor | None, bool]:
    if not keep:
        return None, None, None, True
    T, B, _, H, _ = sizes
    gates, cells = empty((D, T, B, 4 * H), dtype), empty((D, T, B, H), dtype)
    return gates, cells, empty((D, T, B, 4 * H), dtype) if keep == Keep.PRE else None, True


def _ready(layer: Layer) -> tuple[Any, ...]:
    """x, h_0, c_0, lengths, reset, weights by direction, (T, B, I, H, P), fit for pointers."""
    T, B, I = layer.x.shape
    D, _, P = layer.h_0.shape
    H, dtype = layer.c_0.shape[2], layer.x.dtype
    weights = [_fit(of_one, I, H, P, dtype) for of_one in layer.weights]
    lengths, reset = layer.lengths, layer.reset
    return (
        _by_features(layer.x),
        _flat("h_0", layer.h_0, (D, B, P), dtype),
        _flat("c_0", layer.c_0, (D, B, H), dtype),
        None if lengths is None else _flat("lengths", lengths, (B,), torch.int64),
        None if reset is None else _flat("reset", reset, (T, B), torch.bool),
        weights,
        (T, B, I, H, P),
    )


def _fit(weights: Weights, I: int, H: int, P: int, dtype: torch.dtype) -> Weights:
    """The weights, if they are what their pointers are taken for; copies where they lie apart."""
    shapes = (4 * H, I), (4 * H, P), (4 * H,), (4 * H,), (P, H)
    for weight, shape in zip(weights, shapes, strict=True):
        if weight is not None and not (
            weight.shape == shape
            and weight.dtype is dtype
            and weight.is_cpu
            and weight.is_contiguous()
            and not weight.is_neg()
        ):
            break
    else:
        return weights
    fits = (
        None if weight is None else _flat(name, weight, shape, dtype)
        for name, weight, shape in zip(Weights._fields, weights, shapes, strict=True)
    )
    return Weights(*fits)  # type: ignore[arg-type]


def _flat(name: str, value: Tensor, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    if value.shape != shape or value.dtype is not dtype or not value.is_cpu:
        got = f"{list(value.shape)}, {value.dtype} on {value.device}"
        raise RuntimeError(
            expected(name, f"{list(shape)}, {dtype} on cpu", got, "mend its shape, type or device")
        )
    return value if value.is_contiguous() and not value.is_neg() else _copied(value)


def _by_features(steps: Tensor) -> Tensor:
    """Steps whose features lie side by side; steps and rows may lie anywhere."""
    near = steps.stride(2) == 1 or steps.shape[2] == 1
    return steps if near and not steps.is_neg() else _copied(steps)


def _copied(value: Tensor) -> Tensor:
    return value.resolve_neg().contiguous()


def _pointer(value: Tensor | None) -> int:
    return 0 if value is None else value.data_ptr()
