# SPDX-License-Identifier: Apache-2.0
"""The engines by name: their kernels, and their gradients."""

from collections.abc import Sequence

import torch
from torch import Tensor

from openlstm.engines import backward, fused, looped, native
from openlstm.engines.kernel import Gradients, Kept, Kernel, Layer, by_direction

__all__ = ["GRADIENTS", "KERNELS"]

KERNELS: dict[str, Kernel] = {
    "native": native.kernel,
    "torch": fused.kernel,
    "reference": by_direction(looped.kernel),
}


def _gradients(
    layer: Layer,
    kept: Kept,
    d_output: Tensor | None,
    d_h_n: Tensor | None,
    d_c_n: Tensor | None,
    wanted: Sequence[bool],
) -> list[Tensor | None]:
    """`Gradients` for any engine: each direction by itself, in torch operations."""
    P = layer.h_0.shape[-1]
    by_direction = []
    for d, call in enumerate(layer.calls()):
        mine = slice(d * P, (d + 1) * P)
        own = kept.of(d)._replace(output=kept.output[..., mine])
        ih, hh, bias_ih, bias_hh, hr = wanted[3 + 5 * d : 8 + 5 * d]
        by_direction.append(
            backward.gradients(
                call,
                own,
                None if d_output is None else d_output[..., mine],
                None if d_h_n is None else d_h_n[d],
                None if d_c_n is None else d_c_n[d],
                (*wanted[:3], ih, hh, bias_ih or bias_hh, hr),
            )
        )
    by_weights: list[Tensor | None] = []
    for d, (found, weights) in enumerate(zip(by_direction, layer.weights, strict=True)):
        biases = [
            None if b is None or not want else found.bias
            for b, want in zip(weights[2:4], wanted[5 + 5 * d : 7 + 5 * d], strict=True)
        ]
        by_weights += [found.weight_ih, found.weight_hh, *biases, found.weight_hr]
    d_x = [found.x for found in by_direction if found.x is not None]
    d_h_0 = [found.h_0 for found in by_direction if found.h_0 is not None]
    d_c_0 = [found.c_0 for found in by_direction if found.c_0 is not None]
    return [
        sum(d_x[1:], d_x[0]) if d_x else None,
        torch.stack(d_h_0) if d_h_0 else None,
        torch.stack(d_c_0) if d_c_0 else None,
        *by_weights,
    ]


GRADIENTS: dict[str, Gradients] = {
    "native": native.gradients,
    "torch": _gradients,
    "reference": _gradients,
}
