# SPDX-License-Identifier: Apache-2.0
"""The seam: registered operators and the eager function give one result and its gradients."""

import pytest
import torch
from hypothesis import given, settings
from torch.autograd import gradcheck, gradgradcheck
from torch.library import opcheck

import openlstm as ol
from engines.calls import CASES, RESETS, as_layer, calls, make_call
from native import ENGINES, needs_native
from openlstm import reference
from openlstm.engines import choose, require_finite, run, scan
from openlstm.engines.choose import Features
from openlstm.engines.kernel import Keep
from openlstm.engines.kernels import KERNELS
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
    return tuple(scan(*leaves, *call[4:], Keep.BACKWARD)[:3])


def by_operator_run_again(leaves, call):
    return tuple(scan(*leaves, *call[4:], Keep.NOTHING)[:3])


def by_function(leaves, call):
    engine = choose(Features(dtype=call.x.dtype)).name
    weights = Weights(*leaves[3:])
    given = call._replace(x=leaves[0], h_0=leaves[1], c_0=leaves[2], weights=weights)
    output, h_n, c_n = run(engine, as_layer(given))
    return output, h_n[0], c_n[0]


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
    for way in (by_operator, by_operator_run_again, by_function):
        for name, got, right in zip(NAMES, everything(way, call), expected, strict=False):
            assert_close(name, got, right)


@pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])
@pytest.mark.parametrize("case", SMALL.values(), ids=SMALL)
def test_the_operators_pass_opcheck(case, reverse):
    call = make_call(**case, reverse=reverse)
    leaves = leaves_of(call)
    opcheck(scan, (*leaves, *call[4:], Keep.BACKWARD))
    with torch.no_grad():
        for keep in (Keep.NOTHING, Keep.PRE):
            opcheck(scan, (*call[:3], *call.weights, *call[4:], keep))
        kept = scan(*call[:3], *call.weights, *call[4:], Keep.BACKWARD)
    output, h_n, c_n, gates, cells, _ = kept
    checks = ("test_schema", "test_faketensor")
    inputs = (*call[:3], *call.weights, *call[4:])
    for inside in ((gates, cells), (torch.empty(0), torch.empty(0))):
        for wanted in ([True] * 7, [False, True] * 3 + [False]):
            given = (output, h_n, c_n, output, *inside, *inputs, wanted)
            opcheck(scan_backward, given, test_utils=checks)


@pytest.mark.usefixtures("fresh_dynamo")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", SMALL.values(), ids=SMALL)
def test_a_graph_that_kept_nothing_runs_again_backward(case, engine):
    call = make_call(**case)
    compiled = torch.compile(by_operator_run_again, backend="aot_eager", fullgraph=True)
    with ol.engine(engine):
        found = everything(compiled, call)
    for name, got, right in zip(NAMES, found, everything(by_reference, call), strict=False):
        assert_close(name, got, right)


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
    for way in (by_function, by_reference):
        leaves = [
            leaf.detach().requires_grad_(k == wanted) for k, leaf in enumerate(leaves_of(call))
        ]
        results = way(leaves, call)
        (first,) = torch.autograd.grad(mixture(*results), leaves[wanted], create_graph=True)
        (second,) = torch.autograd.grad(mixture(first), leaves[wanted])
        found.append((first, second))
    for got, right in zip(*found, strict=True):
        assert_close("d_", got, right)


def test_kept_values_have_no_gradient():
    call = make_call(**CASES["plain"])
    found = scan(*leaves_of(call), *call[4:], Keep.PRE)
    assert [value.requires_grad for value in found] == [True] * 3 + [False] * 3


def test_lengths_are_looked_at_inside_the_operator():
    call = make_call(**CASES["ragged"])
    for wrong in (-1, 7):
        lengths = torch.tensor([3, 0, wrong, 1])
        with pytest.raises(ValueError, match=rf"lengths\[2\] must be between 0 and 6.*got {wrong}"):
            scan(*call[:3], *call.weights, lengths, None, False, Keep.NOTHING)


@needs_native
def test_the_engine_in_force_runs_behind_the_operator(monkeypatch):
    ran = []
    for name, kernel in KERNELS.items():
        spy = lambda *given, name=name, kernel=kernel: ran.append(name) or kernel(*given)  # noqa: E731
        monkeypatch.setitem(KERNELS, name, spy)
    call = make_call(**RESETS["reset"])
    for name in ol.engines.ENGINES:
        with ol.engine(name):
            scan(*call[:3], *call.weights, *call[4:], Keep.NOTHING)
    scan(*call[:3], *call.weights, *call[4:], Keep.NOTHING)
    assert ran == [*ol.engines.ENGINES, choose(Features()).name]


@pytest.mark.parametrize("keep", Keep)
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lengths", [None, [0, 0, 0]])
def test_no_step_is_an_error(lengths, engine, keep):
    call = make_call(0, 3, 2, 5, lengths=lengths)
    words = "sequence length to be larger than 0"
    with ol.engine(engine), pytest.raises(RuntimeError, match=words):
        scan(*call[:3], *call.weights, *call[4:], keep)
    with pytest.raises(RuntimeError, match=words):
        run(engine, as_layer(call))
