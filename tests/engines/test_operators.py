# SPDX-License-Identifier: Apache-2.0
"""The seam: registered operators and the eager function give one result and its gradients."""

import pytest
import torch
from hypothesis import given, settings
from torch.autograd import gradcheck, gradgradcheck
from torch.library import opcheck

import openlstm as ol
from engines.calls import CASES, RESETS, calls, make_call
from openlstm import reference
from openlstm.engines import ENGINES, Run, require_finite, scan
from openlstm.engines.operators import scan_backward
from openlstm.weights import Weights
from tolerances import assert_close
from twins import mixture

SMALL = {name: CASES[name] for name in ("plain", "projected", "no bias", "ragged")} | RESETS


def leaves_of(call):
    tensors = (call.x, call.h_0, call.c_0, *call.weights)
    return [None if t is None else t.detach().requires_grad_() for t in tensors]


def by_reference(leaves, call):
    return tuple(reference.scan(*leaves[:3], Weights(*leaves[3:]), *call[4:]))


def by_operator(leaves, call):
    return tuple(scan(*leaves, *call[4:], True)[:3])


def by_function(leaves, call):
    return tuple(Run.apply(*leaves, *call[4:], True)[:3])


def everything(run, call):
    leaves = leaves_of(call)
    found = run(leaves, call)
    wanted = [leaf for leaf in leaves if leaf is not None]
    return [*found, *torch.autograd.grad(mixture(*found), wanted, materialize_grads=True)]


NAMES = ["output", "h_n", "c_n"] + ["d_"] * 8


@settings(max_examples=200, deadline=None, derandomize=True)
@given(call=calls())
def test_all_ways_agree_on_results_and_gradients(call):
    expected = everything(by_reference, call)
    for run in (by_operator, by_function):
        for name, got, right in zip(NAMES, everything(run, call), expected, strict=False):
            assert_close(name, got, right)


@pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])
@pytest.mark.parametrize("case", SMALL.values(), ids=SMALL)
def test_the_operators_pass_opcheck(case, reverse):
    call = make_call(**case, reverse=reverse)
    leaves = leaves_of(call)
    opcheck(scan, (*leaves, *call[4:], True))
    with torch.no_grad():
        opcheck(scan, (*call[:3], *call.weights, *call[4:], False))
        kept = scan(*call[:3], *call.weights, *call[4:], True)
    output, h_n, c_n, pre, cells = kept
    weights = (*call.weights[:2], call.weights.weight_hr)
    inputs = (output, pre, cells, *call[:3], *weights, *call[4:])
    opcheck(
        scan_backward, (output, h_n, c_n, *inputs), test_utils=("test_schema", "test_faketensor")
    )


def test_require_finite_passes_opcheck_and_copies():
    x = torch.randn(3, 2, 4, requires_grad=True)
    opcheck(require_finite, (x,))
    assert require_finite(x).data_ptr() != x.data_ptr()
    (d_x,) = torch.autograd.grad(require_finite(x).sum(), x)
    assert torch.equal(d_x, torch.ones_like(x))


@pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])
@pytest.mark.parametrize("case", SMALL.values(), ids=SMALL)
def test_eager_gradients_of_first_and_second_order_are_those_of_differences(case, reverse):
    small = case | {"H": 3, "proj_size": min(case.get("proj_size", 0), 2)}
    call = make_call(**small, reverse=reverse)
    leaves = leaves_of(call)
    wanted = [leaf for leaf in leaves if leaf is not None]

    def f(*given):
        rest = iter(given)
        return by_function([None if leaf is None else next(rest) for leaf in leaves], call)

    assert gradcheck(f, wanted, fast_mode=True)
    assert gradgradcheck(f, wanted, fast_mode=True)


@pytest.mark.parametrize("wanted", range(8))
def test_second_gradients_only_where_asked(wanted):
    call = make_call(**CASES["ragged, projected"])
    found = []
    for run in (by_function, by_reference):
        leaves = [
            leaf.detach().requires_grad_(k == wanted) for k, leaf in enumerate(leaves_of(call))
        ]
        results = run(leaves, call)
        (first,) = torch.autograd.grad(mixture(*results), leaves[wanted], create_graph=True)
        (second,) = torch.autograd.grad(mixture(first), leaves[wanted])
        found.append((first, second))
    for got, right in zip(*found, strict=True):
        assert_close("d_", got, right)


def test_kept_values_have_no_gradient():
    call = make_call(**CASES["plain"])
    for run in (
        lambda leaves: scan(*leaves, *call[4:], True),
        lambda l: Run.apply(*l, *call[4:], True),
    ):
        output, h_n, c_n, pre, cells = run(leaves_of(call))
        assert output.requires_grad
        assert h_n.requires_grad
        assert c_n.requires_grad
        assert not pre.requires_grad
        assert not cells.requires_grad


def test_lengths_are_looked_at_inside_the_operator():
    call = make_call(**CASES["ragged"])
    for wrong in (-1, 7):
        lengths = torch.tensor([3, 0, wrong, 1])
        with pytest.raises(ValueError, match=rf"lengths\[2\] must be between 0 and 6.*got {wrong}"):
            scan(*call[:3], *call.weights, lengths, None, False, False)


def test_the_engine_in_force_runs_behind_the_operator(monkeypatch):
    from openlstm.engines import operators

    ran = []
    for name, kernel in operators._KERNELS.items():
        spy = lambda call, keep, name=name, kernel=kernel: ran.append(name) or kernel(call, keep)  # noqa: E731
        monkeypatch.setitem(operators._KERNELS, name, spy)
    call, reset = make_call(**CASES["plain"]), make_call(**RESETS["reset"])

    def run(call):
        return scan(*call[:3], *call.weights, *call[4:], False)

    run(call)
    run(reset)
    with ol.engine("reference"):
        run(call)
    assert ran == ["torch", "reference", "reference"]
    with ol.engine("torch"), pytest.raises(ol.EngineError):
        run(reset)


@pytest.mark.parametrize("keep", [True, False], ids=["keep", "bare"])
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lengths", [None, [0, 0, 0]])
def test_no_step_is_an_error(lengths, engine, keep):
    call = make_call(0, 3, 2, 5, lengths=lengths)
    inputs = (*call[:3], *call.weights, *call[4:], keep)
    with ol.engine(engine):
        for run in (scan, Run.apply):
            with pytest.raises(RuntimeError, match="sequence length to be larger than 0"):
                run(*inputs)
