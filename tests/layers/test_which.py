# SPDX-License-Identifier: Apache-2.0
"""which_engine tells beforehand what a call will run on, and why not on something else."""

import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence
from torch.profiler import ProfilerActivity, profile
from torch.utils.flop_counter import FlopCounterMode

import openlstm as ol
from native import needs_native
from openlstm.engines import native_library
from tolerances import assert_close

T, B, I, H = 5, 3, 4, 6
X = torch.ones(T, B, I)
RESET = torch.zeros(T, B, dtype=torch.bool)


@pytest.fixture
def not_built(monkeypatch):
    """A machine without a compiler: the native library is missing."""
    monkeypatch.setattr(native_library, "missing", "no compiler was found")
    monkeypatch.setattr(native_library, "library", None)


@needs_native
@pytest.mark.parametrize("more", [{}, {"lengths": [5, 3, 0]}, {"reset": RESET}], ids=str)
def test_where_the_native_engine_is_it_runs(more):
    lstm = ol.LSTM(I, H, 2)
    choice = ol.which_engine(lstm, X, **more)
    assert choice.name == "native"
    assert choice.detail == "torch.float32, at most 1 threads"
    assert "slower" in choice.why_not["torch"]
    with ol.record(lstm):
        assert ol.which_engine(lstm, X).name == "native"
    assert ol.which_engine(lstm, pack_padded_sequence(X, [5, 3, 1])).name == "native"


@needs_native
def test_why_the_native_engine_does_not_run():
    def why(lstm, x):
        return ol.which_engine(lstm, x).why_not["native"]

    assert "the call in torch.float16" in why(ol.LSTM(I, H, dtype=torch.float16), X.half())
    assert "the call on meta" in why(ol.LSTM(I, H, device="meta"), X.to("meta"))
    with torch.autocast("cpu", torch.float16):
        assert "the call in torch.float16" in why(ol.LSTM(I, H), X)
        assert ol.which_engine(ol.LSTM(I, H, proj_size=2), X).name == "native"  # carries c in 32
    with FlopCounterMode(display=False):
        assert "must see every operation" in why(ol.LSTM(I, H), X)
    with ol.edit(lstm := ol.LSTM(I, H), f=0.0):
        assert "edited" in why(lstm, X)


@pytest.mark.usefixtures("not_built")
@pytest.mark.parametrize("more", [{}, {"lengths": [5, 3, 0]}, {"reset": RESET}], ids=str)
def test_without_a_compiler_all_runs_and_the_reason_is_told(more):
    lstm = ol.LSTM(I, H, 2, bidirectional=True)
    choice = ol.which_engine(lstm, X, **more)
    assert choice.name == "torch"
    assert choice.why_not["native"] == "it is not there: no compiler was found"
    output = lstm(X, **more)[0]
    output.sum().backward()
    with ol.engine("reference"):
        assert_close("output", output, lstm(X, **more)[0])
    with ol.engine("native"), pytest.raises(ol.EngineError, match="no compiler was found"):
        lstm(X, **more)


@pytest.mark.usefixtures("not_built")
def test_a_plain_call_runs_fused_in_one_piece():
    choice = ol.which_engine(ol.LSTM(I, H, 2), X)
    assert choice.name == "torch"
    assert choice.detail == "oneDNN, the whole stack at once"
    assert "slower" in choice.why_not["reference"]


@pytest.mark.usefixtures("not_built")
def test_lengths_and_watchers_take_it_layer_by_layer():
    lstm = ol.LSTM(I, H)
    assert "layer by layer" in ol.which_engine(lstm, X, lengths=[5, 3, 0]).detail
    with ol.record(lstm):
        assert "layer by layer" in ol.which_engine(lstm, X).detail
    assert "whole stack" in ol.which_engine(lstm, X).detail


FORMS = {  # the input, and what else is passed
    "dense": (lambda x: x, {}),
    "ragged": (lambda x: pack_padded_sequence(x, [5, 3, 1]), {}),
    "even": (lambda x: pack_padded_sequence(x, [5, 5, 5]), {}),
    "no rows": (lambda x: x[:, :0], {}),
    "lengths": (lambda x: x, {"lengths": [5, 3, 0]}),
    "equal lengths": (lambda x: x, {"lengths": torch.tensor([4, 0, 4])}),
    "reset": (lambda x: x, {"reset": torch.eye(T, B) > 0}),
    "equal pieces": (lambda x: x[:4], {"reset": torch.arange(4)[:, None].expand(4, B) == 2}),
}


@pytest.mark.usefixtures("not_built")
@pytest.mark.parametrize("grad", [True, False], ids=["grad", "no_grad"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("proj_size", [0, 2])
@pytest.mark.parametrize(
    "dtype", [torch.float32, torch.bfloat16, torch.float16, torch.float64], ids=str
)
def test_the_kernel_named_is_the_kernel_that_runs(dtype, proj_size, form, grad):
    lstm, (given, more) = ol.LSTM(I, H, proj_size=proj_size, dtype=dtype), FORMS[form]
    x = given(X.to(dtype))
    with torch.set_grad_enabled(grad):
        said = ol.which_engine(lstm, x, **more).detail
        with profile(activities=[ProfilerActivity.CPU]) as seen:
            lstm(x, **more)
    ran = any("mkldnn_rnn_layer" in event.key for event in seen.key_averages())
    assert said.startswith("oneDNN" if ran else "PyTorch's C++ loop")
    whole = "the whole stack at once"
    apart = "layer by layer, the inside rebuilt" if grad else "layer by layer"
    assert said.endswith(apart if more else whole)


def test_other_devices_are_named():
    lstm = ol.LSTM(I, H, device="meta")
    for more in ({}, {"lengths": [5, 3, 0]}, {"reset": RESET}):
        assert ol.which_engine(lstm, X.to("meta"), **more).detail.startswith("PyTorch on meta")


@pytest.mark.usefixtures("not_built")
def test_onednn_switched_off_is_seen():
    torch._C._set_mkldnn_enabled(False)  # mkldnn.flags() does the same, and warns
    try:
        assert ol.which_engine(ol.LSTM(I, H), X).detail.startswith("PyTorch's C++ loop")
    finally:
        torch._C._set_mkldnn_enabled(True)


@pytest.mark.usefixtures("not_built")
def test_what_only_the_reference_can():
    lstm = ol.LSTM(I, H)
    with ol.edit(lstm, forget_gate=0.0):
        choice = ol.which_engine(lstm, X)
        assert choice.name == "reference"
        assert "edited" in choice.why_not["torch"]
        assert str(choice) == "; ".join(
            ["reference", *(f"not {name}: {choice.why_not[name]}" for name in ("native", "torch"))]
        )
    with ol.record(lstm, grad=True):
        assert ol.which_engine(lstm, X).name == "reference"
    asked = []
    torch.func.vmap(lambda x: asked.append(ol.which_engine(lstm, x)) or x, 1)(X)
    assert asked[0].name == "reference"
    assert "torch.func" in asked[0].why_not["torch"]


def test_the_engine_in_force_answers():
    lstm = ol.LSTM(I, H)
    with ol.engine("reference"):
        choice = ol.which_engine(lstm, X)
        assert choice.name == "reference"
        assert "in force" in choice.why_not["torch"]
    with ol.engine("torch"), ol.edit(lstm, f=0.0), pytest.raises(ol.EngineError, match="edited"):
        ol.which_engine(lstm, X)


def test_it_refuses_what_the_call_would_refuse():
    with pytest.raises(RuntimeError, match="Expected 4, got 5"):
        ol.which_engine(ol.LSTM(I, H), torch.randn(T, B, 5))
