# SPDX-License-Identifier: Apache-2.0
"""openlstm.LSTM gives torch.nn.LSTM's outputs, states and gradients, over the whole grid."""

from contextlib import nullcontext
from functools import cache

import pytest
import torch
from torch import nn

import openlstm as ol
from tolerances import assert_all_close
from twins import everything, states, twins

T, B, I, H = 5, 3, 3, 4
DTYPES = [torch.float64, torch.float32, torch.bfloat16, torch.float16]
FORMS = {  # lengths of a PackedSequence, None for a plain tensor
    "batched": None,
    "unbatched": None,
    "packed-sorted": [5, 3, 1],
    "packed-unsorted": [3, 5, 1],
}


@cache
def torch_has(dtype: torch.dtype) -> bool:
    """Whether torch.nn.LSTM itself can be trained in this type on this processor."""
    try:
        everything(nn.LSTM(I, H, dtype=dtype), torch.randn(T, B, I, dtype=dtype))
    except RuntimeError:
        return False
    return True


def engine(name: str) -> object:
    return nullcontext() if name == "chosen" else ol.engine(name)


@pytest.mark.parametrize("runs_on", ["chosen", "torch", "reference"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("hx", [False, True], ids=["zeros", "hx"])
@pytest.mark.parametrize("proj_size", [0, 2])
@pytest.mark.parametrize("bidirectional", [False, True], ids=["forward", "both"])
@pytest.mark.parametrize("batch_first", [False, True], ids=["time_first", "batch_first"])
@pytest.mark.parametrize("bias", [True, False], ids=["bias", "no_bias"])
@pytest.mark.parametrize("num_layers", [1, 2, 3])
@pytest.mark.parametrize("dtype", DTYPES, ids=lambda dtype: str(dtype).removeprefix("torch."))
def test_same_outputs_states_and_gradients(
    dtype, num_layers, bias, batch_first, bidirectional, proj_size, hx, form, runs_on
):
    if not torch_has(dtype):
        pytest.skip(f"torch.nn.LSTM has no {dtype} on this processor")
    theirs, ours = twins(
        *(I, H, num_layers, bias, batch_first, 0.0, bidirectional, proj_size), dtype=dtype
    )
    batch = None if form == "unbatched" else B
    shape = (T, I) if batch is None else (B, T, I) if batch_first else (T, B, I)
    x = torch.randn(shape, dtype=dtype)
    state = states(theirs, batch) if hx else None
    expected = everything(theirs, x, state, pack=FORMS[form])
    with engine(runs_on):
        got = everything(ours, x, state, pack=FORMS[form])
    assert {name: v.dtype for name, v in got.items()} == {n: v.dtype for n, v in expected.items()}
    assert_all_close(got, expected)
