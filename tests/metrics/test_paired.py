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


@pytest.mark.parametrize("count", [1, 2, 25, 39])
def test_less_than_two_blocks_prove_nothing(count: int) -> None:
    found = paired(np.ones(count), np.full(count, 2.0), block=20)
    assert (found.gain, found.word, found.origins) == (0.5, "not distinguishable", count)
    assert (found.low, found.high) == (-np.inf, np.inf)


def test_two_blocks_are_rarely_taken_for_proof() -> None:
    words = [paired(walk(40, 2 * k), walk(40, 2 * k + 1), block=20).word for k in range(100)]
    assert words.count("not distinguishable") >= 90


@pytest.mark.parametrize(
    ("ours", "gain", "word"), [(1.0, -np.inf, "worse"), (0.0, 0.0, "not distinguishable")]
)
def test_a_rival_without_an_error(ours: float, gain: float, word: str) -> None:
    found = paired(np.full(50, ours), np.zeros(50), block=5)
    assert (found.gain, found.low, found.high, found.word) == (gain, gain, gain, word)
    assert paired([ours], [0.0], block=5).word == "not distinguishable"


def test_a_rival_that_hardly_errs_gives_numbers() -> None:
    theirs = np.zeros(300)
    theirs[[20, 200]] = 0.1
    found = paired(np.ones(300), theirs, block=5)
    assert found.word == "worse"
    assert np.isfinite([found.gain, found.low, found.high]).all()


def test_no_gain_is_more_than_all() -> None:
    assert paired(walk(60, 1) / 50, walk(60, 2) ** 4, block=20).high <= 1
    assert paired_accuracy([True], [False]).high <= 1
    assert paired_accuracy([False], [True]).low >= -1


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
