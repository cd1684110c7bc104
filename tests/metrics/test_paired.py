# SPDX-License-Identifier: Apache-2.0
"""The interval tells a gain from chance, and does not take neighbours for new evidence."""

import numpy as np
import pytest

from openlstm.metrics.paired import paired, paired_accuracy


def walk(count: int, seed: int) -> np.ndarray:
    """Errors that go together over some twenty origins."""
    noise = np.random.default_rng(seed).normal(size=count + 20)
    return 2 + np.convolve(noise, np.ones(20) / 20, "valid")[:count]


@pytest.mark.parametrize(("factor", "word"), [(0.8, "better"), (1.2, "worse")])
def test_a_difference_is_found(factor: float, word: str) -> None:
    theirs = walk(400, 0)
    found = paired(factor * theirs, theirs, block=20)
    assert found.word == word
    assert found.gain == pytest.approx(1 - factor)
    assert found.low <= found.gain <= found.high


def test_chance_is_rarely_taken_for_a_difference() -> None:
    words = [paired(walk(300, 2 * k), walk(300, 2 * k + 1), block=40).word for k in range(40)]
    assert words.count("not distinguishable") >= 32


def test_single_origins_would_claim_too_much() -> None:
    ours, theirs = walk(300, 4), walk(300, 5)
    narrow, wide = paired(ours, theirs, block=1), paired(ours, theirs, block=40)
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_few_origins_work() -> None:
    assert paired([1.0, 2.0], [2.0, 3.0], block=24).origins == 2


def test_the_interval_of_matched_proportions() -> None:
    """Half a sequence is added to each cell of the table, by hand."""
    ours = np.array([True] * 59 + [False] * 41)
    theirs = np.array([True] * 45 + [False] * 14 + [True] * 4 + [False] * 37)
    found = paired_accuracy(ours, theirs)
    won, lost, n = 14.5, 4.5, 102
    half = 1.959964 * np.sqrt(won + lost - (won - lost) ** 2 / n) / n
    assert found.gain == pytest.approx(0.10)
    assert (found.low, found.high) == pytest.approx(
        ((won - lost) / n - half, (won - lost) / n + half)
    )
    assert (found.word, found.origins) == ("better", 100)


def test_few_differences_prove_nothing() -> None:
    right = np.ones(1000, dtype=bool)
    other = right.copy()
    other[:4] = False
    assert paired_accuracy(right, other).word == "not distinguishable"
    assert paired_accuracy(right, right).word == "not distinguishable"
    other[:12] = False
    assert paired_accuracy(right, other).word == "better"
    assert paired_accuracy(other, right).word == "worse"
