# SPDX-License-Identifier: Apache-2.0
"""Whether a function transform is at work: the one place that asks PyTorch's private state.

A custom operator or `autograd.Function` fails under `torch.func.grad`, and under `jvp` or
`forward_ad` gives silent zeros (measured on torch 2.13), so under any of these the reference runs.
A canary test checks the numbers, so that a new PyTorch cannot break this unseen.
"""

import torch
from torch.autograd import forward_ad

__all__ = ["under_transform"]


def under_transform() -> bool:
    """True inside `torch.func` transforms (vmap, grad, jvp, …) and in a `forward_ad.dual_level`.

    >>> under_transform(), torch.func.vmap(lambda x: x * under_transform())(torch.ones(1)).item()
    (False, 1.0)
    """
    return torch._C._are_functorch_transforms_active() or forward_ad._current_level >= 0
