# SPDX-License-Identifier: Apache-2.0
"""PyTorch's kernels in PyTorch's own graph, and the inside rebuilt from their outputs."""

import pytest
import torch

from engines.calls import CASES, as_layer, make_call
from openlstm import reference
from openlstm.engines import fused
from openlstm.engines.eager import layer_of
from openlstm.engines.fused import rebuild
from openlstm.engines.kernel import Inside, Keep, Kept, Layer
from tolerances import assert_close
from twins import mixture


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
@pytest.mark.parametrize("scale", [1.0, 60.0], ids=["usual", "saturated"])
@pytest.mark.parametrize("proj_size", [0, 2])
@pytest.mark.parametrize("bias", [True, False])
def test_rebuilt_from_inputs_and_outputs_alone(bias, proj_size, scale, dtype):
    call = make_call(63, 3, 2, 7, proj_size, bias, scale=scale, dtype=dtype)
    seen = {"pre_i": [], "pre_f": [], "pre_g": [], "pre_o": [], "c": []}

    def visit(name, value):
        seen.get(name, []).append(value)
        return value

    found = reference.scan(*call, visit_at=lambda _t: visit)
    gates, cells, pre = rebuild(call, found.output)
    stacked = {name: torch.stack(steps) for name, steps in seen.items()}
    expected = torch.cat([stacked[f"pre_{gate}"] for gate in "ifgo"], dim=-1)
    assert_close("pre", pre, expected)
    for name, gate, value in zip("ifgo", gates.chunk(4, dim=-1), pre.chunk(4, dim=-1), strict=True):
        assert_close(name, gate, value.tanh() if name == "g" else value.sigmoid())
    assert_close("cells", cells, stacked["c"])


def by_reference(layer):
    found = [reference.scan(*call) for call in layer.calls()]
    output = torch.cat([scan.output for scan in found], dim=-1)
    return output, torch.stack([s.h_n for s in found]), torch.stack([s.c_n for s in found])


def everything(run, layer):
    """Results and all gradients of a layer."""
    tensors = (layer.x, layer.h_0, layer.c_0, *(w for some in layer.weights for w in some))
    leaves = [None if t is None else t.detach().requires_grad_() for t in tensors]
    results = run(layer_of(leaves, layer.lengths, layer.reset, layer.reverses))
    wanted = [leaf for leaf in leaves if leaf is not None]
    return [*results, *torch.autograd.grad(mixture(*results), wanted, materialize_grads=True)]


WAYS = {"forward": (False,), "reverse": (True,), "both": (False, True)}
# errors of large pre-activations are larger than one: test_kernels holds nonlinearities to theirs
KNOWN = {name: case for name, case in CASES.items() if name != "saturated"}


@pytest.mark.parametrize("ways", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("case", KNOWN.values(), ids=KNOWN)
def test_pytorchs_own_graph_gives_results_and_gradients(case, ways):
    calls = [as_layer(make_call(**case, reverse=way)) for way in ways]
    h_0, c_0 = (torch.cat([call[k] for call in calls]) for k in (1, 2))
    weights = tuple(call.weights[0] for call in calls)
    layer = Layer(calls[0].x, h_0, c_0, weights, *calls[0][4:6], ways)
    names = ["output", "h_n", "c_n"] + ["d_"] * (3 + 5 * len(ways))
    pairs = zip(everything(fused.run, layer), everything(by_reference, layer), strict=True)
    for name, (found, right) in zip(names, pairs, strict=False):
        assert_close(name, found, right)


def test_the_inside_is_written_where_the_caller_wants_it_and_has_no_graph():
    layer = as_layer(make_call(**CASES["reset, ragged"]))
    layer.x.requires_grad_()
    results, kept = fused.run(layer), fused.kernel(layer, Keep.PRE)
    T, B, H = *layer.x.shape[:2], layer.c_0.shape[-1]
    room = Inside(*(torch.empty(1, T, B, n * H, dtype=torch.float64) for n in (4, 1, 4)), True)
    found = fused.inside(layer, Kept(*results), Keep.PRE, room)
    for name in ("gates", "cells", "pre"):
        assert getattr(found, name) is getattr(room, name)
        assert not getattr(room, name).requires_grad
        assert torch.equal(getattr(room, name), getattr(kept, name))
    assert results[0].requires_grad
