# SPDX-License-Identifier: Apache-2.0
"""The loop over time, against torch.nn.LSTM of one layer, and the masks of its boundaries."""

import pytest
import torch
from torch import nn

from openlstm import reference
from openlstm.cell import lstm_step
from openlstm.reference import boundaries, real_steps, scan
from openlstm.weights import Weights
from tolerances import assert_close

T, B, I, H = 5, 3, 2, 4


def layer_and_weights(**options):
    lstm = nn.LSTM(I, H, dtype=torch.float64, **options)
    found = {name.rsplit("_l0", 1)[0]: p for name, p in lstm.named_parameters()}
    return lstm, Weights(**{n: p for n, p in found.items() if n in Weights._fields})


def inputs(P=H):
    return (torch.randn(T, B, I).double(), torch.randn(B, P).double(), torch.randn(B, H).double())


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("proj_size", [0, 2])
def test_forward_is_torchs_layer(proj_size, bias):
    lstm, weights = layer_and_weights(proj_size=proj_size, bias=bias)
    x, h_0, c_0 = inputs(proj_size or H)
    output, (h_n, c_n) = lstm(x, (h_0[None], c_0[None]))
    found = scan(x, h_0, c_0, weights)
    assert_close("output", found.output, output)
    assert_close("h_n", found.h_n, h_n[0])
    assert_close("c_n", found.c_n, c_n[0])


def test_reverse_is_forward_on_the_turned_input():
    _, weights = layer_and_weights()
    x, h_0, c_0 = inputs()
    reverse, forward = scan(x, h_0, c_0, weights, reverse=True), scan(x.flip(0), h_0, c_0, weights)
    assert torch.equal(reverse.output, forward.output.flip(0))
    assert torch.equal(reverse.h_n, forward.h_n)
    assert torch.equal(reverse.output[0], reverse.h_n)


@pytest.mark.parametrize("reverse", [False, True])
def test_it_is_the_step_again_and_again(reverse):
    _, weights = layer_and_weights()
    x, h, c = inputs()
    found = scan(x, h, c, weights, reverse=reverse)
    for t in reversed(range(T)) if reverse else range(T):
        h, c = lstm_step(x[t], (h, c), weights)
        assert torch.equal(found.output[t], h)
    assert torch.equal(found.c_n, c)


@pytest.mark.parametrize("reverse", [False, True])
def test_lengths_hold_the_state_and_silence_the_rest(reverse):
    _, weights = layer_and_weights()
    x, h_0, c_0 = inputs()
    found = scan(x, h_0, c_0, weights, lengths=torch.tensor([5, 0, 2]), reverse=reverse)
    for b, n in enumerate((5, 0, 2)):
        row = slice(b, b + 1)
        if n:
            alone = scan(x[:n, row], h_0[row], c_0[row], weights, reverse=reverse)
            assert_close("output", found.output[:n, row], alone.output)
            assert_close("h_n", found.h_n[row], alone.h_n)
            assert_close("c_n", found.c_n[row], alone.c_n)
        assert not found.output[n:, row].any()
    assert torch.equal(found.h_n[1], h_0[1])
    assert torch.equal(found.c_n[1], c_0[1])


@pytest.mark.parametrize("reverse", [False, True])
def test_visitors_are_asked_for_in_input_time(reverse):
    _, weights = layer_and_weights()
    asked = []

    def visit_at(t):
        asked.append(t)
        return lambda _name, value: value

    scan(*inputs(), weights, reverse=reverse, visit_at=visit_at)
    assert asked == ([4, 3, 2, 1, 0] if reverse else [0, 1, 2, 3, 4])


def test_a_visitor_changes_what_follows_and_nothing_before():
    _, weights = layer_and_weights()
    x, h_0, c_0 = inputs()

    def visit_at(t):
        return lambda name, value: torch.zeros_like(value) if (t, name) == (2, "c") else value

    plain, changed = scan(x, h_0, c_0, weights), scan(x, h_0, c_0, weights, visit_at=visit_at)
    assert torch.equal(changed.output[:2], plain.output[:2])
    assert not changed.output[2].any()
    anew = scan(x[3:], torch.zeros_like(h_0), torch.zeros_like(c_0), weights)
    assert torch.equal(changed.output[3:], anew.output)


def test_real_steps():
    expected = [[False, True, True], [False, False, True], [False, False, True]]
    assert real_steps(3, torch.tensor([0, 1, 3])).tolist() == expected


def column(*flags):
    return torch.tensor(flags).bool()[:, None]


BOUNDARIES = {  # lengths, reset, reverse -> starts
    "forward": (None, (1, 0, 1, 0), False, (1, 0, 1, 0)),
    # the cut between 1 and 2 is met at step 1 from the other side; that before 0 is met by nobody
    "reverse": (None, (1, 0, 1, 0), True, (0, 1, 0, 0)),
    "forward, on padding": (2, (0, 1, 1, 1), False, (0, 1, 0, 0)),
    "reverse, on padding": (2, (0, 1, 1, 1), True, (1, 0, 0, 0)),
}


@pytest.mark.parametrize(
    ("lengths", "reset", "reverse", "starts"), BOUNDARIES.values(), ids=BOUNDARIES
)
def test_where_the_state_is_set_back(lengths, reset, reverse, starts):
    lengths = None if lengths is None else torch.tensor([lengths])
    found = boundaries(4, lengths, column(*reset), reverse)
    assert torch.equal(found.starts, column(*starts))
    assert (found.valid is None) == (lengths is None)


def test_no_boundaries_are_no_masks():
    assert boundaries(4, None, None, False) == reference.Boundaries(None, None)


def test_no_step_is_an_error_in_torchs_words():
    _, weights = layer_and_weights()
    with pytest.raises(RuntimeError, match="Expected sequence length to be larger than 0"):
        scan(torch.zeros(0, B, I).double(), *inputs()[1:], weights)
