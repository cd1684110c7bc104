# SPDX-License-Identifier: Apache-2.0
"""The step is the equations: by hand, by torch.nn.LSTMCell, and open to every visitor."""

import math

import pytest
import torch

from openlstm.cell import lstm_step
from openlstm.weights import Weights
from tolerances import assert_close

NAMES = ["pre_i", "pre_f", "pre_g", "pre_o", "i", "f", "g", "o", "c", "h"]


def sigmoid(value):
    return 1 / (1 + math.exp(-value))


def random_weights(I=3, H=4, P=None, dtype=torch.float64):
    shapes = [(4 * H, I), (4 * H, P or H), (4 * H,), (4 * H,), *([(P, H)] if P else [])]
    return Weights(*(torch.randn(shape, dtype=dtype) for shape in shapes))


def test_one_unit_by_hand():
    # one input, one unit: every number written out; the rows are i, f, g, o
    w, u, b = [0.5, -0.3, 0.8, 0.1], [0.2, 0.7, -0.4, 0.6], [0.05, 1.0, -0.1, 0.3]
    x, h, c = 2.0, -0.5, 1.5
    i, f, o = (sigmoid(w[k] * x + u[k] * h + b[k]) for k in (0, 1, 3))
    g = math.tanh(w[2] * x + u[2] * h + b[2])
    c_new = f * c + i * g
    h_new = o * math.tanh(c_new)
    column = [torch.tensor(v, dtype=torch.float64)[:, None] for v in (w, u)]
    both = torch.tensor(b, dtype=torch.float64)
    given = [torch.full((1, 1), v, dtype=torch.float64) for v in (x, h, c)]
    got_h, got_c = lstm_step(given[0], (given[1], given[2]), Weights(*column, both / 2, both / 2))
    assert got_h.item() == pytest.approx(h_new, abs=1e-15)
    assert got_c.item() == pytest.approx(c_new, abs=1e-15)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
def test_a_step_is_torchs_cell(dtype):
    weights = random_weights(dtype=dtype)
    x, h, c = (torch.randn(5, n, dtype=dtype) for n in (3, 4, 4))
    expected = torch._VF.lstm_cell(x, (h, c), *weights[:4])
    for name, got, right in zip(
        ("h_n", "c_n"), lstm_step(x, (h, c), weights), expected, strict=True
    ):
        assert_close(name, got, right)


def test_textbooks_dense_layer_is_the_same():
    weights = random_weights()
    x, h, c = (torch.randn(5, n, dtype=torch.float64) for n in (3, 4, 4))
    W, b = torch.cat([weights.weight_hh, weights.weight_ih], 1), weights.bias_ih + weights.bias_hh
    i, f, g, o = (torch.cat([h, x], 1) @ W.T + b).chunk(4, 1)
    c_new = f.sigmoid() * c + i.sigmoid() * g.tanh()
    got_h, got_c = lstm_step(x, (h, c), weights)
    assert_close("c_n", got_c, c_new)
    assert_close("h_n", got_h, o.sigmoid() * c_new.tanh())


def test_only_the_sum_of_the_biases_counts():
    weights = random_weights()
    moved = weights._replace(
        bias_ih=weights.bias_ih + weights.bias_hh, bias_hh=torch.zeros_like(weights.bias_hh)
    )
    x, state = torch.randn(5, 3).double(), (torch.randn(5, 4).double(), torch.randn(5, 4).double())
    for name, a, b in zip(
        "hc", lstm_step(x, state, weights), lstm_step(x, state, moved), strict=True
    ):
        assert_close(f"{name}_n", a, b)


def test_a_projection_shrinks_h_and_leaves_c():
    weights = random_weights(P=2)
    x, h, c = (torch.randn(5, n, dtype=torch.float64) for n in (3, 2, 4))
    seen = {}
    got_h, got_c = lstm_step(x, (h, c), weights, lambda name, v: seen.setdefault(name, v))
    assert_close("h_n", got_h, (seen["o"] * got_c.tanh()) @ weights.weight_hr.T)
    assert got_h.shape == (5, 2)
    assert got_c.shape == (5, 4)


def test_a_visitor_sees_every_value_once_in_order():
    seen = []
    weights = random_weights()
    x, state = torch.randn(5, 3).double(), (torch.randn(5, 4).double(), torch.randn(5, 4).double())

    def visit(name, value):
        seen.append((name, value))
        return value

    h, c = lstm_step(x, state, weights, visit)
    names, values = [n for n, _ in seen], dict(seen)
    assert sorted(names) == sorted(NAMES)
    assert names[-2:] == ["c", "h"]
    assert values["h"] is h
    assert values["c"] is c
    for gate in "ifo":
        assert_close("pre", values[gate], torch.sigmoid(values[f"pre_{gate}"]))
    assert_close("pre", values["g"], torch.tanh(values["pre_g"]))
    assert_close("c_n", c, values["f"] * state[1] + values["i"] * values["g"])
    assert_close("h_n", h, values["o"] * torch.tanh(c))


@pytest.mark.parametrize("name", NAMES)
def test_what_a_visitor_gives_back_is_what_goes_on(name):
    weights = random_weights()
    x, state = torch.randn(5, 3).double(), (torch.randn(5, 4).double(), torch.randn(5, 4).double())
    changed = torch.full((5, 4), 0.25, dtype=torch.float64)
    seen = {}

    def visit(at, value):
        seen[at] = changed if at == name else value
        return seen[at]

    h, c = lstm_step(x, state, weights, visit)
    gates = {gate: seen[gate] for gate in "ifgo"}
    if name.startswith("pre_"):
        squash = torch.tanh if name == "pre_g" else torch.sigmoid
        gates[name[-1]] = squash(changed)
    c_new = changed if name == "c" else gates["f"] * state[1] + gates["i"] * gates["g"]
    h_new = changed if name == "h" else gates["o"] * torch.tanh(c_new)
    assert_close("c_n", c, c_new)
    assert_close("h_n", h, h_new)


def test_a_step_is_differentiable_twice_in_everything():
    weights = random_weights(I=2, H=2, P=1)
    leaves = [t.requires_grad_() for t in (*map(torch.randn, [(2, 2), (2, 1), (2, 2)]), *weights)]
    leaves = [leaf.detach().double().requires_grad_() for leaf in leaves]

    def f(x, h, c, *parts):
        return lstm_step(x, (h, c), Weights(*parts))

    assert torch.autograd.gradcheck(f, leaves)
    assert torch.autograd.gradgradcheck(f, leaves, fast_mode=True)
