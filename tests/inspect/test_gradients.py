# SPDX-License-Identifier: Apache-2.0
"""`record(grad=True)`: the gradient by each value of each step, by hand, formula and autograd."""

import copy
import itertools

import pytest
import torch
from torch import nn

import openlstm as ol
from handwritten import GATES, NAMES, ByHand
from tolerances import assert_close
from twins import mixture, states

T, B, I, H = 5, 3, 2, 3
CALLS = {
    "dense": {},
    "lengths": {"lengths": torch.tensor([3, 5, 0])},
    "reset": {
        "reset": torch.tensor([[0, 1, 0], [0, 0, 1], [1, 0, 0], [0, 0, 0], [0, 1, 0]]).bool()
    },
}
STACKS = {"one": {}, "deep": {"num_layers": 2, "bidirectional": True, "proj_size": 2}}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("stack", STACKS)
def test_every_gradient_by_hand(stack, call):
    lstm = ol.LSTM(I, H, dtype=torch.float64, **STACKS[stack])
    x, hx = torch.randn(T, B, I, dtype=torch.float64), states(lstm, B)
    with ol.record(lstm, grad=True) as trace:
        output, last = lstm(x, hx, **CALLS[call])
    mixture(output, *last).backward()
    weights = [p.grad for p in lstm.parameters()]
    by_hand = ByHand(lstm, x, hx, **CALLS[call])
    loss = mixture(by_hand.output, by_hand.h_n, by_hand.c_n)
    for name in NAMES:
        expected = by_hand.gradient(loss, name)
        assert expected.abs().sum() > 0
        assert_close(f"d_{name}", trace.gradient[name], expected)
    expected = torch.autograd.grad(loss, list(lstm.parameters()))
    for got, right in zip(weights, expected, strict=True):
        assert_close("d_weights", got, right)


@pytest.mark.parametrize("call", CALLS)
def test_a_loss_made_of_the_trace_itself(call):
    lstm = ol.LSTM(I, H, dtype=torch.float64, **STACKS["deep"])
    x, hx = torch.randn(T, B, I, dtype=torch.float64, requires_grad=True), states(lstm, B)
    with ol.record(lstm, grad=True) as trace:
        lstm(x, hx, **CALLS[call])
    mixture(*(trace[""][name] for name in NAMES)).backward()
    by_hand = ByHand(lstm, x, hx, **CALLS[call])
    loss = mixture(*(by_hand.value(name) for name in NAMES))
    for name in NAMES:
        assert_close(f"d_{name}", trace.gradient[name], by_hand.gradient(loss, name))
    leaves = [x, *lstm.parameters()]
    expected = torch.autograd.grad(loss, leaves)
    for leaf, right in zip(leaves, expected, strict=True):
        assert_close("d_leaf", leaf.grad, right)


def test_the_recursion_of_backpropagation_through_time():
    lstm = ol.LSTM(I, H, dtype=torch.float64)
    with ol.record(lstm, grad=True) as trace:
        _, (h_n, _) = lstm(torch.randn(T, B, I, dtype=torch.float64), states(lstm, B))
    own = torch.randn(B, H, dtype=torch.float64)
    (own * h_n[0]).sum().backward()
    i, f, g, o, c = (trace[""][name].detach()[0, 0] for name in (*GATES, "c"))
    before, d = trace.cell_before.detach()[0, 0], trace.gradient
    dc, dh, tanh_c = d.c[0, 0], d.h[0, 0], torch.tanh(c)
    through_h = dh * o * (1 - tanh_c**2)
    assert_close("d_c", dc[-1], through_h[-1])
    assert_close("d_c", dc[:-1], dc[1:] * f[1:] + through_h[:-1])
    right = {
        "i": dc * g,
        "f": dc * before,
        "g": dc * i,
        "o": dh * tanh_c,
        "pre_i": dc * g * i * (1 - i),
        "pre_f": dc * before * f * (1 - f),
        "pre_g": dc * i * (1 - g**2),
        "pre_o": dh * tanh_c * o * (1 - o),
    }
    for name, value in right.items():
        assert_close(f"d_{name}", d[name][0, 0], value)
    d_pre = torch.cat([right[f"pre_{gate}"] for gate in GATES], dim=-1)
    assert_close("d_h", dh[-1], own)
    assert_close("d_h", dh[:-1], d_pre[1:] @ lstm.weight_hh_l0)


def test_the_step_jacobian():
    lstm = ol.LSTM(I, H, dtype=torch.float64)
    x, state, t = torch.randn(T, 1, I, dtype=torch.float64), states(lstm, 1), 3
    with ol.record(lstm) as trace:
        lstm(x, state)
    i, f, g, o, c = (trace[""][name][0, 0, t, 0] for name in (*GATES, "c"))
    o_prev, c_prev = trace.o[0, 0, t - 1, 0], trace.c[0, 0, t - 1, 0]
    U_i, U_f, U_g, U_o = lstm.weight_hh_l0.detach().chunk(4)
    slope = o * (1 - torch.tanh(c) ** 2)
    dc_dh = (
        (c_prev * f * (1 - f))[:, None] * U_f
        + (g * i * (1 - i))[:, None] * U_i
        + (i * (1 - g**2))[:, None] * U_g
    )
    dc_dc = torch.diag(f)
    dh_dc = slope[:, None] * dc_dc
    dh_dh = slope[:, None] * dc_dh + (torch.tanh(c) * o * (1 - o))[:, None] * U_o
    # the recorded derivative by c_{t-1} is the total one: it goes through h_{t-1} too
    through_h = torch.diag(o_prev * (1 - torch.tanh(c_prev) ** 2))
    for name, by_h, by_c in (("c", dc_dh, dc_dc), ("h", dh_dh, dh_dc)):
        for unit in range(H):
            with ol.record(lstm, grad=True) as looked:
                lstm(x, state)
            looked[""][name][0, 0, t, 0, unit].backward()
            assert_close("d_h", looked.gradient.h[0, 0, t - 1, 0], by_h[unit])
            total = by_c[unit] + by_h[unit] @ through_h
            assert_close("d_c", looked.gradient.c[0, 0, t - 1, 0], total)


def decay(forget_bias, lags, seeds=4, H=64, T=100):
    """|dL/dc| and |dL/dh| at these lags by their values at the loss step: geometric means."""
    logs = []
    for seed in range(seeds):
        torch.manual_seed(seed)
        lstm = ol.LSTM(8, H)
        if forget_bias is not None:
            with torch.no_grad():
                lstm.bias_hh_l0[H : 2 * H] = 0
                lstm.bias_ih_l0[H : 2 * H] = forget_bias
        lstm.double()
        with ol.record(lstm, what=["c", "h"], grad=True) as trace:
            output, _ = lstm(torch.randn(T, 1, 8).double())
        (nn.functional.normalize(torch.randn(H).double(), dim=0) * output[-1, 0]).sum().backward()
        norms = torch.stack([trace.gradient[k][0, 0].norm(dim=-1)[:, 0] for k in ("c", "h")])
        logs.append((norms[:, [T - 1 - lag for lag in lags]] / norms[:, -1:]).log())
    return torch.stack(logs).mean(0).exp()


@pytest.mark.parametrize(
    ("forget_bias", "dc", "dh"),
    [
        (None, [5.4e-3, 7.1e-11], [1.2e-3, 1.5e-11]),
        (1.0, [1.1e-1, 1.6e-4], [1.6e-2, 2.4e-5]),
        (3.0, [6.8e-1, 5.5e-1], [4.2e-2, 3.3e-2]),
    ],
    ids=["default", "forget_bias_1", "forget_bias_3"],
)
def test_how_fast_gradients_decay_at_initialisation(forget_bias, dc, dh):
    """Measured before over 20 seeds: a few must come within an order of magnitude."""
    ratio = decay(forget_bias, lags=[10, 50]) / torch.tensor([dc, dh])
    assert ratio.log10().abs().max() < 1


def test_gradients_are_thinned_as_the_values_are():
    lstm = ol.LSTM(I, H, 3, bidirectional=True, dtype=torch.float64)
    x = torch.randn(T, B, I, dtype=torch.float64)
    with (
        ol.record(lstm, grad=True) as whole,
        ol.record(lstm, what=["f", "c"], layers=[2, 0], steps=[4, 1], grad=True) as thin,
    ):
        mixture(lstm(x)[0]).backward()
    assert list(thin.gradient.values) == ["f", "c"]
    for name in ("f", "c"):
        assert_close("d_", thin.gradient[name], whole.gradient[name][[0, 2]][:, :, [1, 4]])
        assert_close(name, thin[""][name], whole[""][name][[0, 2]][:, :, [1, 4]])
    assert (thin.gradient.layers, thin.gradient.steps) == ((0, 2), (1, 4))


def test_gradients_reach_back_over_calls_that_share_their_state():
    lstm, cuts = ol.LSTM(I, H, dtype=torch.float64), (0, 2, 5)
    x = torch.randn(T, B, I, dtype=torch.float64)
    with ol.record(lstm, grad=True) as whole:
        mixture(lstm(x)[1][0]).backward()
    with ol.record(lstm, grad=True) as parts:
        state = None
        for a, b in itertools.pairwise(cuts):
            _, state = lstm(x[a:b], state)
        mixture(state[0]).backward()
    for name in NAMES:
        assert_close(f"d_{name}", parts.gradient[name], whole.gradient[name])


def test_a_call_that_the_loss_does_not_reach_has_gradients_of_zero():
    lstm = ol.LSTM(I, H)
    with ol.record(lstm, grad=True) as trace:
        lstm(torch.randn(2, B, I))
        lstm(torch.randn(3, B, I))[0].sum().backward()
    assert (trace.gradient.c[:, :, :2] == 0).all()
    assert (trace.gradient.c[:, :, 2:] != 0).all()


def test_gradients_add_up_as_those_of_parameters_do():
    lstm = ol.LSTM(I, H)
    with ol.record(lstm, grad=True) as trace:
        output, _ = lstm(torch.randn(T, B, I))
    output.sum().backward(retain_graph=True)
    once = trace.gradient.c.clone()
    output.sum().backward()
    assert_close("d_c", trace.gradient.c, 2 * once)


def test_several_lstms_by_module_path():
    model = nn.ModuleDict({"used": ol.LSTM(I, H), "idle": ol.LSTM(I, H)})
    x = torch.randn(T, B, I)
    with ol.record(model, grad=True) as recording:
        loss = model["used"](x)[0].sum() + 0 * model["idle"](x)[0].sum()
    loss.backward()
    gradients = recording.gradients()
    assert list(gradients) == ["used", "idle"]
    assert gradients["used"].c.abs().sum() > 0
    assert gradients["idle"].c.abs().sum() == 0
    with pytest.raises(AttributeError, match=r"2 LSTMs; choose one by \['used'\], \['idle'\]"):
        _ = recording.gradient


def test_the_trace_keeps_its_graph_wherever_it_is_asked_for():
    lstm = ol.LSTM(I, H)
    with ol.record(lstm, grad=True) as trace:
        lstm(torch.randn(2, B, I))
        with torch.no_grad():
            assert "time 2" in repr(trace)
        lstm(torch.randn(3, B, I))
    with torch.no_grad():
        repr(trace)
    trace.f.sum().backward()
    assert (trace.gradient.f.abs() >= 0.5).all()  # 1, and what goes through later steps
    assert lstm.weight_ih_l0.grad.abs().sum() > 0


def test_initial_states_are_part_of_the_graph_if_it_is_kept():
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    hx = tuple(state.requires_grad_() for state in states(lstm, B))
    with ol.record(lstm, grad=True) as kept, ol.record(lstm) as detached:
        lstm(x, hx)
    for mine, given in zip((kept.h_0, kept.c_0), hx, strict=True):
        assert_close("d_0", torch.autograd.grad(mine.square().sum(), given)[0], 2 * given)
    assert not detached.h_0.requires_grad
    assert not detached.c_0.requires_grad
    assert not detached.c.requires_grad


@pytest.mark.filterwarnings("ignore:Using backward.. with create_graph=True")
def test_a_second_derivative():
    lstm = ol.LSTM(I, H, dtype=torch.float64)
    x = torch.randn(T, B, I, dtype=torch.float64)
    with ol.record(lstm, grad=True) as trace:
        lstm(x)[0].square().sum().backward(create_graph=True)
    penalty = trace.gradient.c.square().sum()
    got = torch.autograd.grad(penalty, lstm.weight_hh_l0)[0]
    by_hand = ByHand(lstm, x)
    places = [place for place in by_hand.of if place[0] == "c"]
    first = torch.autograd.grad(
        by_hand.output.square().sum(), [by_hand.of[p] for p in places], create_graph=True
    )
    right = torch.autograd.grad(sum(d.square().sum() for d in first), lstm.weight_hh_l0)[0]
    assert_close("d_", got, right)


@pytest.mark.parametrize("mode", [torch.no_grad, torch.inference_mode])
def test_without_a_graph_there_is_nothing_to_keep(mode):
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    with (
        ol.record(lstm, grad=True),
        mode(),
        pytest.raises(RuntimeError, match=r"gradients.*switched off here; leave torch.no_grad\(\)"),
    ):
        lstm(x)
    assert "_watch" not in vars(lstm)


def test_what_is_asked_for_too_early_or_in_vain():
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    with ol.record(lstm, grad=True) as trace:
        with pytest.raises(ValueError, match="nothing was recorded yet"):
            _ = trace.gradient
        output, _ = lstm(x)
    torch.autograd.grad(output.sum(), lstm.weight_ih_l0, retain_graph=True)
    with pytest.raises(ValueError, match=r"no gradients yet: call backward\(\) on a loss"):
        _ = trace.gradient
    output.sum().backward()
    assert trace.gradient.c.shape == trace.c.shape
    with ol.record(lstm) as trace:
        lstm(x)[0].sum().backward()
    for ask in (lambda: trace.gradient, trace.gradients):
        with pytest.raises(ValueError, match="were not kept; record with grad=True"):
            ask()


def test_a_forced_engine_that_cannot_keep_gradients_says_so():
    lstm = ol.LSTM(I, H)
    with (
        ol.record(lstm, grad=True),
        ol.engine("torch"),
        pytest.raises(ol.EngineError, match="each step"),
    ):
        lstm(torch.randn(T, B, I))


def test_copies_of_a_gradient_stand_alone():
    lstm = ol.LSTM(I, H)
    with ol.record(lstm, grad=True) as trace:
        lstm(torch.randn(T, B, I))[0].sum().backward()
    twin = copy.deepcopy(trace.gradient)
    assert torch.equal(twin.c, trace.gradient.c)
