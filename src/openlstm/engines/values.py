# SPDX-License-Identifier: Apache-2.0
"""Checks that must read values: made in eager calls, and inside the operators of a graph."""

import torch
from torch import Tensor

from openlstm.engines.transforms import unwrapped
from openlstm.errors import expected

__all__ = ["check_finite", "check_lengths"]


def check_lengths(lengths: Tensor, T: int) -> None:
    """Nothing, if every length lies between 0 and T, or has no value (on the meta device).

    Raises:
        ValueError: naming the first row whose length does not.

    >>> check_lengths(torch.tensor([3, 0]), 3)
    """
    if lengths.is_meta:
        return
    lengths = unwrapped(lengths)
    wrong = (lengths < 0) | (lengths > T)
    if wrong.any():
        row = wrong.nonzero()[0].tolist()  # one number, and before it any that vmap mapped
        raise ValueError(
            expected(
                f"lengths{row}",
                f"between 0 and {T}, the number of steps of the input",
                int(lengths[tuple(row)]),
                "pass the number of real steps of each row",
            )
        )


def check_finite(x: Tensor) -> None:
    """Nothing, if x, [T, B, I], holds neither NaN nor infinity, or no value (on meta).

    Raises:
        ValueError: naming the first place: sample, step, feature.

    >>> check_finite(torch.zeros(2, 1, 3))
    """
    if x.is_meta:
        return
    x = unwrapped(x)
    bad = ~torch.isfinite(x)
    if bad.any():
        place = bad.nonzero()[0].tolist()
        *mapped, step, sample, feature = place
        where = f"sample {sample}, step {step}, feature {feature}"
        raise ValueError(
            expected(
                "input",
                "finite (check_finite=True)",
                f"{x[tuple(place)].item()} at {where}" + (f", vmap {mapped}" if mapped else ""),
                "mend or mask the data there",
            )
        )
