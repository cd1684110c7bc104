# SPDX-License-Identifier: Apache-2.0
"""Counts against the modules of PyTorch and against an operation counter."""

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

import openlstm as ol
from openlstm.errors import InputError
from openlstm.studies.architectures import DEEP, INITS, ZOO, matching_width

TORCH = {
    "rnn": lambda *sizes: nn.RNN(*sizes),
    "lstm": lambda *sizes: nn.LSTM(*sizes),
    "bilstm": lambda *sizes: nn.LSTM(*sizes, bidirectional=True),
    "gru": lambda *sizes: nn.GRU(*sizes),
}
SIZES = [(1, 1, 1), (16, 64, 1), (5, 7, 3)]


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("name", ZOO)
def test_parameters_are_those_of_the_module(name: str, sizes: tuple[int, int, int]) -> None:
    wanted = sum(p.numel() for p in TORCH[name](*sizes).parameters())
    assert ZOO[name].parameters(*sizes) == wanted
    assert sum(p.numel() for p in ZOO[name].build(*sizes).parameters()) == wanted


def test_two_directions_have_twice_the_parameters_in_one_layer_and_more_when_stacked() -> None:
    one, two = ZOO["lstm"], ZOO["bilstm"]
    assert two.parameters(16, 64) == 2 * one.parameters(16, 64)
    assert two.parameters(16, 64, 2) > 2 * one.parameters(16, 64, 2)


# torch's own context manager sets a switch for GPUs, and warns that there are none
@pytest.mark.filterwarnings("ignore:TF32 acceleration on top of oneDNN:UserWarning")
@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("name", ZOO)
def test_multiply_adds_are_what_the_dense_layers_do(name: str, sizes: tuple[int, int, int]) -> None:
    T, B = 4, 3
    module = TORCH[name](*sizes)
    counter = FlopCounterMode(display=False)
    # the counter does not know oneDNN's fused LSTM; without it PyTorch loops over dense layers
    with torch.backends.mkldnn.flags(enabled=False), counter:
        module(torch.randn(T, B, sizes[0]))
    dense = counter.get_total_flops() / 2 / T / B
    elementwise = ZOO[name].products * ZOO[name].directions * sizes[1] * sizes[2]
    assert ZOO[name].multiply_adds(*sizes) == dense + elementwise


@pytest.mark.parametrize("name", ZOO)
@pytest.mark.parametrize("layers", [1, 5])
def test_the_matching_width_is_the_nearest(name: str, layers: int) -> None:
    goal = ZOO["lstm"].parameters(32, 64)
    width = matching_width(ZOO[name], 32, goal, layers)
    off = [abs(ZOO[name].parameters(32, width + k, layers) - goal) for k in (-1, 0, 1)]
    assert min(off) == off[1]
    assert off[1] < 0.05 * goal


def test_layers_that_cannot_be_so_small_are_refused() -> None:
    with pytest.raises(InputError, match=r"hidden_size must be large enough.*5 layers"):
        matching_width(ZOO["lstm"], 1, ZOO["lstm"].parameters(1, 1), layers=5)


def test_initialisations_set_the_forget_gates() -> None:
    for init in INITS[1:]:
        layer = ZOO["lstm"].build(3, 500, 1, init, longest=100)
        forget = (layer.bias_ih_l0 + layer.bias_hh_l0)[500:1000]
        if init == "chrono":
            assert 1 <= forget.exp().min() < 10
            assert 90 < forget.exp().max() <= 99.01
        else:
            assert (forget == float(init[-1])).all()


def test_a_deep_stack_begins_with_a_signal_of_one_size() -> None:
    x, spread = torch.randn(64, 8, 32), {}
    for init in (INITS[1], DEEP):
        lstm = ZOO["lstm"].build(32, 64, 5, init)
        with ol.record(lstm) as trace, torch.no_grad():
            lstm(x)
        spread[init] = [trace.h[layer, 0, 32:].std(1).mean().item() for layer in (0, 4)]
        forget = lstm.bias_ih_l4 + lstm.bias_hh_l4
        assert (forget[64:128] == 1).all()
    assert spread[INITS[1]][1] < spread[INITS[1]][0] / 10
    assert spread[DEEP][1] > spread[DEEP][0] / 3
