# SPDX-License-Identifier: Apache-2.0
"""Every engine gives what the reference gives: outputs, last states, the inside."""

import pytest
import torch

import openlstm as ol
from engines.calls import BY_ENGINE, CASES, kept_by, make_call
from native import ENGINES
from openlstm import reference
from openlstm.engines.kernel import Keep
from openlstm.engines.kernels import GRADIENTS, KERNELS
from tolerances import assert_close

each_case = pytest.mark.parametrize(("engine", "name"), BY_ENGINE)
each_keep = pytest.mark.parametrize("keep", Keep, ids=[keep.name for keep in Keep])
each_direction = pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])


def real_steps(call):
    """True on real steps, [T, B, 1]."""
    T, B = call.x.shape[:2]
    lengths = torch.full((B,), T) if call.lengths is None else call.lengths
    return torch.arange(T)[:, None, None] < lengths[:, None]


def truth(call):
    """All that an engine keeps, from the plain loop's own visits; zero on padding."""
    seen = {}

    def visit_at(t):
        return lambda name, value: seen.setdefault(name, {}).setdefault(t, value)

    found = reference.scan(*call, visit_at=visit_at)
    T, real = len(call.x), real_steps(call)
    stacked = {name: torch.stack([steps[t] for t in range(T)]) for name, steps in seen.items()}
    pre = torch.cat([stacked[f"pre_{gate}"] for gate in "ifgo"], dim=-1)
    inside = {"cells": stacked["c"], "pre": pre}
    return {
        **{"output": found.output, "h_n": found.h_n, "c_n": found.c_n},
        **{name: torch.where(real, value, 0) for name, value in inside.items()},
    }


def test_every_engine_has_a_kernel():
    assert set(KERNELS) == set(GRADIENTS) == set(ol.engines.ENGINES)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
@each_direction
@each_case
def test_kept_values_are_the_reference_s(engine, name, reverse, dtype):
    call = make_call(**CASES[name], reverse=reverse, dtype=dtype)
    kept, expected = kept_by(engine, call, Keep.PRE), truth(call)
    # an error of a large pre-activation is larger than one: each nonlinearity is held to its input
    pre_i, pre_f, pre_g, pre_o = kept.pre.chunk(4, dim=-1)
    gates = torch.cat([pre_i.sigmoid(), pre_f.sigmoid(), pre_g.tanh(), pre_o.sigmoid()], dim=-1)
    expected["gates"] = torch.where(real_steps(call), gates, 0)
    for value, right in expected.items():
        assert_close(value, getattr(kept, value), right)


@each_direction
@each_case
def test_with_less_kept_the_results_are_the_same_and_the_rest_is_none(engine, name, reverse):
    call = make_call(**CASES[name], reverse=reverse)
    expected = truth(call)
    for keep in (Keep.NOTHING, Keep.BACKWARD):
        kept = kept_by(engine, call, keep)
        for value in ("output", "h_n", "c_n"):
            assert_close(value, getattr(kept, value), expected[value])
        assert kept.pre is None
        assert (kept.gates is None) == (kept.cells is None) == (keep == Keep.NOTHING)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
@each_keep
@each_direction
@each_case
def test_nothing_shares_storage(engine, name, reverse, keep, dtype):
    # an operator's outputs may alias neither each other nor its inputs
    call = make_call(**CASES[name], reverse=reverse, dtype=dtype)
    tensors = [*kept_by(engine, call, keep), call.x, call.h_0, call.c_0]
    places = [t.untyped_storage().data_ptr() for t in tensors if t is not None and t.numel()]
    assert len(places) == len(set(places))


@each_keep
@each_direction
@each_case
def test_results_are_contiguous_and_inputs_untouched(engine, name, reverse, keep):
    call = make_call(**CASES[name], reverse=reverse)
    inputs = [t for t in (*call[:3], *call.weights) if t is not None]
    before = [t.clone() for t in inputs]
    kept = kept_by(engine, call, keep)
    assert all(t.is_contiguous() for t in kept if t is not None)
    assert all(torch.equal(a, b) for a, b in zip(before, inputs, strict=True))


@each_keep
@pytest.mark.parametrize("engine", ENGINES)
@each_direction
def test_nan_stays_in_its_row_and_padding_reaches_nothing(engine, reverse, keep):
    call = make_call(**CASES["ragged"], reverse=reverse)
    expected = kept_by(engine, call, keep)
    padding = torch.arange(6)[:, None, None] >= call.lengths[:, None]
    spoilt = call._replace(x=call.x.masked_fill(padding, torch.nan))
    for value, right in zip(kept_by(engine, spoilt, keep), expected, strict=True):
        assert value is right is None or torch.equal(value, right)
    spoilt.x[2, 2] = torch.nan  # a real step of the third row
    output = kept_by(engine, spoilt, keep).output
    others = [0, 1, 3]
    assert torch.equal(output[:, others], expected.output[:, others])
    behind = output[:3, 2] if reverse else output[2:, 2]
    assert behind.isnan().all()
