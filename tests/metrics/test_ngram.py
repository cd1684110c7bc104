# SPDX-License-Identifier: Apache-2.0
"""The counting models: against plain slow code, as probabilities, and on real text."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlstm.data import Vocabulary, demo_text, split_text
from openlstm.errors import InputError
from openlstm.metrics import Uniform, Unigram, WittenBell, best_witten_bell, nats_per_char

SIZE = 4
texts = st.lists(st.integers(0, SIZE - 1), max_size=30)
models = st.one_of(st.builds(Uniform), st.builds(Unigram), st.builds(WittenBell, st.integers(0, 8)))


def plain_witten_bell(train: list[int], context: list[int], symbol: int, order: int) -> float:
    """p(symbol | context), read off the definition: one count of the whole text per order."""
    p = 1 / SIZE
    for k in range(min(order, len(context)) + 1):
        h = context[len(context) - k :]
        after = Counter(train[t] for t in range(k, len(train)) if train[t - k : t] == h)
        if after:
            p = (after[symbol] + len(after) * p) / (after.total() + len(after))
    return p


@given(texts, texts, st.integers(0, 8))
def test_witten_bell_equals_the_plain_implementation(
    train: list[int], test: list[int], order: int
) -> None:
    nats = WittenBell(order).fit(train, SIZE).nats(test)
    plain = [plain_witten_bell(train, test[:t], test[t], order) for t in range(len(test))]
    np.testing.assert_allclose(np.exp(-nats), plain, rtol=1e-12)


@given(models, texts, texts)
def test_probabilities_sum_to_one_after_any_context(
    model: WittenBell, train: list[int], context: list[int]
) -> None:
    model.fit(train, SIZE)
    p = [math.exp(-model.nats([*context, symbol])[-1]) for symbol in range(SIZE)]
    assert min(p) > 0
    assert sum(p) == pytest.approx(1, rel=1e-12)


def test_large_alphabets_and_long_contexts_stay_exact() -> None:
    size = 10**6  # size ** 9 is far above 2 ** 64
    ids = np.random.default_rng(0).integers(size, size=200)
    nats = WittenBell(8).fit(ids, size).nats(ids)
    assert np.isfinite(nats).all()
    assert nats[8:].max() < math.log(600)  # every full context came once: p is at least about 2⁻⁹


def test_a_model_can_be_fitted_again() -> None:
    again = WittenBell(3).fit([1, 1, 1, 1, 1], 2).fit([0, 1, 2, 0, 1], 3)
    fresh = WittenBell(3).fit([0, 1, 2, 0, 1], 3)
    np.testing.assert_array_equal(again.nats([0, 1, 2]), fresh.nats([0, 1, 2]))


def test_figures_on_the_demonstration_text() -> None:
    split = split_text(demo_text())
    vocabulary = Vocabulary.fit(split.train)
    train, validation, test = map(vocabulary.encode, (split.train, split.validation, split.test))
    unigram = nats_per_char(Unigram().fit(train, vocabulary.size).nats(test))
    best = best_witten_bell(train, validation, vocabulary.size)
    assert 3.0 < unigram < 3.4  # 3.189 on Python 3.11; the text differs a little elsewhere
    assert 1.1 < nats_per_char(best.nats(test)) < 1.4  # 1.216
    assert 3 <= best.order <= 6  # 4


@pytest.mark.parametrize("model", [Uniform(), Unigram(), WittenBell(2)])
def test_ids_outside_the_vocabulary_are_refused(model: WittenBell) -> None:
    with pytest.raises(InputError, match=r"to size − 1 = -1.*fit the model first"):
        model.nats([0])
    with pytest.raises(InputError, match="= 2, got 1 to 3"):
        model.fit([1, 3], size=3)


def test_an_order_below_0_is_refused() -> None:
    with pytest.raises(InputError, match="order must be at least 0, got -1"):
        WittenBell(-1)
