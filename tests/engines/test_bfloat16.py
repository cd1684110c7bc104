# SPDX-License-Identifier: Apache-2.0
"""The native engine in bfloat16 against the reference in float64, on the very same numbers."""

import pytest
import torch

from engines.calls import CASES, gradients_by, kept_by, make_call
from engines.test_backward import NAMES, by_autograd
from engines.test_kernels import truth
from openlstm.engines import native_library
from openlstm.engines.kernel import Call, Keep
from openlstm.weights import Weights
from tolerances import assert_close

pytestmark = pytest.mark.skipif(
    not native_library.bfloat16,
    reason="the native engine has no bfloat16 here; run this on a processor with AVX512_BF16",
)
LOW = torch.bfloat16
# with weights so large the rounding of h alone opens or shuts a gate
KNOWN = {name: case for name, case in CASES.items() if name != "saturated"}
each_direction = pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])


def exact(call: Call) -> Call:
    """The same call in float64."""
    weights = Weights(*(None if w is None else w.double() for w in call.weights))
    x, h_0, c_0 = (t.double() for t in call[:3])
    return call._replace(x=x, h_0=h_0, c_0=c_0, weights=weights)


@each_direction
@pytest.mark.parametrize("keep", Keep, ids=[keep.name for keep in Keep])
@pytest.mark.parametrize("name", KNOWN)
def test_kept_values(name, keep, reverse):
    call = make_call(**KNOWN[name], reverse=reverse, dtype=LOW)
    expected, kept = truth(exact(call)), kept_by("native", call, keep)
    shown = {Keep.NOTHING: (), Keep.BACKWARD: ("cells",), Keep.PRE: ("cells", "pre")}[keep]
    for value in ("output", "h_n", "c_n", *shown):
        got = getattr(kept, value)
        assert got.dtype == LOW
        assert_close(value, got.double(), expected[value], LOW)


@each_direction
@pytest.mark.parametrize("name", KNOWN)
def test_gradients(name, reverse):
    call = make_call(**KNOWN[name], reverse=reverse, dtype=LOW)
    kept = kept_by("native", call, Keep.BACKWARD)
    d_results = tuple(torch.randn_like(t) for t in kept[:3])
    found = gradients_by("native", call, kept, d_results)
    expected = by_autograd(exact(call), tuple(d.double() for d in d_results))
    for value, got, right in zip(NAMES, found, expected, strict=True):
        assert (got is None) == (right is None)
        if got is not None:
            assert got.dtype == LOW
            assert_close(f"d_{value}", got.double(), right, LOW)
