# SPDX-License-Identifier: Apache-2.0
"""Mistakes in the arguments of a layer: torch.nn.LSTM's exception types, and words that mend."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

import openlstm as ol
from ways import WAYS, way

T, B, I, H = 5, 2, 3, 4


def raised_by(call):
    """The exception that a call raises, None if none."""
    try:
        call()
    except Exception as error:
        return error
    return None


CONSTRUCTORS = {
    "hidden_size 0": ((I, 0), {}, "hidden_size must be greater than zero, got 0"),
    "hidden_size -1": ((I, -1), {}, "hidden_size must be greater than zero, got -1"),
    "input_size 0": ((0, H), {}, "input_size must be greater than zero, got 0"),
    "num_layers 0": ((I, H, 0), {}, "num_layers must be greater than zero, got 0"),
    "num_layers -2": ((I, H, -2), {}, "num_layers must be greater than zero, got -2"),
    "input_size float": ((3.0, H), {}, "input_size must be of type int, got 3.0"),
    "hidden_size text": ((I, "4"), {}, "hidden_size must be of type int, got '4'"),
    "num_layers float": ((I, H, 2.0), {}, "num_layers must be of type int, got 2.0"),
    "proj_size float": ((I, H), {"proj_size": 2.0}, "proj_size must be of type int, got 2.0"),
    "proj_size = H": ((I, H), {"proj_size": H}, "below hidden_size=4, got 4; 0 means no"),
    "proj_size > H": ((I, H), {"proj_size": 9}, "below hidden_size=4, got 9; 0 means no"),
    "proj_size -1": ((I, H), {"proj_size": -1}, "proj_size must be from 0 .* got -1"),
    "dropout 1.5": ((I, H, 2), {"dropout": 1.5}, "dropout must be .* between 0 and 1, got 1.5"),
    "dropout -0.1": ((I, H, 2), {"dropout": -0.1}, "between 0 and 1, got -0.1"),
    "dropout nan": ((I, H, 2), {"dropout": float("nan")}, "between 0 and 1, got nan"),
    "dropout True": ((I, H, 2), {"dropout": True}, "between 0 and 1, got True"),
    "dropout text": ((I, H, 2), {"dropout": "0.5"}, "between 0 and 1, got '0.5'"),
    "bias 1": ((I, H), {"bias": 1}, "bias should be of type bool"),
    "batch_first None": ((I, H), {"batch_first": None}, "batch_first should be of type bool"),
    "whole dtype": ((I, H), {"dtype": torch.int64}, "floating point"),
    "unknown argument": ((I, H), {"layers": 2}, "unexpected keyword argument 'layers'"),
    "no hidden_size": ((I,), {}, "hidden_size"),
    "too many": ((I, H, 1, True, False, 0.0, False, 0, None, None, "torch"), {}, "positional"),
}


@pytest.mark.parametrize(("args", "kwargs", "words"), CONSTRUCTORS.values(), ids=CONSTRUCTORS)
def test_wrong_constructor_arguments(args, kwargs, words):
    theirs = raised_by(lambda: nn.LSTM(*args, **kwargs))
    with pytest.raises(type(theirs), match=words):
        ol.LSTM(*args, **kwargs)


def test_a_flag_is_no_size():
    with pytest.raises(TypeError, match="num_layers must be of type int, got True"):
        ol.LSTM(I, H, True)  # torch.nn.LSTM takes it for one layer


@pytest.mark.parametrize("rate", [np.float32(0.5), 1, np.int64(0)])
def test_a_probability_is_any_number(rate):
    assert ol.LSTM(I, H, 2, dropout=rate).dropout == nn.LSTM(I, H, 2, dropout=rate).dropout


def zeros(*sizes, **kwargs):
    return torch.zeros(*sizes, **kwargs)


X = torch.ones(T, B, I)
STATE = zeros(1, B, H)
INPUTS = {
    "1-D": ((X[0, 0],), r"Expected input to be 2D or 3D, got 1D .*\[time, batch, 3\]"),
    "4-D": ((X[None],), "Expected input to be 2D or 3D, got 4D"),
    "features": ((zeros(T, B, 4),), r"input_size. Expected 3, got 4 .*select 3 features"),
    "features, unbatched": ((zeros(T, 4),), r"input_size. Expected 3, got 4"),
    "no steps": ((zeros(0, B, I),), "sequence length to be larger than 0"),
    "no steps, unbatched": ((zeros(0, I),), "sequence length to be larger than 0"),
    "no steps, no rows": ((zeros(0, 0, I),), "sequence length to be larger than 0"),
    "float64": ((X.double(),), "got torch.float64; .*input.to.* or convert the model by"),
    "float16": ((X.half(),), "dtype torch.float32, got torch.float16"),
    "int64": ((X.long(),), r"got torch.int64; pass input.to\(torch.float32\)\.$"),
    "bool": ((X.bool(),), r"got torch.bool; pass input.to\(torch.float32\)\.$"),
    "complex": ((X.cfloat(),), r"got torch.complex64; pass input.to\(torch.float32\)\.$"),
    "device": ((X.to("meta"),), "input must be on cpu, got meta; move it by"),
    "h batch first": (
        (X, (zeros(B, 1, H), zeros(B, 1, H))),
        r"\(1, 2, 4\), got \[2, 1, 4\]; .*also with batch_first=True",
    ),
    "h size": (
        (X, (zeros(1, B, 5), STATE)),
        r"hidden\[0\] \(h_0\) size \(1, 2, 4\), got \[1, 2, 5\]",
    ),
    "c size": (
        (X, (STATE, zeros(1, B, 5))),
        r"hidden\[1\] \(c_0\) size \(1, 2, 4\), got \[1, 2, 5\]",
    ),
    "h layers": ((X, (zeros(2, B, H), zeros(2, B, H))), r"\(1, 2, 4\), got \[2, 2, 4\]"),
    "h 2-D": (
        (X, (STATE[0], STATE[0])),
        r"batched 3-D input.*\(2-D, 2-D\).*layers.directions, batch, size",
    ),
    "c 2-D": ((X, (STATE, STATE[0])), r"batched 3-D input.*\(3-D, 2-D\)"),
    "h 3-D, unbatched": ((X[:, 0], (STATE, STATE)), r"unbatched 2-D input.*\(3-D, 3-D\)"),
    "h float64": (
        (X, (STATE.double(), STATE)),
        r"h_0\) must be of dtype torch.float32, got .*float64",
    ),
    "c float64": (
        (X, (STATE, STATE.double())),
        r"c_0\) must be of dtype torch.float32, got .*float64",
    ),
    "h device": ((X, (STATE.to("meta"), STATE)), r"h_0\) must be on cpu, got meta"),
    "c device": ((X, (STATE, STATE.to("meta"))), r"c_0\) must be on cpu, got meta"),
    "a tensor for states": (
        (X, zeros(2, 1, B, H)),
        r"hx must be the pair \(h_0, c_0\), got \(Tensor\)",
    ),
    "features, packed": ((pack_padded_sequence(zeros(T, B, 4), [5, 2]),), "Expected 3, got 4"),
    "h batch, packed": (
        (pack_padded_sequence(X, [5, 2]), (zeros(1, 3, H), zeros(1, 3, H))),
        r"\(1, 2, 4\), got \[1, 3, 4\]",
    ),
    "no input": ((), "input"),
}


@pytest.mark.parametrize("runs_on", ["chosen", "reference"])
@pytest.mark.parametrize(("args", "words"), INPUTS.values(), ids=INPUTS)
def test_wrong_inputs_and_states(args, words, runs_on):
    theirs = raised_by(lambda: nn.LSTM(I, H)(*args))
    with way(ol.LSTM(I, H), runs_on) as lstm, pytest.raises(type(theirs), match=words):
        lstm(*args)


@pytest.mark.parametrize("runs_on", WAYS)
@pytest.mark.usefixtures("fresh_dynamo")
def test_no_step_is_refused_whatever_else_is_asked(runs_on):
    calls = [{"lengths": zeros(B, dtype=torch.long)}, {"reset": zeros(0, B, dtype=torch.bool)}]
    for call in calls:
        with (
            way(ol.LSTM(I, H), runs_on) as lstm,
            pytest.raises(RuntimeError, match="larger than 0"),
        ):
            lstm(zeros(0, B, I), **call)


# where torch.nn.LSTM stumbles over the mistake (IndexError, AttributeError) instead of naming it
STUMBLED_OVER = {
    "h_0 without c_0": ((X, STATE), TypeError, r"got \(Tensor\); pass both, zeros if"),
    "h_0 alone in a tuple": ((X, (STATE,)), TypeError, r"got \(Tensor\); pass both"),
    "c_0 None": ((X, (STATE, None)), TypeError, r"got \(Tensor, NoneType\); pass both"),
    "three states": ((X, (STATE, STATE, STATE)), TypeError, r"got \(Tensor, Tensor, Tensor\)"),
    "h 2-D, packed": (
        (pack_padded_sequence(X, [5, 2]), (STATE[0], STATE[0])),
        RuntimeError,
        "should also be 3-D",
    ),
    "float64, packed": (
        (pack_padded_sequence(X.double(), [5, 2]),),
        ValueError,
        "got torch.float64; .*input.to",
    ),
}


@pytest.mark.parametrize(("args", "error", "words"), STUMBLED_OVER.values(), ids=STUMBLED_OVER)
def test_mistakes_that_torch_does_not_name(args, error, words):
    with pytest.raises(error, match=words):
        ol.LSTM(I, H)(*args)


def test_states_may_come_as_a_list():
    lstm = ol.LSTM(I, H)
    assert torch.equal(lstm(X, [STATE, STATE])[0], lstm(X)[0])


def test_a_packed_sequence_has_its_own_lengths():
    packed = pack_padded_sequence(X, [5, 2])
    for more in ({"lengths": [5, 2]}, {"reset": zeros(T, B, dtype=torch.bool)}):
        with pytest.raises(
            ValueError, match=r"must be None with a PackedSequence, .*padded tensor"
        ):
            ol.LSTM(I, H)(packed, **more)


BAD = [float("nan"), float("inf"), float("-inf")]


@pytest.mark.parametrize("bad", BAD, ids=str)
@pytest.mark.parametrize("form", ["time_first", "batch_first", "unbatched", "packed", "reset"])
def test_check_finite_names_the_first_place(form, bad):
    x = X.clone()
    x[3, 1, 2] = x[4, 0, 0] = bad
    lstm = ol.LSTM(I, H, batch_first=form == "batch_first", check_finite=True)
    sample, given, more = 1, x, {}
    if form == "batch_first":
        given = x.transpose(0, 1)
    elif form == "unbatched":
        sample, given = 0, x[:, 1]
    elif form == "packed":
        given = pack_padded_sequence(x, [4, 5], enforce_sorted=False)
    elif form == "reset":
        more = {"reset": zeros(T, B, dtype=torch.bool)}
    words = rf"input must be finite.*got {bad} at sample {sample}, step 3, feature 2; "
    with pytest.raises(ValueError, match=words):
        lstm(given, **more)
    ol.LSTM(I, H, batch_first=form == "batch_first")(given, **more)  # asked of nobody else


def test_check_finite_ignores_padding_and_runs_on_meta():
    x = X.clone()
    x[3:, 1] = torch.nan
    lstm = ol.LSTM(I, H, check_finite=True)
    assert torch.isfinite(lstm(x, lengths=[5, 3])[0]).all()
    with pytest.raises(ValueError, match="nan at sample 1, step 3, feature 0"):
        lstm(x, lengths=[5, 4])
    assert lstm.to("meta")(x.to("meta"))[0].shape == (T, B, H)


def test_on_the_meta_device_mistakes_are_named_too():
    lstm, x = ol.LSTM(I, H, device="meta"), X.to("meta")
    with pytest.raises(ValueError, match=r"dtype torch.float32, got torch.float64"):
        lstm(x.double())
    with pytest.raises(RuntimeError, match=r"h_0\) must be of dtype torch.float32"):
        lstm(x, (STATE.to("meta").double(), STATE.to("meta")))
    with pytest.raises(RuntimeError, match="input must be on meta, got cpu"):
        lstm(X)
