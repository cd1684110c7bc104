# SPDX-License-Identifier: Apache-2.0
"""Language models that count: what a recurrent network has to beat.

Every model gives each of its `size` symbols a probability above zero after any context, so an
unknown character (id 0) costs much but never infinitely much, here as in the network.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..errors import InputError, expected
from .language import nats_per_char

__all__ = ["Uniform", "Unigram", "WittenBell", "best_witten_bell"]


class Uniform:
    """Every symbol is equally likely: p(w) = 1 / size.

    >>> Uniform().fit([1, 2, 1], size=4).nats([0, 3]).round(4).tolist()
    [1.3863, 1.3863]
    """

    size = 0

    def fit(self, ids: ArrayLike, size: int) -> "Uniform":
        """This model, which learns from `ids` nothing but to expect `size` symbols."""
        _checked(ids, size)
        self.size = size
        return self

    def nats(self, ids: ArrayLike) -> np.ndarray:
        """The cost −ln p of each symbol: [N], float64, nats."""
        return np.full(len(_checked(ids, self.size)), math.log(self.size))


class WittenBell:
    """The interpolated n-gram model of Witten and Bell, which looks back at `order` symbols.

    With h the last k symbols and h' the last k − 1, from the counts of the training text, for
    k = 0 … order:

        p_k(w | h) = (count(h w) + kinds(h) p_{k−1}(w | h')) / (count(h) + kinds(h))
        p_{−1}(w)  = 1 / size

    where count(h) says how often h was followed by a symbol and kinds(h) by how many different
    ones; p_k = p_{k−1} if h never was. At the start of a text, with fewer than k symbols to look
    back at, the longest k that fits is used.

    Args:
        order: at least 0. Order 4 looks at four symbols to predict the fifth (a 5-gram model).

    Source: Witten and Bell 1991, The zero-frequency problem (their method C, interpolated).

    >>> model = WittenBell(order=1).fit([1, 2, 1, 2, 1], size=3)
    >>> np.exp(-model.nats([1, 2])).round(4).tolist()
    [0.5238, 0.7937]
    """

    size = 0

    def __init__(self, order: int) -> None:
        if order < 0:
            raise InputError(
                expected("order", "at least 0", order, "pass a whole number such as 4")
            )
        self.order = order
        self._levels: list[_Level] = []

    def fit(self, ids: ArrayLike, size: int) -> "WittenBell":
        """This model with the counts of `ids` [N], whole numbers in 0 … size − 1."""
        symbols = _checked(ids, size)
        self.size, self._levels = size, []
        context, contexts = np.zeros(len(symbols), dtype=np.int64), 1
        for k in range(min(self.order + 1, len(symbols))):
            level, gram = _count(context * size + symbols[k:], size, contexts)
            self._levels.append(level)
            context, contexts = gram[:-1], len(level.keys)  # what ends here is context there
        return self

    def nats(self, ids: ArrayLike) -> np.ndarray:
        """The cost −ln p of each symbol given those before it: [N], float64, nats."""
        symbols = _checked(ids, self.size)
        p = np.full(len(symbols), 1 / self.size)
        context = np.zeros(len(symbols), dtype=np.int64)
        for k, level in enumerate(self._levels):
            count, gram = level.find(context * self.size + symbols[k:])
            kinds, total = level.kinds[context], level.total[context]
            p[k:] = np.where(total, (count + kinds * p[k:]) / np.maximum(total + kinds, 1), p[k:])
            context = gram[:-1]
        return -np.log(p)


class Unigram(WittenBell):
    """How often each symbol comes, smoothed: `WittenBell` of order 0.

    >>> np.exp(-Unigram().fit([1, 1, 2], size=4).nats([0, 1, 2])).round(4).tolist()
    [0.1, 0.5, 0.3]
    """

    def __init__(self) -> None:
        super().__init__(order=0)


def best_witten_bell(
    train: ArrayLike, validation: ArrayLike, size: int, orders: Iterable[int] = range(1, 9)
) -> WittenBell:
    """The `WittenBell` model of `train` that costs least on `validation`; `.order` says which.

    >>> train = [1, 2, 3, 2] * 20
    >>> best_witten_bell(train, train[:20], size=4, orders=[0, 1, 2]).order
    2
    """
    models = [WittenBell(order).fit(train, size) for order in orders]
    return min(models, key=lambda model: nats_per_char(model.nats(validation)))


# The counts are a trie in arrays, one level per length of n-gram. The different n-grams of a level
# are numbered; one symbol longer, an n-gram's key is (number of its context) · size + symbol. Keys
# are therefore exact and below N · size, however long the n-gram and however large the alphabet.
@dataclass(frozen=True)
class _Level:
    keys: np.ndarray
    """[grams], sorted: place in here is the gram's number."""
    counts: np.ndarray
    """[grams]"""
    total: np.ndarray
    """[contexts + 1]: how often each context was followed; 0 for the last, the unseen (−1)."""
    kinds: np.ndarray
    """[contexts + 1]: by how many different symbols."""

    def find(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Count and number of each gram; 0 and −1 if it never came."""
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found = self.keys[place] == keys  # a key of context −1 is negative: never found
        return np.where(found, self.counts[place], 0), np.where(found, place, -1)


def _count(keys: np.ndarray, size: int, contexts: int) -> tuple[_Level, np.ndarray]:
    """The level of these grams, and the number of each gram in it."""
    different, gram, counts = np.unique(keys, return_inverse=True, return_counts=True)
    context = different // size
    total = np.bincount(context, counts, contexts + 1)
    return _Level(different, counts, total, np.bincount(context, minlength=contexts + 1)), gram


def _checked(ids: ArrayLike, size: int) -> np.ndarray:
    symbols = np.asarray(ids, dtype=np.int64)
    if symbols.size and not 0 <= symbols.min() <= symbols.max() < size:
        raise InputError(
            expected(
                "ids",
                f"from 0 to size − 1 = {size - 1}",
                f"{symbols.min()} to {symbols.max()}",
                "fit the model first, with the size of the vocabulary that encoded the text",
            )
        )
    return symbols
