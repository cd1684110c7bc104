# SPDX-License-Identifier: Apache-2.0
"""The gradients by hand are those that autograd finds through the plain loop."""

import pytest
import torch
from hypothesis import given, settings

from engines.calls import BY_ENGINE, CASES, calls, gradients_by, kept_by, make_call
from native import ENGINES, needs_native
from openlstm import reference
from openlstm.engines.kernel import Keep
from tolerances import assert_close

NAMES = ("x", "h_0", "c_0", "weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")


def by_autograd(call, d_results):
    """The same gradients, from the graph of the reference; None where there is no such weight."""
    leaves = [call.x, call.h_0, call.c_0, *call.weights]
    leaves = [None if leaf is None else leaf.detach().requires_grad_() for leaf in leaves]
    results = reference.scan(*leaves[:3], type(call.weights)(*leaves[3:]), *call[4:])
    given = [leaf for leaf in leaves if leaf is not None]
    found = iter(torch.autograd.grad(tuple(results), given, d_results, materialize_grads=True))
    return [None if leaf is None else next(found) for leaf in leaves]


def check(call, engine, arriving=(True,) * 3, wanted=(True,) * 8):
    kept = kept_by(engine, call, Keep.BACKWARD)
    full = [torch.randn_like(t) * comes for t, comes in zip(kept[:3], arriving, strict=True)]
    passed = [d if comes else None for d, comes in zip(full, arriving, strict=True)]
    got = gradients_by(engine, call, kept, passed, wanted)
    expected = by_autograd(call, tuple(full))
    for name, value, right, want in zip(NAMES, got, expected, wanted, strict=True):
        assert (value is None) == (right is None or not want), name
        if value is not None:
            assert_close(f"d_{name}", value, right)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
@pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])
@pytest.mark.parametrize(("engine", "name"), BY_ENGINE)
def test_equal_autograd(engine, name, reverse, dtype):
    check(make_call(**CASES[name], reverse=reverse, dtype=dtype), engine)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(call=calls())
def test_equal_autograd_whatever_the_call(call):
    check(call, "torch")


@needs_native
@settings(max_examples=300, deadline=None, derandomize=True)
@given(call=calls())
def test_the_native_ones_equal_autograd_whatever_the_call(call):
    check(call, "native")


@pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])
@pytest.mark.parametrize("which", range(3), ids=["output", "h_n", "c_n"])
@pytest.mark.parametrize("engine", ENGINES)
def test_each_result_alone(engine, which, reverse):
    call = make_call(**CASES["ragged, projected"], reverse=reverse)
    check(call, engine, [place == which for place in range(3)])


@pytest.mark.parametrize("wanted", range(8), ids=NAMES)
@pytest.mark.parametrize("engine", ENGINES)
def test_each_gradient_alone_and_all_but_it(engine, wanted):
    call = make_call(**CASES["ragged, projected"])
    for alone in (True, False):
        check(call, engine, wanted=tuple((place == wanted) == alone for place in range(8)))


@pytest.mark.parametrize("engine", ENGINES)
def test_saturated_gates_pass_nothing_and_stay_finite(engine):
    call = make_call(4, 3, 2, 5, scale=1e4)
    kept = kept_by(engine, call, Keep.BACKWARD)
    got = gradients_by(engine, call, kept, tuple(torch.ones_like(t) for t in kept[:3]))
    assert all(torch.isfinite(d).all() for d in got if d is not None)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_batch_gives_empty_and_zero_gradients(engine):
    call = make_call(**CASES["no rows"])
    kept = kept_by(engine, call, Keep.BACKWARD)
    got = gradients_by(engine, call, kept, tuple(torch.ones_like(t) for t in kept[:3]))
    assert got[0].shape == call.x.shape
    assert not any(d.any() for d in got if d is not None)
