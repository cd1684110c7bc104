# SPDX-License-Identifier: Apache-2.0
"""Transforms are noticed; and a canary for the day when PyTorch no longer gives silent zeros."""

import pytest
import torch
from torch.autograd import forward_ad
from torch.func import grad, hessian, jvp, vjp, vmap
from torch.fx.experimental.proxy_tensor import make_fx
from torch.utils.flop_counter import FlopCounterMode

from engines.calls import CASES, as_layer, make_call
from openlstm.engines import run, scan, under_transform
from openlstm.engines.kernel import Keep
from openlstm.engines.transforms import followed, graph_in_operator, unwrapped

X = torch.ones(3, 2)
TRANSFORMS = {
    "vmap": lambda f: vmap(f)(X),
    "grad": lambda f: grad(lambda x: f(x).sum())(X),
    "vjp": lambda f: vjp(f, X),
    "jvp": lambda f: jvp(f, (X,), (X,)),
    "hessian": lambda f: hessian(lambda x: f(x).sum())(X),
}


@pytest.mark.parametrize("transform", TRANSFORMS.values(), ids=TRANSFORMS)
def test_every_transform_is_noticed(transform):
    seen = []
    transform(lambda x: seen.append(under_transform()) or x * x)
    assert seen
    assert all(seen)
    assert not under_transform()


def test_a_dual_level_is_noticed():
    with forward_ad.dual_level():
        assert under_transform()
    assert not under_transform()


def test_plain_autograd_is_no_transform():
    x = X.clone().requires_grad_()
    x.register_hook(lambda d: d if not under_transform() else None)
    torch.autograd.grad((x * x).sum(), x, create_graph=True)
    with torch.no_grad():
        assert not under_transform()


@pytest.mark.usefixtures("fresh_dynamo")
def test_transforms_are_noticed_in_compiled_code():
    def f(x):
        return x * 2 if under_transform() else x * 3

    assert torch.equal(torch.compile(f, backend="eager", fullgraph=True)(X), X * 3)
    mapped = torch.compile(lambda x: vmap(f)(x), backend="eager", fullgraph=True)
    assert torch.equal(mapped(X), X * 2)


def test_a_graph_is_recorded_in_an_operator_where_it_is_asked_for():
    recorded = []

    def sine(x: torch.Tensor) -> torch.Tensor:
        with torch.enable_grad():
            recorded.append(x.detach().requires_grad_().sin().requires_grad)
        with graph_in_operator():
            recorded.append(x.detach().requires_grad_().sin().requires_grad)
        return x.sin()

    torch.library.custom_op("openlstm_tests::sine", sine, mutates_args=())(X)
    assert recorded == [False, True]


@pytest.mark.parametrize("way", ["operator", "function"])
def test_the_seam_itself_gives_no_forward_derivative(way):
    """Why transforms go to the reference; a PyTorch that fails this may make it needless."""
    call = make_call(**CASES["plain"])
    call.weights.weight_ih.requires_grad_()

    def f(x):
        if way == "function":
            return run("torch", as_layer(call._replace(x=x)))[0]
        return scan(x, *call[1:3], *call.weights, *call[4:], Keep.BACKWARD)[0]

    with forward_ad.dual_level():
        try:
            tangent = forward_ad.unpack_dual(f(forward_ad.make_dual(call.x, call.x))).tangent
        except RuntimeError:
            return
    assert tangent is None or not tangent.any()


def test_unwrapped_shows_the_values_mapped_axes_first():
    x, shapes = torch.randn(2, 3, 4, 5), []

    def look(x):
        shapes.append(tuple(unwrapped(x).shape))
        assert bool((unwrapped(x) != 0).any())  # values can be read
        return x.sum()

    vmap(lambda y: vmap(look, in_dims=1)(y), in_dims=2)(x)
    grad(lambda x: vmap(look)(x).sum())(x)
    look(x)
    assert shapes == [(4, 3, 2, 5), (2, 3, 4, 5), (2, 3, 4, 5)]


@pytest.mark.filterwarnings("ignore:`torch.jit.trace:DeprecationWarning")
def test_who_follows_operations_is_noticed():
    assert not followed([X, torch.nn.Parameter(X), None])
    assert followed([X, X.as_subclass(type("Other", (torch.Tensor,), {}))])
    seen = []
    look = lambda x: seen.append(followed([x])) or x * 2  # noqa: E731
    torch.jit.trace(look, X, check_trace=False)
    make_fx(look)(X)
    with FlopCounterMode(display=False):
        look(X)
    assert seen == [True] * 3
    look(X)
    assert not seen[-1]
