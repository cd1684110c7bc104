# SPDX-License-Identifier: Apache-2.0
"""The interval tells a gain from chance, and does not take neighbours for new evidence."""

import numpy as np
import pytest

from openlstm.metrics.paired import paired


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
