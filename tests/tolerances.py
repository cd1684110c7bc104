# SPDX-License-Identifier: Apache-2.0
"""How far two right answers may lie apart: one table, by dtype and quantity. Nothing loosens it.

The number is the largest difference allowed, as a multiple of the dtype's eps, relative to the
largest magnitude in the tensor, or to 1 where that is larger. It counts roundings: two ways to
compute the same thing (a fused kernel, a loop, a product of all steps at once) round in another
order. Every value was measured over the whole grid of tests, and set at two to three times that.
"""

from collections.abc import Mapping

import torch
from torch import Tensor

OUTPUT, STATE, GRADIENT = "output", "state", "gradient"

ROUNDINGS = {
    # a step rounds a few times, and once per term of a product of up to 96 terms; steps do not add
    # up, because gates forget
    (torch.float64, OUTPUT): 16,
    (torch.float64, STATE): 16,
    # a gradient of a weight sums up T·B products, in another order; the large weights that saturate
    # gates multiply every rounding behind them
    (torch.float64, GRADIENT): 128,
    (torch.float32, OUTPUT): 16,
    (torch.float32, STATE): 16,
    (torch.float32, GRADIENT): 128,
    # PyTorch's kernels keep float32 inside and round at the end, or round after each operation,
    # according to the processor and the call form; the loop rounds after each operation
    (torch.bfloat16, OUTPUT): 2,
    (torch.bfloat16, STATE): 4,
    (torch.bfloat16, GRADIENT): 8,
    (torch.float16, OUTPUT): 2,
    (torch.float16, STATE): 4,
    (torch.float16, GRADIENT): 8,
}


def quantity(name: str) -> str:
    """The kind of a quantity by its name: d_… is a gradient, h_n and c_n are states."""
    if name.startswith("d_"):
        return GRADIENT
    return STATE if name in ("h_n", "c_n") else OUTPUT


def assert_close(
    name: str, got: Tensor, expected: Tensor, dtype: torch.dtype | None = None
) -> None:
    """Nothing, if `got` is `expected` to rounding.

    Args:
        name: what it is, see `quantity`.
        got: the value under test.
        expected: the right value.
        dtype: the type of the computation; the type of `got` if None.
    """
    allowed = ROUNDINGS[dtype or got.dtype, quantity(name)] * torch.finfo(dtype or got.dtype).eps
    magnitude = max(1.0, expected.detach().abs().max().item() if expected.numel() else 0.0)
    torch.testing.assert_close(
        got, expected, rtol=0, atol=allowed * magnitude, msg=lambda m: f"{name}: {m}"
    )


def assert_all_close(
    got: Mapping[str, Tensor], expected: Mapping[str, Tensor], dtype: torch.dtype | None = None
) -> None:
    """Nothing, if both hold the same names and each value is right to rounding."""
    assert got.keys() == expected.keys()
    for name, value in expected.items():
        assert_close(name, got[name], value, dtype)
