# SPDX-License-Identifier: Apache-2.0
"""Initialisation by name: PyTorch's draws first, then what the name says, and nothing else."""

import itertools

import pytest
import torch
from torch import nn

import openlstm as ol
from openlstm.initialize import INITS, Initialization
from openlstm.weights import GATES, gate_rows

I, H = 3, 8
FORMS = {
    "plain": {},
    "deep": {"num_layers": 2, "bidirectional": True},
    "projected": {"num_layers": 2, "bidirectional": True, "proj_size": 3},
}
each_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def drawn(form=None, seed=5, hidden_size=H, **options):
    torch.manual_seed(seed)
    return ol.LSTM(I, hidden_size, **(form or {}), **options)


def torchs(form=None, seed=5, hidden_size=H):
    torch.manual_seed(seed)
    return nn.LSTM(I, hidden_size, **(form or {}))


def biases(lstm):
    """Both bias vectors of each layer and direction."""
    names = [n for n, _ in lstm.named_parameters() if n.startswith("bias_ih")]
    return [(getattr(lstm, n), getattr(lstm, n.replace("_ih", "_hh"))) for n in names]


def changed(lstm, other):
    """The kinds of parameters (weight_ih, …) in which two layers differ."""
    pairs = zip(lstm.named_parameters(), other.parameters(), strict=True)
    return {name.rsplit("_l", 1)[0] for (name, a), b in pairs if not torch.equal(a, b)}


@each_form
@pytest.mark.parametrize("init", ["torch", ("torch",), ()])
def test_torch_is_torchs_own(init, form):
    assert changed(drawn(form, init=init), torchs(form)) == set()


@each_form
@pytest.mark.parametrize(("given", "value"), [(None, 1.0), (2.5, 2.5), (-3, -3.0), (0, 0.0)])
def test_forget_bias_sets_these_rows_and_no_others(given, value, form):
    lstm, plain = drawn(form, init="forget_bias", forget_bias=given), torchs(form)
    rows = gate_rows("f", H)
    for (b_ih, b_hh), (own_ih, own_hh) in zip(biases(lstm), biases(plain), strict=True):
        assert torch.equal(b_ih[rows], torch.full((H,), value))
        assert torch.equal(b_hh[rows], torch.zeros(H))
        for gate in "igo":
            assert torch.equal(b_ih[gate_rows(gate, H)], own_ih[gate_rows(gate, H)])
            assert torch.equal(b_hh[gate_rows(gate, H)], own_hh[gate_rows(gate, H)])
    assert changed(lstm, plain) == {"bias_ih", "bias_hh"}


@each_form
def test_chrono_spreads_memories_evenly_over_the_lags(form):
    shortest, longest, units = 2.0, 500.0, 800
    form = form | {"proj_size": 3} if "proj_size" in form else form
    lstm = drawn(form, init="chrono", lags=(shortest, longest), hidden_size=units)
    for b_ih, b_hh in biases(lstm):
        rows = {gate: gate_rows(gate, units) for gate in GATES}
        assert not b_hh.any()
        assert not b_ih[rows["g"]].any()
        assert not b_ih[rows["o"]].any()
        assert torch.equal(b_ih[rows["i"]], -b_ih[rows["f"]])
        memory_steps = b_ih[rows["f"]].detach().exp()
        assert memory_steps.min() >= shortest * (1 - 1e-5)
        assert memory_steps.max() <= longest * (1 + 1e-5)
        # Kolmogorov's statistic against the uniform distribution; 1.95 / √n is passed once in 1000
        place = ((memory_steps - shortest) / (longest - shortest)).sort().values
        ranks = torch.arange(units) / units
        distance = torch.maximum((place - ranks).abs(), (place - ranks - 1 / units).abs()).max()
        assert distance < 1.95 / units**0.5
        f = torch.sigmoid(b_ih[rows["f"]])  # at zero input and zero h
        torch.testing.assert_close(f + torch.sigmoid(b_ih[rows["i"]]), torch.ones(units))
        torch.testing.assert_close(1 / (1 - f) - 1, memory_steps, rtol=1e-3, atol=0)


def test_chrono_draws_for_each_layer_and_direction():
    drawn_biases = [b_ih for b_ih, _ in biases(drawn(FORMS["deep"], init="chrono", lags=(1, 99)))]
    for a, b in itertools.combinations(drawn_biases, 2):
        assert not torch.equal(a, b)


def test_chrono_of_one_lag_is_that_lag():
    b_ih, _ = biases(drawn(init="chrono", lags=(10, 10)))[0]
    torch.testing.assert_close(b_ih[gate_rows("f", H)].exp(), torch.full((H,), 10.0))


def test_chrono_leaves_the_weights_as_torch_drew_them():
    assert changed(drawn(init="chrono", lags=(1, 9)), torchs()) == {"bias_ih", "bias_hh"}


@each_form
@pytest.mark.parametrize(("lags", "ends"), [(None, (1, 10_000)), ((5, 300), (5, 300))])
def test_multiscale_is_its_formula(form, lags, ends):
    units = 50
    lstm = drawn(form, init="multiscale", lags=lags, hidden_size=units)
    rows = {gate: gate_rows(gate, units) for gate in GATES}
    names = [n for n, _ in lstm.named_parameters() if n.startswith("bias_ih")]
    for name, (b_ih, b_hh) in zip(names, biases(lstm), strict=True):
        memory_steps = b_ih[rows["f"]].double().exp()
        place = (memory_steps.sqrt() - ends[0] ** 0.5) / (ends[1] ** 0.5 - ends[0] ** 0.5)
        part = place * units - torch.arange(units)  # each unit in a part of its own
        assert part.min() > -0.01
        assert part.max() < 1.01
        assert part.std() > 0.1
        i = torch.sigmoid(b_ih[rows["i"]].double())
        torch.testing.assert_close(i, (1 + memory_steps) ** -0.75, rtol=1e-4, atol=0)
        assert not b_ih[rows["g"]].any()
        assert not b_ih[rows["o"]].any()
        assert not b_hh.any()
        weight_hh = lstm.get_parameter(name.replace("bias_ih", "weight_hh")).detach().double()
        for gate in GATES:
            block = weight_hh[rows[gate]] * ((1 + memory_steps) ** 0.25)[:, None]
            one = torch.eye(block.shape[1], dtype=torch.float64)
            torch.testing.assert_close(block.T @ block, one, atol=1e-4, rtol=0)


@each_form
@pytest.mark.parametrize(("units", "slow"), [(40, 5), (5, 1)])
def test_beside_a_forget_bias_the_first_eighth_is_multiscale(form, units, slow):
    options = {"hidden_size": units, "forget_bias": 2.0}
    lstm = drawn(form, init="multiscale+forget_bias", lags=(1, 900), **options)
    others = drawn(form, init="forget_bias", **options).state_dict()
    for name, weight in lstm.state_dict().items():
        parts, before = weight.chunk(4), others[name].chunk(4)
        if "weight_ih" in name or "weight_hr" in name:
            assert name.endswith(("_l1", "reverse")) or weight.equal(others[name])  # drawn later
        elif name.endswith("_l0"):
            assert all(a[slow:].equal(b[slow:]) for a, b in zip(parts, before, strict=True))
        if "bias_ih" in name:
            i, f, g, o = (part[:slow] for part in parts)
            assert f.ge(0).all()
            assert f.exp().le(901).all()
            assert f.diff().ge(0).all()
            torch.testing.assert_close(torch.sigmoid(i), (1 + f.exp()) ** -0.75)
            assert not g.any()
            assert not o.any()
            assert parts[1][slow:].eq(2).all()
        if "weight_hh" in name:
            memory_steps = lstm.get_parameter(name.replace("weight_hh", "bias_ih"))[units:][:slow]
            length = parts[0][:slow].norm(dim=1) * (1 + memory_steps.exp()) ** 0.25
            assert length.le(1 + 1e-5).all()  # a projection leaves a part of a row
            assert "proj_size" in form or length.ge(1 - 1e-5).all()


def test_the_only_unit_is_never_slow():
    lstm = drawn(init="forget_bias+multiscale", hidden_size=1)
    assert changed(lstm, drawn(init="forget_bias", hidden_size=1)) == set()


@each_form
def test_counters_count_one_symbol_against_another(form):
    lstm = drawn(form, init="counters", hidden_size=8)
    layer = ol.LSTM(lstm.input_size, 8)  # the first of them, run forward, without a projection
    own = lstm.state_dict()
    names = [
        n for n in layer.state_dict() if n in own and own[n].shape == layer.state_dict()[n].shape
    ]
    layer.load_state_dict({name: own[name] for name in names}, strict=False)
    if "weight_hh_l0" not in names:
        layer.weight_hh_l0.data.zero_()
    symbols = torch.randint(lstm.input_size, (300, 4))
    with ol.record(layer) as trace:
        layer(torch.nn.functional.one_hot(symbols).float())
    counts = torch.nn.functional.one_hot(symbols).cumsum(0)  # [T, B, I]
    c = trace.cell[0, 0]
    pairs = {
        next(
            (a, b)
            for a, b in itertools.permutations(range(lstm.input_size), 2)
            if (counts[..., a] - counts[..., b] - c[..., unit]).abs().max() < 1e-5
        )
        for unit in range(8)
    }
    assert len(pairs) == min(8, lstm.input_size * (lstm.input_size - 1))  # each before any twice


def test_counters_leave_the_output_gate_as_torch_drew_it():
    own, torchs_own = drawn(init="counters").state_dict(), torchs().state_dict()
    rows = gate_rows("o", H)
    for name, weight in own.items():
        assert weight[rows].equal(torchs_own[name][rows])


def test_counters_need_two_symbols():
    with pytest.raises(ValueError, match='input_size must be 2 or more for init="counters"'):
        ol.LSTM(1, H, init="counters")


ECHO_FORMS = pytest.mark.parametrize("form", [FORMS["plain"], FORMS["deep"]], ids=["plain", "deep"])


@ECHO_FORMS
@pytest.mark.parametrize("beside", ["torch", "multiscale", "orthogonal"])
def test_echo_changes_the_second_half_of_the_units_only(beside, form):
    units = 40
    without = drawn(form, init=beside, hidden_size=units).state_dict()
    for name, weight in drawn(form, init=f"{beside}+echo", hidden_size=units).state_dict().items():
        others = [part[:20] for part in weight.chunk(4)]
        same = [part[:20] for part in without[name].chunk(4)]
        assert all(map(torch.equal, others, same)) or not name.endswith("_l0")  # drawn later
        echoes = dict(zip(GATES, (part[20:] for part in weight.chunk(4)), strict=True))
        if "bias_ih" in name:
            assert [echoes[gate].unique().tolist() for gate in GATES] == [[6], [-6], [0], [6]]
        if "weight_hh" in name:
            assert not any(echoes[gate].any() for gate in "ifo")
            assert not echoes["g"][:, :20].any()
            ring = echoes["g"][:, 20:] * torch.sigmoid(torch.tensor(6.0)).square()
            torch.testing.assert_close(ring.T @ ring, torch.eye(20), atol=1e-5, rtol=0)


def test_an_echo_can_be_heard_for_a_while():
    symbols = torch.nn.functional.one_hot(torch.randint(3, (1, 2000)), 3).float()
    silence = torch.zeros(20, 2000, 3)

    h = drawn(init="echo", hidden_size=40)(torch.cat((symbols, silence)))[0][-1].double()
    echo = torch.cat((h[:, 20:], torch.ones(2000, 1)), 1)
    line = torch.linalg.lstsq(echo[:1000], symbols[0, :1000].double()).solution
    told = (echo[1000:] @ line).argmax(1)
    assert torch.equal(told, symbols[0, 1000:].argmax(1))


def test_echo_needs_a_ring_of_units():
    with pytest.raises(ValueError, match='hidden_size must be at least 2 for init="echo", got 1'):
        ol.LSTM(I, 1, init="echo")
    with pytest.raises(ValueError, match='proj_size must be 0 for init="echo", got 3'):
        ol.LSTM(I, H, proj_size=3, init="echo")


@each_form
def test_orthogonal_blocks_and_nothing_else(form):
    lstm = drawn(form, init="orthogonal")
    for name, weight in lstm.named_parameters():
        if not name.startswith("weight_hh"):
            continue
        for gate in GATES:
            block = weight[gate_rows(gate, H)]  # [H, P], P ≤ H: its columns are orthonormal
            torch.testing.assert_close(
                block.T @ block, torch.eye(block.shape[1]), atol=1e-5, rtol=0
            )
        first, second = weight[gate_rows("i", H)], weight[gate_rows("f", H)]
        assert not torch.equal(first, second)
    assert changed(lstm, torchs(form)) == {"weight_hh"}


@each_form
@pytest.mark.parametrize(
    "init", ["chrono+orthogonal", ["orthogonal", "chrono"], ("torch", "chrono", "orthogonal")]
)
def test_combinations_do_both_in_any_order(init, form):
    lstm = drawn(form, init=init, lags=(1, 50))
    only_chrono = drawn(form, init="chrono", lags=(1, 50))
    assert changed(lstm, torchs(form)) == {"weight_hh", "bias_ih", "bias_hh"}
    first, _ = biases(lstm)[0]
    assert torch.equal(first, biases(only_chrono)[0][0])
    block = lstm.weight_hh_l0[:H]
    torch.testing.assert_close(block.T @ block, torch.eye(block.shape[1]), atol=1e-5, rtol=0)


def test_forget_bias_joins_orthogonal():
    lstm = drawn(init="forget_bias+orthogonal", forget_bias=2.0)
    assert torch.equal(biases(lstm)[0][0][gate_rows("f", H)], torch.full((H,), 2.0))
    assert changed(lstm, torchs()) == {"weight_hh", "bias_ih", "bias_hh"}


def test_a_seed_means_the_same_numbers_everywhere():
    for init, more in (("chrono", {"lags": (1, 99)}), ("orthogonal", {}), ("forget_bias", {})):
        assert changed(drawn(init=init, **more), drawn(init=init, **more)) == set()
        assert changed(drawn(init=init, **more), drawn(init=init, **more, seed=6))


def test_later_draws_do_not_depend_on_the_initialisation_of_biases():
    following = []
    for options in ({}, {"init": "forget_bias"}):
        drawn(**options)
        following.append(torch.rand(1))
    assert torch.equal(*following)


def test_reset_parameters_initialises_again():
    lstm = drawn(init="forget_bias")
    with torch.no_grad():
        lstm.bias_ih_l0.fill_(9.0)
    torch.manual_seed(5)
    lstm.reset_parameters()
    assert changed(lstm, drawn(init="forget_bias")) == set()


def test_gradients_still_flow():
    lstm = drawn(init="chrono+orthogonal", lags=(1, 50))
    assert all(p.requires_grad and p.is_leaf for p in lstm.parameters())
    lstm(torch.randn(4, 2, I))[0].sum().backward()
    assert all(p.grad is not None for p in lstm.parameters())


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16, torch.float16], ids=str)
def test_other_types(dtype):
    lstm = ol.LSTM(I, H, dtype=dtype, init="chrono", lags=(1, 50))
    assert lstm.bias_ih_l0.dtype == dtype
    assert torch.isfinite(lstm.bias_ih_l0).all()
    block = ol.LSTM(I, H, dtype=dtype, init="orthogonal").weight_hh_l0[:H].double()
    torch.testing.assert_close(block.T @ block, torch.eye(H).double(), atol=0.05, rtol=0)
    forget = ol.LSTM(I, H, dtype=dtype, init="forget_bias", forget_bias=1.5)
    assert (forget.bias_ih_l0[gate_rows("f", H)] == 1.5).all()


def test_on_meta_nothing_is_drawn_and_later_all_is():
    lstm = ol.LSTM(I, H, init="chrono+orthogonal", lags=(1, 50), device="meta")
    torch.manual_seed(5)
    lstm.to_empty(device="cpu").reset_parameters()
    assert changed(lstm, drawn(init="chrono+orthogonal", lags=(1, 50))) == set()


def test_the_choice_is_printed():
    assert "init" not in repr(drawn())
    assert repr(drawn(init=["orthogonal", "chrono"], lags=(1, 5))).endswith(
        "init='chrono+orthogonal', lags=(1, 5))"
    )


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"init": []},
        {"init": "chrono", "lags": (1, 5)},
        {"init": "chrono", "lags": (0.1234567890123, 10_000)},
        {"init": "chrono", "lags": (1, 10_000)},
        {"init": "multiscale"},
        {"init": "multiscale+forget_bias", "lags": (2, 50), "forget_bias": 2.5},
        {"init": "forget_bias"},
        {"init": "forget_bias", "forget_bias": -3},
    ],
)
def test_what_is_printed_makes_the_same_layer(told):
    for layer in (ol.LSTM(I, H, **told), ol.LSTMCell(I, H, **told)):
        again = eval(repr(layer), {"LSTM": ol.LSTM, "LSTMCell": ol.LSTMCell})
        assert again._init.shown == layer._init.shown
        assert (again._init.forget_bias, again._init.lags) == (
            layer._init.forget_bias, layer._init.lags
        )  # fmt: skip


def test_names_are_kept_in_one_order():
    biased = ("forget_bias", "chrono", "multiscale", "counters")
    assert ("torch", *biased, "orthogonal", "echo") == INITS
    assert Initialization.checked("orthogonal+forget_bias").names == ("forget_bias", "orthogonal")
    assert Initialization.checked("chrono", lags=(1, 9)).lags == (1.0, 9.0)


NAN = float("nan")
MISTAKES = {
    "unknown": (
        {"init": "chromo"},
        r"init must be made of torch, .*got 'chromo'.*mean chrono or echo\?",
    ),
    "unknown, no near one": ({"init": "zzz"}, r"got 'zzz'; choose from them, or join"),
    "empty": ({"init": ""}, "init must be made of .* got ''"),
    "unknown in a list": ({"init": ["torch", "xavier"]}, "got 'xavier'"),
    "two forget biases": ({"init": "chrono+forget_bias", "lags": (1, 5)}, "one forget bias, got"),
    "two spreads": ({"init": "multiscale+chrono", "lags": (1, 5)}, "got chrono and multiscale"),
    "orthogonal twice": (
        {"init": "multiscale+orthogonal"},
        "orthogonal to multiscale, which has recurrent weights of its own",
    ),
    "counters and orthogonal": ({"init": "counters+orthogonal"}, "orthogonal to counters, which"),
    "counters and a bias": ({"init": "counters+forget_bias"}, "one forget bias, got counters and"),
    "counters without bias": ({"init": "counters", "bias": False}, "got bias=False"),
    "counters and echo": ({"init": "counters+echo"}, "join echo to counters, which has"),
    "echo without bias": ({"init": "echo", "bias": False}, "got bias=False"),
    "multiscale turned round": ({"init": "multiscale", "lags": (5, 1)}, "shortest ≤ longest, got"),
    "multiscale without bias": ({"init": "multiscale", "bias": False}, "got bias=False"),
    "forget_bias alone": ({"forget_bias": 1.0}, r'forget_bias=1.0 needs init="forget_bias"'),
    "chrono without lags": ({"init": "chrono"}, r"lags=\(shortest, longest\) need each other"),
    "lags alone": ({"lags": (1, 5)}, "need each other, got init=.*'torch'.* lags=.1, 5"),
    "lags turned round": ({"init": "chrono", "lags": (5, 1)}, "0 < shortest ≤ longest, got .5, 1"),
    "lag 0": ({"init": "chrono", "lags": (0, 5)}, "0 < shortest ≤ longest, got"),
    "lag below 0": ({"init": "chrono", "lags": (-1, 5)}, "0 < shortest ≤ longest, got"),
    "endless lag": ({"init": "chrono", "lags": (1, float("inf"))}, "0 < shortest ≤ longest, got"),
    "nan lag": ({"init": "chrono", "lags": (NAN, 5)}, "0 < shortest ≤ longest, got"),
    "one lag": ({"init": "chrono", "lags": (5,)}, "0 < shortest ≤ longest, got"),
    "three lags": ({"init": "chrono", "lags": (1, 5, 9)}, "0 < shortest ≤ longest, got"),
    "chrono without bias": ({"init": "chrono", "lags": (1, 5), "bias": False}, "got bias=False"),
    "forget_bias without bias": ({"init": "forget_bias", "bias": False}, "got bias=False; leave"),
}


@pytest.mark.parametrize("kind", [ol.LSTM, ol.LSTMCell])
@pytest.mark.parametrize(("options", "words"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_are_named(options, words, kind):
    with pytest.raises(ValueError, match=words):
        kind(I, H, **options)


def test_orthogonal_needs_no_bias():
    assert changed(drawn(init="orthogonal", bias=False), ol.LSTM(I, H, bias=False)) >= {"weight_hh"}
