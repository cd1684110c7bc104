# SPDX-License-Identifier: Apache-2.0
"""Whether a transform or a tracer is at work: the one place that asks PyTorch's private state.

A custom operator or `autograd.Function` fails under `torch.func.grad`, and under `jvp` or
`forward_ad` gives silent zeros (measured on torch 2.13), so under any of these the reference runs.
A canary test checks the numbers, so that a new PyTorch cannot break this unseen.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch._C import _functorch
from torch.autograd import forward_ad

__all__ = ["followed", "graph_in_operator", "under_transform", "unwrapped"]

_PLAIN = {Tensor, nn.Parameter, type(None)}


def under_transform() -> bool:
    """True inside `torch.func` transforms (vmap, grad, jvp, …) and in a `forward_ad.dual_level`.

    >>> under_transform(), torch.func.vmap(lambda x: x * under_transform())(torch.ones(1)).item()
    (False, 1.0)
    """
    return torch._C._are_functorch_transforms_active() or forward_ad._current_level >= 0


def followed(tensors: Iterable[Tensor | None]) -> bool:
    """True where somebody must see each of PyTorch's operations: a native call would be a hole.

    That is inside torch.jit.trace, make_fx or another dispatch mode (which counts operations, or
    makes tensors without values), and for tensors of a subclass.

    >>> followed([torch.ones(1)])
    False
    """
    if torch._C._len_torch_dispatch_stack() or torch._C._is_tracing():
        return True
    return not _PLAIN.issuperset(map(type, tensors))


@contextmanager
def graph_in_operator() -> Iterator[None]:
    """A context inside a custom operator in which PyTorch records a graph, as it does elsewhere.

    PyTorch's dispatcher passes its autograd by in there, in this thread, whatever `enable_grad`
    says.
    """
    recorder = torch._C.DispatchKey.AutogradFunctionality
    with torch._C._SetExcludeDispatchKeyGuard(recorder, False), torch.enable_grad():
        yield


def unwrapped(x: Tensor) -> Tensor:
    """x without its transforms, so that its values can be read; axes mapped by vmap come first.

    >>> sizes = []
    >>> _ = torch.func.vmap(lambda x: sizes.append(unwrapped(x).shape) or x)(torch.ones(3, 2))
    >>> sizes
    [torch.Size([3, 2])]
    """
    while _functorch.is_functorch_wrapped_tensor(x):
        inner = _functorch.get_unwrapped(x)
        mapped = _functorch.is_batchedtensor(x)
        x = inner.movedim(_functorch.maybe_get_bdim(x), 0) if mapped else inner
    return x
