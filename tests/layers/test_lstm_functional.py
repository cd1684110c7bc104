# SPDX-License-Identifier: Apache-2.0
"""torch.func, forward-mode and higher derivatives: values compared, wrong ones may be zeros."""

import copy

import pytest
import torch
from torch.autograd import forward_ad, functional, gradcheck, gradgradcheck
from torch.func import (
    functional_call,
    grad,
    hessian,
    jacfwd,
    jacrev,
    jvp,
    stack_module_state,
    vjp,
    vmap,
)
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

import openlstm as ol
from tolerances import assert_close
from twins import mixture, states

T, B, I, H = 4, 3, 2, 3
RESET = torch.tensor([[0, 0, 1], [0, 1, 0], [0, 0, 0], [1, 1, 0]]).bool()
CALLS = {
    "plain": {},
    "lengths": {"lengths": torch.tensor([4, 0, 2])},
    "reset": {"reset": RESET},
    "both": {"lengths": torch.tensor([4, 0, 2]), "reset": RESET},
}
call_by_name = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
by_dtype = pytest.mark.parametrize("dtype", [torch.float64, torch.float32])


def layer(dtype=torch.float64, **options):
    return ol.LSTM(I, H, **({"num_layers": 2, "bidirectional": True} | options), dtype=dtype)


def loss(lstm, x, call):
    output, last = lstm(x, **call)
    return mixture(output, *last)


def differences(f, x, v, step=1e-6):
    """The derivative of f at x along v by central differences, in float64."""
    return (f(x + step * v) - f(x - step * v)) / (2 * step)


def assert_is_derivative(tangent, lstm, x, v, call):
    exact = copy.deepcopy(lstm).double()
    expected = differences(lambda x: exact(x, **call)[0], x.double(), v.double())
    assert tangent.abs().max() > 1e-2  # the failure to fear is silent zeros
    # float32: its own rounding; float64: that of the differences, step² and eps/step
    tolerance = 1e-5 if tangent.dtype == torch.float32 else 1e-8
    torch.testing.assert_close(tangent.double(), expected, rtol=0, atol=tolerance)


@by_dtype
@call_by_name
def test_jvp_is_the_derivative(call, dtype):
    lstm, x, v = layer(dtype), torch.randn(T, B, I, dtype=dtype), torch.randn(T, B, I, dtype=dtype)
    _, tangent = jvp(lambda x: lstm(x, **call)[0], (x,), (v,))
    assert_is_derivative(tangent, lstm, x, v, call)


@by_dtype
@call_by_name
def test_forward_ad_is_the_derivative(call, dtype):
    lstm, x, v = layer(dtype), torch.randn(T, B, I, dtype=dtype), torch.randn(T, B, I, dtype=dtype)
    with forward_ad.dual_level():
        output = lstm(forward_ad.make_dual(x, v), **call)[0]
        tangent = forward_ad.unpack_dual(output).tangent
    assert_is_derivative(tangent, lstm, x, v, call)


def test_forward_ad_by_a_weight_is_the_derivative():
    lstm, x = layer(), torch.randn(T, B, I, dtype=torch.float64)
    weight = lstm.weight_hh_l0.detach()
    v = torch.randn_like(weight)

    def output(weight):
        return functional_call(lstm, {"weight_hh_l0": weight}, (x,))[0]

    with forward_ad.dual_level():
        tangent = forward_ad.unpack_dual(output(forward_ad.make_dual(weight, v))).tangent
    expected = differences(output, weight, v).detach()
    torch.testing.assert_close(tangent, expected, rtol=0, atol=1e-8)
    assert tangent.abs().max() > 1e-2


@pytest.mark.parametrize("lengths", [[4, 2, 1], [2, 4, 1]], ids=["sorted", "unsorted"])
def test_a_packed_sequence_passes_every_transform(lengths):
    lstm = layer()
    sequence = pack_padded_sequence(
        torch.randn(T, B, I, dtype=torch.float64), lengths, enforce_sorted=lengths == [4, 2, 1]
    )
    data, v = sequence.data, torch.randn_like(sequence.data)

    def f(data):
        return lstm(PackedSequence(data, *sequence[1:]))[0].data

    expected = differences(f, data, v).detach()
    assert expected.abs().max() > 1e-2
    torch.testing.assert_close(jvp(f, (data,), (v,))[1], expected, rtol=0, atol=1e-8)
    with forward_ad.dual_level():
        tangent = forward_ad.unpack_dual(f(forward_ad.make_dual(data, v))).tangent
    torch.testing.assert_close(tangent, expected, rtol=0, atol=1e-8)
    assert_close("output", vmap(f)(torch.stack([data, v]))[1], f(v))
    leaf = data.clone().requires_grad_()
    (right,) = torch.autograd.grad(mixture(f(leaf)), leaf)
    assert_close("d_x", grad(lambda data: mixture(f(data)))(data), right)


@by_dtype
@pytest.mark.parametrize("hx", [False, True])
def test_vmap_over_samples(hx, dtype):
    lstm, x = layer(dtype), torch.randn(T, B, I, dtype=dtype)
    h_0, c_0 = states(lstm, B)
    if hx:
        one = vmap(lambda x, h, c: lstm(x, (h, c))[0], in_dims=(1, 1, 1), out_dims=1)
        assert_close("output", one(x, h_0, c_0), lstm(x, (h_0, c_0))[0])
    else:
        assert_close("output", vmap(lambda x: lstm(x)[0], 1, 1)(x), lstm(x)[0])


@call_by_name
def test_vmap_over_samples_with_their_lengths_and_resets(call):
    lstm, x = layer(), torch.randn(T, B, I, dtype=torch.float64)
    names = list(call)

    def one(x, *values):
        return lstm(x, **dict(zip(names, values, strict=True)))[0]

    axes = [{"lengths": 0, "reset": 1}[name] for name in names]
    got = vmap(one, in_dims=(1, *axes), out_dims=1)(x, *call.values())
    assert_close("output", got, lstm(x, **call)[0])


def test_values_are_checked_under_vmap_too():
    lstm = ol.LSTM(I, H, check_finite=True)
    x = torch.randn(B, T, I)
    with pytest.raises(ValueError, match=r"lengths\[2, 0\] must be between 0 and 4.*got 5"):
        vmap(lambda x, n: lstm(x, lengths=n)[0])(x, torch.tensor([1, 0, 5]))
    x[1, 3, 0] = torch.nan
    with pytest.raises(ValueError, match=r"nan at sample 0, step 3, feature 0, vmap \[1\]"):
        vmap(lambda x: lstm(x)[0])(x)


@by_dtype
@call_by_name
def test_gradients_by_sample(call, dtype):
    lstm, x = layer(dtype), torch.randn(T, B, I, dtype=dtype)
    parameters = {name: p.detach() for name, p in lstm.named_parameters()}
    names = list(call)
    axes = [{"lengths": 0, "reset": 1}[name] for name in names]

    def one(parameters, x, *values):
        options = dict(zip(names, values, strict=True))
        output, last = functional_call(lstm, parameters, (x,), options)
        return mixture(output, *last)

    found = vmap(grad(one), in_dims=(None, 1, *axes))(parameters, x, *call.values())
    for b in range(B):
        row = {n: v[b] if n == "lengths" else v[:, b] for n, v in call.items()}
        expected = torch.autograd.grad(loss(lstm, x[:, b], row), list(lstm.parameters()))
        for name, value in zip(parameters, expected, strict=True):
            assert_close(f"d_{name}", found[name][b], value)


def test_an_ensemble_of_layers_runs_as_one():
    layers = [ol.LSTM(I, H, 2, dtype=torch.float64) for _ in range(3)]
    parameters, _ = stack_module_state(layers)
    x = torch.randn(T, B, I, dtype=torch.float64)
    got = vmap(lambda p: functional_call(layers[0], p, (x,))[0])(parameters)
    for one, lstm in zip(got, layers, strict=True):
        assert_close("output", one, lstm(x)[0])


def test_dropout_under_vmap_draws_for_each_sample():
    lstm = ol.LSTM(I, H, 2, dropout=0.5)
    x = torch.randn(T, 1, I).expand(T, 2, I)
    output = vmap(lambda x: lstm(x)[0], in_dims=1, randomness="different")(x)
    assert not torch.equal(output[0], output[1])


@by_dtype
@call_by_name
def test_hessian_equals_double_backward(call, dtype):
    lstm, x = layer(dtype), torch.randn(T, B, I, dtype=dtype)

    def f(x):
        return loss(lstm, x, call)

    found, expected = hessian(f)(x), functional.hessian(f, x)
    assert found.abs().max() > 1e-2
    assert_close("d_x", found, expected, dtype)


def test_jacobians_forward_and_reverse_agree():
    lstm, x = layer(), torch.randn(T, B, I, dtype=torch.float64)

    def f(x):
        return lstm(x, lengths=torch.tensor([4, 0, 2]))[0]

    forward, reverse = jacfwd(f)(x), jacrev(f)(x)
    assert_close("d_x", forward, reverse)
    assert_close("d_x", reverse, functional.jacobian(f, x))


def test_vjp_and_functional_call_use_the_given_parameters():
    lstm, x = layer(), torch.randn(T, B, I, dtype=torch.float64)
    other = {name: 2 * p.detach() for name, p in lstm.named_parameters()}
    doubled = copy.deepcopy(lstm)
    doubled.load_state_dict(other)
    assert_close("output", functional_call(lstm, other, (x,))[0], doubled(x)[0])
    output, pull = vjp(lambda p: functional_call(lstm, p, (x,))[0], other)
    (found,) = pull(torch.ones_like(output))
    expected = torch.autograd.grad(doubled(x)[0].sum(), list(doubled.parameters()))
    for (name, value), right in zip(found.items(), expected, strict=True):
        assert_close(f"d_{name}", value, right)


OPTIONS = {
    "plain": {"num_layers": 2, "bidirectional": False},
    "both": {"num_layers": 1, "bidirectional": True},
    "projected": {"num_layers": 1, "bidirectional": True, "proj_size": 2},
    "no_bias": {"num_layers": 1, "bidirectional": False, "bias": False},
}


def inputs_of(lstm):
    """x, h_0, c_0 and the parameters, as leaves; and a function of them."""
    x = torch.randn(T, B, I, dtype=torch.float64, requires_grad=True)
    state = tuple(s.requires_grad_() for s in states(lstm, B))
    return x, *state, *lstm.parameters()


def function_of(lstm, call):
    names = [name for name, _ in lstm.named_parameters()]

    def f(x, h_0, c_0, *parameters):
        given = dict(zip(names, parameters, strict=True))
        output, last = functional_call(lstm, given, (x, (h_0, c_0)), call)
        return output, *last

    return f


@call_by_name
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_gradients_are_those_of_differences(options, call):
    lstm = layer(**options)
    assert gradcheck(function_of(lstm, call), inputs_of(lstm))


@call_by_name
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_second_gradients_are_those_of_differences(options, call):
    lstm = layer(**options)
    assert gradgradcheck(function_of(lstm, call), inputs_of(lstm), fast_mode=True)


@call_by_name
@by_dtype
@pytest.mark.parametrize("proj_size", [0, 2])
def test_double_backward_of_the_chosen_engine_is_that_of_the_reference(proj_size, call, dtype):
    lstm = layer(dtype, proj_size=proj_size)
    found = []
    for engine in ("torch" if "reset" not in call else "reference", "reference"):
        torch.manual_seed(1)
        x = torch.randn(T, B, I, dtype=dtype, requires_grad=True)
        leaves = [x, *lstm.parameters()]
        with ol.engine(engine):
            first = torch.autograd.grad(loss(lstm, x, call), leaves, create_graph=True)
            penalty = sum(d.pow(2).sum() for d in first)
            found.append(torch.autograd.grad(penalty, leaves))
    for got, expected in zip(*found, strict=True):
        assert expected.abs().sum() > 0
        assert_close("d_d_x", got, expected)


def test_a_second_backward_after_a_first_one():
    lstm, x = layer(), torch.randn(T, B, I, dtype=torch.float64, requires_grad=True)
    value = loss(lstm, x, CALLS["lengths"])
    (once,) = torch.autograd.grad(value, x, retain_graph=True)
    (twice,) = torch.autograd.grad(value, x, create_graph=True)
    assert_close("d_x", twice, once)
    assert twice.requires_grad


def test_the_cell_under_transforms():
    cell, x, v = ol.LSTMCell(I, H), torch.randn(B, I), torch.randn(B, I)
    exact = copy.deepcopy(cell).double()
    _, tangent = jvp(lambda x: cell(x)[0], (x,), (v,))
    expected = differences(lambda x: exact(x)[0], x.double(), v.double())
    torch.testing.assert_close(tangent.double(), expected, rtol=0, atol=1e-5)
    assert tangent.abs().max() > 1e-2
    assert_close("h_n", vmap(lambda x: cell(x)[0])(x), cell(x)[0])
