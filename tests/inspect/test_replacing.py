# SPDX-License-Identifier: Apache-2.0
"""A model with its LSTMs replaced is the same model: objects, numbers, hooks, files; and back."""

import copy
import io
import pickle
import types
import warnings

import pytest
import torch
from torch import nn
from torch.nn.utils import parametrizations, parametrize, prune
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import openlstm as ol
from tolerances import assert_all_close, assert_close
from twins import everything, mixture, states

T, B, I, H = 4, 3, 3, 4


class Tagger(nn.Module):
    """A model with LSTMs at several depths, some of them one and the same, and other RNNs."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.TransformerEncoderLayer(H, 2, 8, dropout=0.0)
        self.encoder.memory = nn.LSTM(H, H)
        self.stack = nn.ModuleDict({"rnns": nn.ModuleList([nn.LSTM(I, H, 2), nn.GRU(H, H)])})
        self.cell = nn.LSTMCell(H, H)
        self.again = self.encoder.memory
        self.tied = nn.LSTM(H, H)
        self.tied.weight_hh_l0 = self.encoder.memory.weight_hh_l0

    def forward(self, x):
        x = self.stack["rnns"][0](x)[0]
        x = self.stack["rnns"][1](x)[0]
        x = self.again(self.encoder(self.encoder.memory(x)[0]))[0]
        return self.cell(self.tied(x)[0][-1])[0]


def model_and_input():
    model = Tagger().double()
    return model, torch.randn(T, B, I, dtype=torch.float64)


def gradients(model, *args):
    """The output of a model and the gradients by all its parameters, by name."""
    output = model(*args)
    names, leaves = zip(*model.named_parameters(), strict=True)
    found = torch.autograd.grad(mixture(output), leaves, materialize_grads=True, allow_unused=True)
    return {"output": output} | {f"d_{n}": d for n, d in zip(names, found, strict=True)}


def test_at_any_depth_in_place_with_unchanged_numbers():
    model, x = model_and_input()
    expected, modules = gradients(model, x), dict(model.named_modules())
    assert ol.replace_lstms(model) is model
    assert dict(model.named_modules()) == modules  # the same objects at the same places
    kinds = {path: type(part) for path, part in model.named_modules()}
    ours = {path for path, kind in kinds.items() if kind is ol.LSTM}
    assert ours == {"encoder.memory", "stack.rnns.0", "tied"}
    assert not any(kind is nn.LSTM for kind in kinds.values())
    assert kinds["stack.rnns.1"] is nn.GRU
    assert kinds["cell"] is nn.LSTMCell
    assert model.again is model.encoder.memory
    assert model.tied.weight_hh_l0 is model.again.weight_hh_l0
    assert_all_close(gradients(model, x), expected)


@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("proj_size", [0, 2])
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("batch_first", [False, True])
def test_a_model_that_is_itself_an_lstm(batch_first, bias, proj_size, bidirectional):
    lstm = nn.LSTM(I, H, 2, bias, batch_first, 0.0, bidirectional, proj_size, dtype=torch.float64)
    x = torch.randn(B, T, I, dtype=torch.float64)
    x = x if batch_first else x.transpose(0, 1)
    hx = states(lstm, B)
    expected = everything(lstm, x, hx), everything(lstm, x, hx, pack=[2, 4, 1]), repr(lstm)
    replaced = ol.replace_lstms(lstm)
    assert replaced is lstm
    assert type(lstm) is ol.LSTM
    assert_all_close(everything(lstm, x, hx), expected[0])
    assert_all_close(everything(lstm, x, hx, pack=[2, 4, 1]), expected[1])
    assert repr(lstm) == expected[2]
    assert type(ol.restore_lstms(lstm)) is nn.LSTM
    assert_all_close(everything(lstm, x, hx), expected[0])
    assert_all_close(everything(lstm, x, hx, pack=[2, 4, 1]), expected[1])
    assert repr(lstm) == expected[2]


def test_what_openlstm_adds_is_there_afterwards():
    lstm = nn.LSTM(I, H)
    x = torch.randn(T, B, I)
    expected = pad_packed_sequence(lstm(pack_padded_sequence(x, [4, 2, 1]))[0])[0]
    ol.replace_lstms(lstm)
    with ol.record(lstm) as trace:
        output, _ = lstm(x, lengths=[4, 2, 1], reset=torch.zeros(T, B, dtype=torch.bool))
    assert_close("output", output, expected)
    assert_close("h", trace.h[0, 0], expected)
    compiled = torch.compile(lstm, backend="eager", fullgraph=True)
    assert_close("output", compiled(x)[0], lstm(x)[0])
    lstm.reset_parameters()
    assert repr(lstm) == f"LSTM({I}, {H})"


def test_references_held_elsewhere_follow():
    model, x = model_and_input()
    held = [model.stack["rnns"][0], model.encoder.memory]
    method = model.tied.forward.__func__
    ol.replace_lstms(model)
    with ol.record(held[0]) as trace:
        model(x)
    assert trace.c.shape == (2, 1, T, B, H)
    assert held[1] is model.again
    assert model.tied.forward.__func__ is not method


def test_an_optimiser_made_before_goes_on():
    (model, x), steps = model_and_input(), []
    twin = copy.deepcopy(model)
    for one in (model, twin):
        parameters = list(one.parameters())
        optimiser = torch.optim.SGD(parameters, lr=0.1, momentum=0.9)
        for step in range(3):
            if step == 1 and one is model:
                ol.replace_lstms(one)
                assert all(a is b for a, b in zip(one.parameters(), parameters, strict=True))
            optimiser.zero_grad()
            mixture(one(x)).backward()
            optimiser.step()
        steps.append([p.detach() for p in parameters])
    for got, expected in zip(*steps, strict=True):
        assert_close("d_step", got, expected)
    assert not torch.equal(steps[0][-1], Tagger().tied.bias_hh_l0)


def test_training_and_evaluation_are_kept_and_dropout_with_them():
    model = nn.Sequential(nn.LSTM(I, H, 2, dropout=0.5), nn.ModuleList([nn.LSTM(I, H)]))
    model[1].eval()
    x = torch.randn(T, B, I)
    torch.manual_seed(3)
    expected = model[0](x)[0]
    ol.replace_lstms(model)
    assert [part.training for part in model.modules()] == [True, True, False, False]
    torch.manual_seed(3)
    assert_close("output", model[0](x)[0], expected)
    ol.restore_lstms(model)
    assert [part.training for part in model.modules()] == [True, True, False, False]


def test_hooks_of_every_kind_are_kept_and_called():
    lstm, called = nn.LSTM(I, H), []
    handles = [
        lstm.register_forward_pre_hook(lambda *_: called.append("before")),
        lstm.register_forward_hook(lambda *_: called.append("behind")),
        lstm.register_full_backward_hook(lambda *_: called.append("back")),
        lstm.register_state_dict_pre_hook(lambda *_: called.append("saving")),
        lstm.register_load_state_dict_post_hook(lambda *_: called.append("loaded")),
    ]
    lstm.own = "kept"
    lstm.register_buffer("count", torch.zeros(1))
    for change in (ol.replace_lstms, ol.restore_lstms):
        change(lstm)
        called.clear()
        lstm(torch.randn(T, B, I, requires_grad=True))[0].sum().backward()
        lstm.load_state_dict(lstm.state_dict())
        assert called == ["before", "behind", "back", "saving", "loaded"]
        assert lstm.own == "kept"
        assert "count" in dict(lstm.named_buffers())
    handles[0].remove()
    ol.replace_lstms(lstm)(torch.randn(T, B, I))
    assert called[5:] == ["behind"]


def test_state_dicts_pass_between_both_kinds():
    model, x = model_and_input()
    saved, expected = copy.deepcopy(model.state_dict()), model(x)
    ol.replace_lstms(model)
    assert list(model.state_dict()) == list(saved)
    fresh, _ = model_and_input()
    fresh.load_state_dict(model.state_dict(), strict=True)
    assert_close("output", fresh(x), expected)
    other = ol.replace_lstms(model_and_input()[0])
    other.load_state_dict(saved, strict=True)
    assert_close("output", other(x), expected)


def test_replacing_and_restoring_twice_is_once():
    model, x = model_and_input()
    expected = model(x)
    for change, kind in ((ol.replace_lstms, ol.LSTM), (ol.restore_lstms, nn.LSTM)):
        for _ in range(2):
            change(model)
            assert type(model.tied) is type(model.stack["rnns"][0]) is kind
            assert_close("output", model(x), expected)


def test_restored_modules_are_torchs_own_in_everything():
    model, x = model_and_input()
    before = {path: set(vars(part)) for path, part in model.named_modules()}
    ol.replace_lstms(model)
    with ol.record(model):
        ol.restore_lstms(model)
        assert {path: set(vars(part)) for path, part in model.named_modules()} == before
    built = ol.restore_lstms(ol.LSTM(I, H, init="forget_bias", check_finite=True))
    assert type(built) is nn.LSTM
    assert set(vars(built)) == set(vars(nn.LSTM(I, H)))
    assert repr(built) == f"LSTM({I}, {H})"
    assert built(x.float())[0].shape == (T, B, H)


def test_what_happened_to_the_weights_meanwhile_counts_after_restoring():
    lstm, x = ol.replace_lstms(nn.LSTM(I, H)), torch.randn(T, B, I, dtype=torch.float64)
    lstm.double()
    lstm.weight_hh_l0 = nn.Parameter(torch.randn(4 * H, H, dtype=torch.float64))
    lstm.load_state_dict({name: 2 * value for name, value in lstm.state_dict().items()})
    expected = lstm(x)[0]
    assert_close("output", ol.restore_lstms(lstm)(x)[0], expected)


@pytest.mark.parametrize(
    "make",
    [
        copy.deepcopy,
        lambda model: pickle.loads(pickle.dumps(model)),
        lambda model: torch.load(saved(model), weights_only=False),
    ],
    ids=["deepcopy", "pickle", "torch_save"],
)
def test_copies_of_a_replaced_model(make):
    model, x = model_and_input()
    expected = ol.replace_lstms(model)(x)
    twin = make(model)
    assert type(twin.tied) is ol.LSTM
    assert_close("output", twin(x), expected)
    assert twin.again is twin.encoder.memory
    with torch.no_grad():
        twin.tied.weight_ih_l0.zero_()
    assert_close("output", model(x), expected)
    ol.restore_lstms(twin)
    assert type(twin.tied) is nn.LSTM
    assert type(model.tied) is ol.LSTM


def saved(model):
    file = io.BytesIO()
    torch.save(model, file)
    file.seek(0)
    return file


def two_parametrised():
    model = nn.ModuleList([nn.LSTM(I, H, 2), nn.LSTM(I, H, bidirectional=True)]).double()
    parametrizations.weight_norm(model[0], "weight_hh_l0")
    parametrizations.weight_norm(model[1], "weight_ih_l0_reverse")
    parametrizations.spectral_norm(model[1].eval(), "weight_hh_l0")
    return model


def scale(model, factor):
    """Changes the weights by their parametrisation: a stale copy of them would show."""
    with torch.no_grad():
        model[0].parametrizations.weight_hh_l0.original0.mul_(factor)
        model[1].parametrizations.weight_ih_l0_reverse.original0.mul_(factor)


def test_parametrised_modules():
    model, x = two_parametrised(), torch.randn(T, B, I, dtype=torch.float64)
    expected = [gradients(nn.Sequential(part, First()), x) for part in model]
    names = [name for name, _ in model.named_parameters()]
    ol.replace_lstms(model)
    assert all(isinstance(part, ol.LSTM) for part in model)
    assert not any(isinstance(part, nn.LSTM) for part in model)
    assert type(model[0]) is not type(model[1])
    assert [name for name, _ in model.named_parameters()] == names
    for part, right in zip(model, expected, strict=True):
        assert_all_close(gradients(nn.Sequential(part, First()), x), right)
    scale(model, 3)
    scaled = [part(x)[0] for part in model]
    assert not torch.allclose(scaled[0], expected[0]["output"])
    twin = copy.deepcopy(model)
    ol.restore_lstms(model)
    assert all(isinstance(part, nn.LSTM) for part in model)
    for one in (model, twin):
        for part, right in zip(one, scaled, strict=True):
            assert_close("output", part(x)[0], right)


class First(nn.Module):
    """The output of an LSTM alone."""

    def forward(self, found):
        return found[0]


def test_parametrisations_come_and_go_after_replacing():
    model, x = two_parametrised(), torch.randn(T, B, I, dtype=torch.float64)
    ol.replace_lstms(model)
    parametrizations.weight_norm(model[0], "weight_ih_l1")
    parametrizations.weight_norm(model[1], "weight_hh_l0_reverse")
    scale(model, 2)
    expected = [part(x)[0] for part in model]
    for name in ("weight_hh_l0", "weight_ih_l1"):
        parametrize.remove_parametrizations(model[0], name)
    assert type(model[0]) is ol.LSTM
    assert parametrize.is_parametrized(model[1])
    assert_close("output", model[0](x)[0], expected[0])
    ol.restore_lstms(model)
    flat = [getattr(model[0], name) for name in model[0]._flat_weights_names]
    assert all(a is b for a, b in zip(model[0]._flat_weights, flat, strict=True))
    assert_close("output", model[1](x)[0], expected[1])
    for name in ("weight_hh_l0", "weight_ih_l0_reverse", "weight_hh_l0_reverse"):
        parametrize.remove_parametrizations(model[1], name)
    assert [type(part) for part in model] == [nn.LSTM, nn.LSTM]
    for part, right in zip(model, expected, strict=True):
        assert_close("output", part(x)[0], right)


@pytest.mark.filterwarnings("ignore:.*weight_norm. is deprecated:FutureWarning")
def test_the_older_weight_norm_by_hooks():
    lstm, x = nn.LSTM(I, H, dtype=torch.float64), torch.randn(T, B, I, dtype=torch.float64)
    nn.utils.weight_norm(lstm, "weight_hh_l0")
    ol.replace_lstms(lstm)
    with torch.no_grad():
        lstm.weight_hh_l0_g.mul_(2)
    expected = lstm(x)[0]
    got = gradients(nn.Sequential(lstm, First()), x)
    ol.restore_lstms(lstm)
    assert_close("output", lstm(x)[0], expected)
    assert_all_close(gradients(nn.Sequential(lstm, First()), x), got)
    ol.replace_lstms(lstm)
    nn.utils.remove_weight_norm(lstm, "weight_hh_l0")
    assert_close("output", lstm(x)[0], expected)


def test_pruned_modules():
    lstm, x = nn.LSTM(I, H, 2, dtype=torch.float64), torch.randn(T, B, I, dtype=torch.float64)
    prune.random_unstructured(lstm, "weight_hh_l0", 0.5)
    expected = gradients(nn.Sequential(lstm, First()), x)
    assert (expected["d_0.weight_hh_l0_orig"] == 0).sum() >= 2 * H * H
    ol.replace_lstms(lstm)
    assert_all_close(gradients(nn.Sequential(lstm, First()), x), expected)
    prune.random_unstructured(lstm, "weight_ih_l1", 0.5)
    pruned = lstm(x)[0]
    prune.remove(lstm, "weight_hh_l0")
    assert_close("output", lstm(x)[0], pruned)
    assert_close("output", ol.restore_lstms(lstm)(x)[0], pruned)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:.*quantize:UserWarning")
def test_quantised_lstms_are_left_alone_and_reported():
    model = nn.ModuleDict({"small": nn.LSTM(I, H), "gru": nn.Sequential(nn.GRU(I, H))})
    model = torch.ao.quantization.quantize_dynamic(model, {nn.LSTM}, dtype=torch.qint8)
    model["other"], model["static"] = nn.LSTM(I, H), torch.ao.nn.quantizable.LSTM(I, H)
    kinds, x = {path: type(model[path]) for path in model}, torch.randn(T, B, I)
    before = model["small"](x)[0]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        ol.replace_lstms(model)
    assert [str(w.message) for w in caught] == [
        "small is quantised and stays as it is.",
        "static is quantised and stays as it is.",
    ]
    assert caught[0].filename == __file__
    assert {path: type(model[path]) for path in model} == kinds | {"other": ol.LSTM}
    assert torch.equal(model["small"](x)[0], before)


class Noisy(nn.LSTM):
    def forward(self, input, hx=None):
        return super().forward(input + 1, hx)


class Louder(Noisy):
    """Inherits a forward that is not PyTorch's."""


def test_a_forward_of_the_users_own_is_refused_by_name_and_nothing_changed():
    for part in (Noisy(I, H), Louder(I, H)):
        model = nn.ModuleDict({"plain": nn.LSTM(I, H), "deep": nn.Sequential(part)})
        words = f"deep.0 is a {type(part).__name__} with a forward of its own, which would be lost"
        with pytest.raises(TypeError, match=words):
            ol.replace_lstms(model)
        assert type(model["plain"]) is nn.LSTM
    with pytest.raises(TypeError, match=r"the model is a Noisy .*derive that class from openlstm"):
        ol.replace_lstms(Noisy(I, H))


def test_a_forward_put_on_the_module_itself_is_refused_too():
    lstm = nn.LSTM(I, H)
    lstm.forward = types.MethodType(lambda self, x: nn.LSTM.forward(self, 2 * x), lstm)
    with pytest.raises(TypeError, match="the model is a LSTM with a forward of its own"):
        ol.replace_lstms(lstm)
    assert type(lstm) is nn.LSTM


class Ours(ol.LSTM):
    def forward(self, input, hx=None):
        return super().forward(input, hx, lengths=[1] * input.shape[1])


def test_a_class_on_openlstm_with_a_forward_of_its_own_is_not_restored():
    model = nn.ModuleList([ol.LSTM(I, H), Ours(I, H)])
    with pytest.raises(TypeError, match="1 is a Ours with a forward of its own"):
        ol.restore_lstms(model)
    assert type(model[0]) is ol.LSTM


@pytest.mark.parametrize("change", [ol.replace_lstms, ol.restore_lstms])
@pytest.mark.parametrize("model", [None, "model.pt", nn.LSTM, [nn.LSTM(I, H)]])
def test_what_is_no_module(change, model):
    with pytest.raises(TypeError, match=r"must be a torch\.nn\.Module, got \w+; pass the model"):
        change(model)


def test_a_model_without_lstms_stays_as_it_is():
    model = nn.Sequential(nn.Linear(2, 2), nn.GRU(2, 2))
    assert ol.replace_lstms(model) is ol.restore_lstms(model) is model
    assert [type(part) for part in model] == [nn.Linear, nn.GRU]
