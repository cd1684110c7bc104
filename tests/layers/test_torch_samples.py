# SPDX-License-Identifier: Apache-2.0
"""PyTorch's own samples and error inputs for LSTM and LSTMCell, driven through ours and theirs."""

import re

import pytest
import torch
from torch import nn
from torch.testing._internal import common_modules

import openlstm as ol
from native import ENGINES
from tolerances import assert_all_close, assert_close
from twins import mixture

KINDS = {"LSTM": (nn.LSTM, ol.LSTM), "LSTMCell": (nn.LSTMCell, ol.LSTMCell)}


SAMPLES = {
    "LSTM": common_modules.module_inputs_torch_nn_LSTM,
    "LSTMCell": common_modules.module_inputs_torch_nn_LSTMCell,
}
ERRORS = {  # nn.LSTM has none of its own there; those of its sisters fit
    "LSTM": common_modules.module_error_inputs_torch_nn_RNN_GRU,
    "LSTMCell": common_modules.module_error_inputs_torch_nn_LSTMCell,
}


def samples_of(make, dtype):
    torch.manual_seed(0)
    return list(make(None, "cpu", dtype, requires_grad=True, training=True))


def cases(by_kind):
    return [
        pytest.param(kind, place, id=f"{kind}-{place}")
        for kind, make in by_kind.items()
        for place in range(len(samples_of(make, torch.float64)))
    ]


def build(sample, kind, dtype):
    given = sample.constructor_input
    theirs, ours = (k(*given.args, **given.kwargs, dtype=dtype) for k in KINDS[kind])
    ours.load_state_dict(theirs.state_dict(), strict=True)
    return theirs, ours


def tensors(value):
    return [value] if isinstance(value, torch.Tensor) else [t for v in value for t in tensors(v)]


def run(module, given):
    """Every output, and every gradient of a mixture of them."""
    leaves = {f"d_{i}": t for i, t in enumerate(tensors([*given.args, *given.kwargs.values()]))}
    leaves |= {f"d_{name}": p for name, p in module.named_parameters()}
    found = tensors(module(*given.args, **given.kwargs))
    gradients = torch.autograd.grad(mixture(*found), leaves.values())
    return dict(enumerate(found)), dict(zip(leaves, gradients, strict=True))


def test_all_samples_are_there():
    assert len(cases(SAMPLES)) > len(samples_of(SAMPLES["LSTM"], torch.float64)) == 32
    assert len(cases(ERRORS)) > len(samples_of(ERRORS["LSTM"], torch.float64)) > 0


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
@pytest.mark.parametrize(("kind", "place"), cases(SAMPLES))
def test_samples_give_torchs_numbers(kind, place, dtype, engine):
    sample = samples_of(SAMPLES[kind], dtype)[place]
    theirs, ours = build(sample, kind, dtype)
    values, gradients = run(theirs, sample.forward_input)
    with ol.engine(engine):
        got_values, got_gradients = run(ours, sample.forward_input)
    for name, value in values.items():
        assert_close("output", got_values[name], value)
    assert_all_close(got_gradients, gradients)


@pytest.mark.parametrize(("kind", "place"), cases(ERRORS))
def test_error_inputs_raise_what_torch_raises(kind, place):
    sample = samples_of(ERRORS[kind], torch.float64)[place]
    built, called = (
        sample.module_error_input.constructor_input,
        sample.module_error_input.forward_input,
    )

    def build_and_call():
        ours = KINDS[kind][1](*built.args, **({"dtype": torch.float64} | built.kwargs))
        ours(*called.args, **called.kwargs)

    with pytest.raises(sample.error_type) as caught:
        build_and_call()
    # the words are ours, but the sizes that PyTorch mentions are there too
    assert set(re.findall(r"\d{2,}", sample.error_regex)) <= set(
        re.findall(r"\d+", str(caught.value))
    )
