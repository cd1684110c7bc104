# SPDX-License-Identifier: Apache-2.0
"""Every engine gives what the reference gives: outputs, last states, the inside."""

import pytest
import torch

from engines.calls import BY_ENGINE, CASES, RESETS, make_call
from openlstm import reference
from openlstm.engines import ENGINES
from openlstm.engines.operators import _KERNELS
from tolerances import assert_close

each_case = pytest.mark.parametrize(
    ("engine", "case"),
    [pytest.param(engine, (CASES | RESETS)[n], id=f"{engine}-{n}") for engine, n in BY_ENGINE],
)
each_direction = pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])


def truth(call):
    """All that an engine keeps, from the plain loop's own visits; zero on padding."""
    seen = {}

    def visit_at(t):
        return lambda name, value: seen.setdefault(name, {}).setdefault(t, value)

    found = reference.scan(*call, visit_at=visit_at)
    T, B = call.x.shape[:2]
    lengths = torch.full((B,), T) if call.lengths is None else call.lengths
    real = torch.arange(T)[:, None, None] < lengths[:, None]
    stacked = {name: torch.stack([steps[t] for t in range(T)]) for name, steps in seen.items()}
    pre = torch.cat([stacked[f"pre_{gate}"] for gate in "ifgo"], dim=-1)
    return {
        **{"output": found.output, "h_n": found.h_n, "c_n": found.c_n},
        **{"pre": torch.where(real, pre, 0), "cells": torch.where(real, stacked["c"], 0)},
    }


def test_every_engine_has_a_kernel():
    assert set(_KERNELS) == set(ENGINES)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
@each_direction
@each_case
def test_kept_values_are_the_reference_s(engine, case, reverse, dtype):
    call = make_call(**case, reverse=reverse, dtype=dtype)
    kept = _KERNELS[engine](call, True)
    for name, value in truth(call).items():
        assert_close(name, getattr(kept, name), value)


@each_direction
@each_case
def test_without_keeping_the_results_are_the_same_and_the_rest_is_empty(engine, case, reverse):
    call = make_call(**case, reverse=reverse)
    bare, expected = _KERNELS[engine](call, False), truth(call)
    for name in ("output", "h_n", "c_n"):
        assert_close(name, getattr(bare, name), expected[name])
    assert bare.pre.numel() == bare.cells.numel() == 0


@pytest.mark.parametrize("keep", [True, False], ids=["keep", "bare"])
@each_direction
@each_case
def test_nothing_shares_storage(engine, case, reverse, keep):
    # an operator's outputs may alias neither each other nor its inputs
    call = make_call(**case, reverse=reverse)
    tensors = [*_KERNELS[engine](call, keep), call.x, call.h_0, call.c_0]
    places = [t.untyped_storage().data_ptr() for t in tensors if t.numel()]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("keep", [True, False], ids=["keep", "bare"])
@each_direction
@each_case
def test_results_are_contiguous_and_inputs_untouched(engine, case, reverse, keep):
    call = make_call(**case, reverse=reverse)
    inputs = [t for t in (*call[:3], *call.weights) if t is not None]
    before = [t.clone() for t in inputs]
    kept = _KERNELS[engine](call, keep)
    assert all(t.is_contiguous() for t in kept)
    assert all(torch.equal(a, b) for a, b in zip(before, inputs, strict=True))


@pytest.mark.parametrize("keep", [True, False], ids=["keep", "bare"])
@pytest.mark.parametrize("engine", ENGINES)
@each_direction
def test_nan_stays_in_its_row_and_padding_reaches_nothing(engine, reverse, keep):
    call = make_call(**CASES["ragged"], reverse=reverse)
    expected = _KERNELS[engine](call, keep)
    padding = torch.arange(6)[:, None, None] >= call.lengths[:, None]
    spoilt = call._replace(x=call.x.masked_fill(padding, torch.nan))
    for value, right in zip(_KERNELS[engine](spoilt, keep), expected, strict=True):
        assert torch.equal(value, right)
    spoilt.x[2, 2] = torch.nan  # a real step of the third row
    output = _KERNELS[engine](spoilt, keep).output
    others = [0, 1, 3]
    assert torch.equal(output[:, others], expected.output[:, others])
    behind = output[:3, 2] if reverse else output[2:, 2]
    assert behind.isnan().all()
