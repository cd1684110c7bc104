# SPDX-License-Identifier: Apache-2.0
"""Brackets: labels say what nesting says, and the past of an opening bracket does not tell."""

import pytest
import torch
from torch import Tensor

from openlstm.data import BRACKET_SYMBOLS, bracket_sequences

PARTNER = {"(": ")", "[": "]"}


def drawn(count: int = 500, length: int = 24, max_depth: int = 3) -> tuple[Tensor, Tensor]:
    return bracket_sequences(count, length, torch.Generator().manual_seed(0), max_depth)


def test_the_labels_are_those_of_a_stack_read_by_hand() -> None:
    symbols, labels = drawn(count=100)
    for row in range(100):
        text = [BRACKET_SYMBOLS[k] for k in symbols[:, row]]
        wanted, opened = [-1] * len(text), []
        for t, symbol in enumerate(text):
            if symbol in "([":
                opened.append(t)
            elif symbol in ")]":
                start = opened.pop()
                wanted[start] = wanted[t] = int(PARTNER[text[start]] == symbol)
        assert not opened
        assert labels[:, row].tolist() == wanted


@pytest.mark.parametrize("max_depth", [1, 4])
def test_nesting_goes_as_deep_as_asked_and_no_deeper(max_depth: int) -> None:
    symbols, _ = drawn(max_depth=max_depth)
    depth = ((symbols < 2).long() - ((symbols >= 2) & (symbols < 4)).long()).cumsum(0)
    assert depth.max() == max_depth
    assert depth.min() == 0


def test_the_past_of_an_opening_bracket_does_not_tell_its_label() -> None:
    symbols, labels = drawn(count=20_000)
    opens = symbols < 2
    for before in range(
        len(BRACKET_SYMBOLS)
    ):  # by the symbol just before, by the kind, by the time
        part = opens[1:] & (symbols[:-1] == before)
        assert _is_a_coin(labels[1:][part])
    for kind in (0, 1):
        assert _is_a_coin(labels[symbols == kind])
    assert all(_is_a_coin(labels[t][opens[t]]) for t in range(20))


def test_what_closed_before_does_not_tell_the_label_of_what_opens_next() -> None:
    symbols, labels = drawn(count=20_000)
    last = torch.full(symbols.shape[1:], -1)
    for t in range(len(symbols)):
        for earlier in (0, 1):
            part = (symbols[t] < 2) & (last == earlier)
            assert _is_a_coin(labels[t][part])
        closes = (symbols[t] >= 2) & (symbols[t] < 4)
        last = torch.where(closes, labels[t], last)


def test_the_future_does_tell() -> None:
    symbols, labels = drawn(count=20_000)
    opens, follows = symbols[:-1] < 2, (symbols[1:] >= 2) & (symbols[1:] < 4)
    part = opens & follows  # closed at once
    same = symbols[1:][part] - 2 == symbols[:-1][part]
    assert torch.equal(labels[:-1][part] == 1, same)


def test_equal_seeds_give_equal_sequences() -> None:
    assert all(torch.equal(a, b) for a, b in zip(drawn(), drawn(), strict=True))


def _is_a_coin(labels: Tensor) -> bool:
    """Within 4.5 standard errors of one half, as a fair coin is but once in 150,000 times."""
    return abs(labels.double().mean().item() - 0.5) <= 2.25 / max(len(labels), 1) ** 0.5 or not len(
        labels
    )
