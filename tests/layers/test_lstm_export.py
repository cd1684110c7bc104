# SPDX-License-Identifier: Apache-2.0
"""torch.export with dynamic time and batch: one node per layer and direction, any size after."""

import itertools

import pytest
import torch
from torch.export import Dim, export, load, save

import openlstm as ol
from tolerances import assert_close
from twins import states

I, H = 3, 4
TIME, BATCH = Dim("time", min=2, max=1000), Dim("batch", min=2, max=500)


def arguments(lstm, T, B, hx, lengths, reset):
    x = torch.randn(*((B, T) if lstm.batch_first else (T, B)), I)
    return (x, states(lstm, B) if hx else None), {
        "lengths": torch.randint(0, T + 1, (B,)) if lengths else None,
        "reset": torch.rand(x.shape[:2]) < 0.3 if reset else None,
    }


def dynamic(lstm, hx, lengths, reset):
    steps = {0: BATCH, 1: TIME} if lstm.batch_first else {0: TIME, 1: BATCH}
    return {
        "input": steps,
        "hx": ({1: BATCH}, {1: BATCH}) if hx else None,
        "lengths": {0: BATCH} if lengths else None,
        "reset": steps if reset else None,
    }


@pytest.mark.parametrize(
    ("hx", "lengths", "reset"), list(itertools.product([False, True], repeat=3))
)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"num_layers": 2, "bidirectional": True, "proj_size": 2},
        {"num_layers": 2, "batch_first": True, "bias": False},
    ],
    ids=["plain", "projected", "batch_first"],
)
def test_an_exported_layer_runs_at_other_sizes(options, hx, lengths, reset):
    lstm = ol.LSTM(I, H, **options)
    args, kwargs = arguments(lstm, 5, 3, hx, lengths, reset)
    exported = export(lstm, args, kwargs, dynamic_shapes=dynamic(lstm, hx, lengths, reset))
    nodes = [n for n in exported.graph.nodes if n.target is torch.ops.openlstm.scan.default]
    assert len(nodes) == lstm.num_layers * (2 if lstm.bidirectional else 1)
    for T, B in [(2, 2), (9, 7), (100, 4)]:
        args, kwargs = arguments(lstm, T, B, hx, lengths, reset)
        got, got_last = exported.module()(*args, **kwargs)
        expected, last = lstm(*args, **kwargs)
        assert_close("output", got, expected)
        assert_close("h_n", got_last[0], last[0])
        assert_close("c_n", got_last[1], last[1])


def test_without_bounds_one_step_and_one_row_run_too():
    lstm = ol.LSTM(I, H)
    free = ({0: Dim.DYNAMIC, 1: Dim.DYNAMIC},)
    exported = export(lstm, (torch.randn(5, 3, I),), dynamic_shapes=free)
    for T, B in [(1, 1), (1, 4), (4, 1)]:
        x = torch.randn(T, B, I)
        assert_close("output", exported.module()(x)[0], lstm(x)[0])


def test_an_exported_layer_still_refuses_wrong_lengths():
    lstm = ol.LSTM(I, H)
    args, kwargs = arguments(lstm, 5, 3, False, True, False)
    exported = export(lstm, args, kwargs, dynamic_shapes=dynamic(lstm, False, True, False))
    with pytest.raises(ValueError, match=r"lengths\[0\] must be between 0 and 4.*got 5"):
        exported.module()(torch.randn(4, 3, I), None, lengths=torch.tensor([5, 4, 0]), reset=None)


def test_an_exported_layer_survives_a_file(tmp_path):
    lstm, x = ol.LSTM(I, H, 2), torch.randn(5, 3, I)
    save(export(lstm, (x,)), tmp_path / "lstm.pt2")
    assert_close("output", load(tmp_path / "lstm.pt2").module()(x)[0], lstm(x)[0])
