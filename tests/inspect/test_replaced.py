# SPDX-License-Identifier: Apache-2.0
"""Classes of the user's that derive from nn.LSTM, or from ours, on the other base."""

import copy
import pickle

import pytest
import torch
from torch import nn
from torch.nn.utils import parametrizations, parametrize

import openlstm as ol
from tolerances import assert_close

T, B, I, H = 4, 3, 3, 4


class Counting:
    """A mixin."""

    def counted(self):
        self.count = getattr(self, "count", 0) + 1
        return self.count


class Named(Counting, nn.LSTM):
    """A class as users write it: everything but forward, with super() in every kind of method."""

    kind = "named"

    def __init__(self, *args, name="mine", **kwargs):
        super().__init__(*args, **kwargs)
        self.name = name

    def reset_parameters(self) -> None:
        super().reset_parameters()
        nn.init.zeros_(self.bias_hh_l0)

    def extra_repr(self, *, sign="!"):
        """Its own words."""
        return f"{super().extra_repr()}, {self.name}{sign}"

    @property
    def described(self):
        return super().__class__.__name__ + self.extra_repr()

    @classmethod
    def made(cls):
        return cls, super().__doc__ is not None

    @staticmethod
    def shout(word):
        return word.upper()


class Second(Named):
    def extra_repr(self):
        return super().extra_repr(sign="?")


def local_class(word):
    """A class whose methods close over more than their class."""

    class Local(nn.LSTM):
        def extra_repr(self):
            return super().extra_repr() + word

    return Local


class Built(ol.LSTM):
    """A class on ours."""

    def extra_repr(self):
        return super().extra_repr() + ", built"


@pytest.mark.parametrize("kind", [Named, Second])
def test_methods_properties_and_super_work_on_the_other_base(kind):
    lstm, x = kind(I, H, name="a"), torch.randn(T, B, I)
    expected, words, described = lstm(x)[0], repr(lstm), lstm.described
    ol.replace_lstms(lstm)
    assert isinstance(lstm, ol.LSTM)
    assert not isinstance(lstm, nn.LSTM)
    assert type(lstm).__name__ == kind.__name__
    assert_close("output", lstm(x)[0], expected)
    assert repr(lstm) == words
    assert lstm.described == described
    assert (lstm.kind, lstm.name, lstm.shout("a")) == ("named", "a", "A")
    assert [lstm.counted(), lstm.counted()] == [1, 2]
    assert lstm.made() == (type(lstm), True)
    assert isinstance(lstm, Counting)
    lstm.reset_parameters()
    assert (lstm.bias_hh_l0 == 0).all()
    assert (lstm.bias_ih_l0 != 0).any()
    with ol.record(lstm) as trace:
        lstm(x)
    assert trace.c.shape == (1, 1, T, B, H)
    assert lstm.reset_parameters.__annotations__ == {"return": None}
    assert "Its own words." in type(lstm).__mro__[kind is Second].extra_repr.__doc__


@pytest.mark.parametrize("kind", [Named, Second])
def test_restoring_gives_the_users_own_class_back(kind):
    lstm = kind(I, H)
    assert type(ol.restore_lstms(ol.replace_lstms(lstm))) is kind
    assert repr(lstm) == repr(kind(I, H))


def test_the_users_class_itself_is_not_touched():
    before = dict(vars(Named))
    ol.replace_lstms(Named(I, H))
    assert dict(vars(Named)) == before
    fresh = Named(I, H)
    assert isinstance(fresh, nn.LSTM)
    assert fresh.extra_repr() == f"{I}, {H}, mine!"


def test_modules_of_one_class_stay_of_one_class():
    model = ol.replace_lstms(nn.ModuleList([Named(I, H), Named(I, H), Second(I, H)]))
    assert type(model[0]) is type(model[1])
    assert issubclass(type(model[2]), type(model[0]))
    assert type(ol.replace_lstms(Named(I, H))) is type(model[0])


@pytest.mark.parametrize("make", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
@pytest.mark.parametrize("protocol", [0, pickle.HIGHEST_PROTOCOL])
@pytest.mark.parametrize("kind", [Named, Second])
def test_copies_and_pickles(kind, protocol, make):
    lstm, x = ol.replace_lstms(kind(I, H, name="b")), torch.randn(T, B, I)
    expected = lstm(x)[0]
    for twin in (make(lstm), pickle.loads(pickle.dumps(lstm, protocol))):
        assert type(twin) is type(lstm)
        assert_close("output", twin(x)[0], expected)
        assert repr(twin) == repr(lstm)
        assert type(ol.restore_lstms(twin)) is kind
        assert_close("output", twin(x)[0], expected)
    assert type(pickle.loads(pickle.dumps(ol.restore_lstms(lstm)))) is kind


def test_methods_that_close_over_other_values():
    for word in (", a", ", b"):
        lstm = ol.replace_lstms(local_class(word)(I, H))
        assert repr(lstm) == f"Local({I}, {H}{word})"
        assert repr(copy.deepcopy(lstm)) == repr(lstm)


def test_nobody_watches_a_copy():
    lstm = ol.replace_lstms(Named(I, H))
    with ol.record(lstm):
        assert copy.deepcopy(lstm)._watch is None
        assert pickle.loads(pickle.dumps(lstm))._watch is None


def test_a_parametrised_module_of_the_users_class():
    lstm, x = Named(I, H), torch.randn(T, B, I)
    parametrizations.weight_norm(lstm, "weight_hh_l0")
    expected = lstm(x)[0]
    ol.replace_lstms(lstm)
    assert isinstance(lstm, ol.LSTM)
    assert_close("output", lstm(x)[0], expected)
    assert "mine!" in repr(lstm)
    with ol.record(lstm):
        assert copy.deepcopy(lstm)._watch is None
    parametrize.remove_parametrizations(lstm, "weight_hh_l0")
    assert type(lstm) is type(ol.replace_lstms(Named(I, H)))
    assert type(ol.restore_lstms(lstm)) is Named
    assert_close("output", lstm(x)[0], expected)


def test_a_class_on_ours_goes_to_torchs_and_comes_back():
    lstm, x = Built(I, H, init="forget_bias"), torch.randn(T, B, I)
    expected = lstm(x)[0]
    ol.restore_lstms(lstm)
    assert isinstance(lstm, nn.LSTM)
    assert not isinstance(lstm, ol.LSTM)
    assert_close("output", lstm(x)[0], expected)
    assert repr(lstm) == f"Built({I}, {H}, built)"
    assert_close("output", pickle.loads(pickle.dumps(lstm))(x)[0], expected)
    assert type(ol.replace_lstms(lstm)) is Built
    assert_close("output", lstm(x)[0], expected)
