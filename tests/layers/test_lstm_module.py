# SPDX-License-Identifier: Apache-2.0
"""openlstm.LSTM as a module: arguments, names, seeds, state dicts, copies, files, devices."""

import copy
import io
import itertools
import pickle

import pytest
import safetensors.torch
import torch
from torch import nn
from torch.nn.utils import parametrizations, parametrize, prune
from torch.nn.utils.rnn import pack_padded_sequence
from torch.utils.checkpoint import checkpoint

import openlstm as ol
from tolerances import assert_all_close, assert_close
from twins import everything, mixture, states, twins
from ways import way

T, B, I, H = 5, 3, 3, 4
ATTRIBUTES = (
    *("mode", "input_size", "hidden_size", "num_layers", "bias", "batch_first", "dropout"),
    *("bidirectional", "proj_size", "training"),
)
ARGUMENTS = {
    "plain": (I, H),
    "positional": (I, H, 2, False, True, 0.25, True, 2, "cpu", torch.float64),
    "no_bias": (I, H, 1, False),
    "deep": (I, H, 3, True, False, 0.5),
    "both": (I, H, 2, True, False, 0.0, True),
    "projected": (I, H, 2, True, False, 0.0, True, 3),
}


def both(arguments):
    """nn.LSTM and ours, each built from the same seed."""
    built = []
    for kind in (nn.LSTM, ol.LSTM):
        torch.manual_seed(7)
        built.append(kind(*arguments))
    return built


@pytest.mark.parametrize("arguments", ARGUMENTS.values(), ids=ARGUMENTS)
def test_the_same_seed_gives_the_same_parameters_under_the_same_names(arguments):
    theirs, ours = both(arguments)
    expected, got = dict(theirs.named_parameters()), dict(ours.named_parameters())
    assert list(got) == list(expected)
    assert all(torch.equal(got[name], value) for name, value in expected.items())
    assert all(got[name].dtype == value.dtype for name, value in expected.items())


@pytest.mark.parametrize("arguments", ARGUMENTS.values(), ids=ARGUMENTS)
def test_attributes_and_repr_are_those_of_torch(arguments):
    theirs, ours = both(arguments)
    assert {n: getattr(ours, n) for n in ATTRIBUTES} == {n: getattr(theirs, n) for n in ATTRIBUTES}
    assert repr(ours) == repr(theirs)
    assert ours.extra_repr() == theirs.extra_repr()
    assert [[w.shape for w in ws] for ws in ours.all_weights] == [
        [w.shape for w in ws] for ws in theirs.all_weights
    ]
    flat, names = ours._flat_weights, ours._flat_weights_names
    assert all(w is getattr(ours, n) for w, n in zip(flat, names, strict=True))
    assert ours.flatten_parameters() is None


def test_arguments_go_by_name_too():
    named = dict(zip(ATTRIBUTES[1:9], (I, H, 2, False, True, 0.25, True, 2), strict=True))
    lstm = ol.LSTM(**named, device="cpu", dtype=torch.float64)
    assert {name: getattr(lstm, name) for name in named} == named
    assert lstm.weight_ih_l0.dtype == torch.float64


def test_is_an_rnn_but_no_torch_lstm():
    lstm = ol.LSTM(I, H)
    assert isinstance(lstm, nn.RNNBase)
    assert not isinstance(lstm, nn.LSTM)  # Dynamo refuses every subclass of nn.LSTM


def test_reset_parameters_draws_anew_as_torch_does():
    theirs, ours = both(ARGUMENTS["projected"])
    theirs.reset_parameters()
    torch.manual_seed(1)
    theirs.reset_parameters()
    torch.manual_seed(1)
    ours.reset_parameters()
    assert all(
        torch.equal(a, b) for a, b in zip(ours.parameters(), theirs.parameters(), strict=True)
    )


@pytest.mark.parametrize("arguments", ARGUMENTS.values(), ids=ARGUMENTS)
def test_state_dicts_load_strictly_in_both_directions(arguments):
    theirs, ours = nn.LSTM(*arguments), ol.LSTM(*arguments)
    ours.load_state_dict(theirs.state_dict(), strict=True)
    assert all(
        torch.equal(a, b) for a, b in zip(ours.parameters(), theirs.parameters(), strict=True)
    )
    again = ol.LSTM(*arguments)
    theirs.load_state_dict(again.state_dict(), strict=True)
    assert all(
        torch.equal(a, b) for a, b in zip(again.parameters(), theirs.parameters(), strict=True)
    )


def test_the_first_examples_give_torchs_numbers_under_the_same_seed():
    results = []
    for kind in (nn.LSTM, ol.LSTM):
        torch.manual_seed(0)
        rnn = kind(5, 6, 2)
        state = torch.randn(2, 3, 6), torch.randn(2, 3, 6)
        output, (hn, cn) = rnn(torch.randn(1, 3, 5), state)
        assert torch.equal(output[-1], hn[-1])
        results.append((output, hn, cn))
    for theirs, ours in zip(*results, strict=True):
        assert_close("output", ours, theirs)


def test_copies_and_pickles_run_alike_and_stand_alone():
    lstm = ol.LSTM(I, H, 2, bidirectional=True, init="forget_bias", check_finite=True)
    x = torch.randn(T, B, I)
    for twin in (copy.deepcopy(lstm), pickle.loads(pickle.dumps(lstm)), copy.copy(lstm)):
        assert torch.equal(twin(x)[0], lstm(x)[0])
        assert repr(twin) == repr(lstm)
        assert twin.check_finite
    twin = copy.deepcopy(lstm)
    with torch.no_grad():
        twin.weight_ih_l0.zero_()
    assert lstm.weight_ih_l0.abs().sum() > 0
    twin.reset_parameters()  # still knows its own initialisation
    assert torch.equal(twin.bias_ih_l1_reverse[H : 2 * H], torch.ones(H))


def test_nobody_watches_a_copy():
    lstm = ol.LSTM(I, H)
    with ol.record(lstm):
        twins_ = copy.deepcopy(lstm), pickle.loads(pickle.dumps(lstm))
    assert all(twin._watch is None for twin in twins_)


@pytest.mark.parametrize("arguments", [ARGUMENTS["plain"], ARGUMENTS["projected"]])
def test_files_bring_the_parameters_back(arguments, tmp_path):
    lstm, x = ol.LSTM(*arguments), torch.randn(T, B, I)
    file = io.BytesIO()
    torch.save(lstm.state_dict(), file)
    file.seek(0)
    by_torch, by_safetensors = ol.LSTM(*arguments), ol.LSTM(*arguments)
    by_torch.load_state_dict(torch.load(file, weights_only=True))
    safetensors.torch.save_model(lstm, tmp_path / "lstm.safetensors")
    safetensors.torch.load_model(by_safetensors, tmp_path / "lstm.safetensors")
    for loaded in (by_torch, by_safetensors):
        assert torch.equal(loaded(x)[0], lstm(x)[0])


def test_a_state_dict_of_another_shape_is_refused_by_name():
    with pytest.raises(RuntimeError, match=r"size mismatch for weight_ih_l0.*\[16, 3\].*\[20, 3\]"):
        ol.LSTM(I, H + 1).load_state_dict(ol.LSTM(I, H).state_dict())


@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("call", ["dense", "lengths", "reset", "packed"])
def test_shapes_on_the_meta_device(call, bidirectional):
    lstm = ol.LSTM(I, H, 2, bidirectional=bidirectional, proj_size=2, device="meta")
    assert all(p.is_meta for p in lstm.parameters())
    x = torch.empty(T, B, I, device="meta")
    more = {
        "lengths": {"lengths": torch.zeros(B, dtype=torch.long, device="meta")},
        "reset": {"reset": torch.zeros(T, B, dtype=torch.bool, device="meta")},
    }.get(call, {})
    given = pack_padded_sequence(x, [5, 3, 1]) if call == "packed" else x
    output, (h_n, c_n) = lstm(given, **more)
    D = 2 if bidirectional else 1
    shape = output.data.shape if call == "packed" else output.shape
    assert shape == ((9, 2 * D) if call == "packed" else (T, B, 2 * D))
    assert h_n.shape == (2 * D, B, 2)
    assert c_n.shape == (2 * D, B, H)
    assert output[0].is_meta if call == "packed" else output.is_meta


def test_lengths_from_the_host_suit_a_meta_input():
    output, _ = ol.LSTM(I, H, device="meta")(torch.empty(T, B, I, device="meta"), lengths=[5, 0, 2])
    assert output.shape == (T, B, H)


def test_moved_from_meta_it_runs():
    lstm = ol.LSTM(I, H, device="meta").to_empty(device="cpu")
    lstm.reset_parameters()
    assert torch.isfinite(lstm(torch.randn(T, B, I))[0]).all()


@pytest.mark.parametrize("call", [{}, {"lengths": [5, 0, 2]}], ids=["dense", "lengths"])
@pytest.mark.parametrize("batch_first", [False, True])
def test_inputs_need_not_be_contiguous(batch_first, call):
    theirs, ours = twins(I, H, 2, batch_first=batch_first, bidirectional=True, dtype=torch.float64)
    wide = torch.randn(2 * I, T, B, dtype=torch.float64)[::2]
    x = wide.permute(2, 1, 0) if batch_first else wide.permute(1, 2, 0)
    state = tuple(s.transpose(0, 2).contiguous().transpose(0, 2) for s in states(ours, B))
    assert not x.is_contiguous()
    assert not state[0].is_contiguous()
    contiguous = everything(ours, x.contiguous(), tuple(s.contiguous() for s in state), **call)
    assert_all_close(everything(ours, x, state, **call), contiguous)
    if not call:
        assert_all_close(everything(ours, x, state), everything(theirs, x, state))


@pytest.mark.parametrize("call", ["dense", "lengths", "reset"])
@pytest.mark.parametrize("wanted", ["x", "weights", "states", "h_0", "c_0", "bias_hh_l1"])
def test_gradients_only_where_asked(wanted, call):
    _, lstm = twins(I, H, 2, dtype=torch.float64)
    x, (h_0, c_0) = torch.randn(T, B, I, dtype=torch.float64), states(lstm, B)
    more = {
        "lengths": {"lengths": torch.tensor([2, 0, 5])},
        "reset": {"reset": torch.rand(T, B) < 0.4},
    }.get(call, {})
    expected = everything(lstm, x, (h_0, c_0), **more)
    leaves = {"x": x, "h_0": h_0, "c_0": c_0, **dict(lstm.named_parameters())}
    groups = {"weights": [n for n, _ in lstm.named_parameters()], "states": ["h_0", "c_0"]}
    names = groups.get(wanted, [wanted])
    for name, leaf in leaves.items():
        leaf.requires_grad_(name in names)
    output, last = lstm(x, (h_0, c_0), **more)
    mixture(output, *last).backward()
    for name, leaf in leaves.items():
        if name in names:
            assert_close(f"d_{name}", leaf.grad, expected[f"d_{name}"])
        else:
            assert leaf.grad is None, name


@pytest.mark.parametrize("call", [{}, {"lengths": [2, 0, 5]}], ids=["dense", "lengths"])
def test_without_gradients_nothing_is_recorded(call):
    lstm, x = ol.LSTM(I, H, 2), torch.randn(T, B, I)
    expected = lstm(x, **call)[0]
    for mode in (torch.no_grad, torch.inference_mode):
        with mode():
            output, (h_n, c_n) = lstm(x, **call)
        assert not any(t.requires_grad for t in (output, h_n, c_n))
        assert_close("output", output, expected)  # oneDNN has another kernel for inference


@pytest.mark.parametrize("use_reentrant", [False, True])
@pytest.mark.parametrize("call", ["dense", "lengths", "reset"])
def test_activation_checkpointing_changes_no_number(call, use_reentrant):
    lstm = ol.LSTM(I, H, 2, bidirectional=True, dtype=torch.float64)
    more = {
        "lengths": {"lengths": torch.tensor([2, 0, 5])},
        "reset": {"reset": torch.rand(T, B) < 0.4},
    }.get(call, {})
    x, state = torch.randn(T, B, I, dtype=torch.float64), states(lstm, B)

    def whole(x, h_0, c_0):
        output, last = lstm(x, (h_0, c_0), **more)
        return output, *last

    expected = everything(lstm, x, state, **more)
    leaves = {"x": x, "h_0": state[0], "c_0": state[1], **dict(lstm.named_parameters())}
    for leaf in leaves.values():
        leaf.requires_grad_()
    mixture(*checkpoint(whole, x, *state, use_reentrant=use_reentrant)).backward()
    for name, leaf in leaves.items():
        assert_close(f"d_{name}", leaf.grad, expected[f"d_{name}"])


@pytest.mark.parametrize("call", [{}, {"lengths": [2, 0, 5]}], ids=["dense", "lengths"])
def test_weight_norm_and_spectral_norm(call):
    for apply in (parametrizations.weight_norm, parametrizations.spectral_norm):
        lstm, x = ol.LSTM(I, H, 2, dtype=torch.float64), torch.randn(T, B, I, dtype=torch.float64)
        plain = ol.LSTM(I, H, 2, dtype=torch.float64)
        for name in ("weight_hh_l0", "weight_ih_l1"):
            apply(lstm, name)
        lstm.eval()  # spectral_norm turns its vectors on in training
        assert parametrize.is_parametrized(lstm, "weight_hh_l0")
        with torch.no_grad():
            for name in plain.state_dict():
                getattr(plain, name).copy_(getattr(lstm, name))
        output, last = lstm(x, **call)
        assert_close("output", output, plain(x, **call)[0])
        mixture(output, *last).backward()
        assert all(
            p.grad is not None and p.grad.abs().sum() > 0 for _, p in lstm.named_parameters()
        )


def test_a_parametrised_weight_is_read_anew_at_every_call():
    lstm, x = parametrizations.weight_norm(ol.LSTM(I, H), "weight_hh_l0"), torch.randn(T, B, I)
    before = lstm(x)[0]
    with torch.no_grad():
        lstm.parametrizations.weight_hh_l0.original0.mul_(2)
    assert not torch.allclose(lstm(x)[0], before)


def test_pruned_weights_are_used_and_masked_gradients_come_back():
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    prune.l1_unstructured(lstm, "weight_hh_l0", amount=0.5)
    plain = ol.LSTM(I, H)
    with torch.no_grad():
        for name in plain.state_dict():
            getattr(plain, name).copy_(getattr(lstm, name))
    output, _ = lstm(x)
    assert torch.equal(output, plain(x)[0])
    output.sum().backward()
    kept = lstm.weight_hh_l0_mask.bool()
    assert (lstm.weight_hh_l0_orig.grad[~kept] == 0).all()
    assert (lstm.weight_hh_l0_orig.grad[kept] != 0).any()
    prune.remove(lstm, "weight_hh_l0")
    assert torch.equal(lstm(x)[0], output)


def test_replaced_parameters_are_used():
    lstm, x = ol.LSTM(I, H), torch.randn(T, B, I)
    lstm.weight_hh_l0 = nn.Parameter(torch.zeros_like(lstm.weight_hh_l0))
    theirs = nn.LSTM(I, H)
    theirs.load_state_dict(lstm.state_dict())
    assert_close("output", lstm(x)[0], theirs(x)[0])


@pytest.mark.parametrize("shape", [(T, 0, I), (1, 0, I)])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_an_empty_batch_gives_empty_results(shape, bidirectional):
    theirs, ours = twins(I, H, 2, bidirectional=bidirectional, dtype=torch.float64)
    x = torch.randn(shape, dtype=torch.float64)
    expected = everything(theirs, x, states(ours, 0))
    calls = (
        {},
        {"lengths": torch.zeros(0, dtype=torch.long)},
        {"reset": torch.ones(x.shape[:2]) > 0},
    )
    for call, name in itertools.product(calls, ("chosen", "torch", "reference")):
        if "reset" not in call or name != "torch":
            with way(ours, name) as lstm:
                assert_all_close(everything(lstm, x, states(ours, 0), **call), expected)
