# SPDX-License-Identifier: Apache-2.0
"""The gradients by hand are those that autograd finds through the plain loop."""

import pytest
import torch
from hypothesis import given, settings

from engines.calls import BY_ENGINE, CASES, RESETS, calls, make_call
from openlstm import reference
from openlstm.engines.backward import gradients
from openlstm.engines.operators import _KERNELS
from tolerances import assert_close

NAMES = ("x", "h_0", "c_0", "weight_ih", "weight_hh", "bias", "weight_hr")


def by_autograd(call, d_outputs):
    """The same seven gradients, from the graph of the reference."""
    weights = call.weights
    bias = torch.zeros(len(weights.weight_ih), dtype=call.x.dtype)  # stands for either bias
    leaves = [call.x, call.h_0, call.c_0, weights.weight_ih, weights.weight_hh, bias]
    leaves += [] if weights.weight_hr is None else [weights.weight_hr]
    leaves = [leaf.detach().requires_grad_() for leaf in leaves]
    x, h_0, c_0, ih, hh, added, *hr = leaves
    b_ih = added if weights.bias_ih is None else added + weights.bias_ih
    b_hh = torch.zeros_like(added) if weights.bias_hh is None else weights.bias_hh
    given_weights = type(weights)(ih, hh, b_ih, b_hh, *hr)
    found = reference.scan(x, h_0, c_0, given_weights, *call[4:])
    return torch.autograd.grad(tuple(found), leaves, d_outputs, materialize_grads=True)


def check(call, engine):
    kept = _KERNELS[engine](call, True)
    d_outputs = tuple(torch.randn_like(t) for t in kept[:3])
    got = gradients(call, kept, *d_outputs)
    assert (got.weight_hr.numel() == 0) == (call.weights.weight_hr is None)
    for name, value in zip(NAMES, by_autograd(call, d_outputs), strict=False):
        assert_close(f"d_{name}", getattr(got, name), value)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
@pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])
@pytest.mark.parametrize(("engine", "name"), [pair for pair in BY_ENGINE if pair[1] != "no rows"])
def test_equal_autograd(engine, name, reverse, dtype):
    check(make_call(**(CASES | RESETS)[name], reverse=reverse, dtype=dtype), engine)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(call=calls())
def test_equal_autograd_whatever_the_call(call):
    check(call, "reference" if call.reset is not None else "torch")


@pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])
@pytest.mark.parametrize("which", range(3), ids=["output", "h_n", "c_n"])
def test_each_result_alone(which, reverse):
    call = make_call(**CASES["ragged, projected"], reverse=reverse)
    kept = _KERNELS["torch"](call, True)
    d_outputs = [torch.zeros_like(t) for t in kept[:3]]
    d_outputs[which].normal_()
    got = gradients(call, kept, *d_outputs)
    for name, value in zip(NAMES, by_autograd(call, tuple(d_outputs)), strict=True):
        assert_close(f"d_{name}", getattr(got, name), value)


def test_saturated_gates_pass_nothing_and_stay_finite():
    call = make_call(4, 3, 2, 5, scale=1e4)
    kept = _KERNELS["reference"](call, True)
    got = gradients(call, kept, *(torch.ones_like(t) for t in kept[:3]))
    assert all(torch.isfinite(d).all() for d in got)


def test_an_empty_batch_gives_empty_and_zero_gradients():
    call = make_call(**CASES["no rows"])
    kept = _KERNELS["torch"](call, True)
    got = gradients(call, kept, *(torch.ones_like(t) for t in kept[:3]))
    assert got.x.shape == call.x.shape
    assert not got.weight_ih.any()
    assert not got.bias.any()
