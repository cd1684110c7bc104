# SPDX-License-Identifier: Apache-2.0
"""The inside rebuilt from PyTorch's outputs is the inside."""

import pytest
import torch

from engines.calls import make_call
from openlstm import reference
from openlstm.engines.fused import rebuild
from tolerances import assert_close


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
    gates, cells, pre = rebuild(call.x, found.output, call.h_0, call.c_0, call.weights)
    stacked = {name: torch.stack(steps) for name, steps in seen.items()}
    expected = torch.cat([stacked[f"pre_{gate}"] for gate in "ifgo"], dim=-1)
    assert_close("pre", pre, expected)
    for name, gate, value in zip("ifgo", gates.chunk(4, dim=-1), pre.chunk(4, dim=-1), strict=True):
        assert_close(name, gate, value.tanh() if name == "g" else value.sigmoid())
    assert_close("cells", cells, stacked["c"])
