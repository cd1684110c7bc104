# SPDX-License-Identifier: Apache-2.0
"""Passages begin where a reader would begin, and always fit the text."""

from hypothesis import given
from hypothesis import strategies as st

from openlstm.report.passages import starts, typical


def test_paragraphs_come_before_lines_and_lines_before_characters() -> None:
    assert starts("a\nb\n\nc\nd", length=1) == [5]
    assert starts("a\nb\nc", length=1) == [2, 4]
    assert starts("abcdef", length=2, after=3) == [3]
    assert starts("abcdef", length=5, after=3) == [1]


@given(st.text(alphabet="a\n", min_size=1, max_size=30), st.data())
def test_the_passage_always_fits(text: str, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, len(text)))
    after = data.draw(st.integers(0, len(text) - length))
    assert all(after <= t <= len(text) - length for t in starts(text, length, after))


def test_the_typical_place_is_nearest_to_the_whole() -> None:
    assert typical([0, 1, 2, 3], lambda t: t / 10, whole=0.19) == 2
