# SPDX-License-Identifier: Apache-2.0
"""Features of a text, character by character: each case is a text and what a reader would say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlstm.diagnostics import text_features

CASES = [
    ("inside double quotes", 'a "b" c', "0011000"),
    ("inside double quotes", "他说「好」。", "001100"),
    ("inside double quotes", '"a\n\nb"c', "1110011"),  # an open quote ends at the blank line
    ("inside single quotes", "it's 'so'", "000001110"),
    ("inside backticks", "a `b` c", "0011000"),
    ("inside parentheses", "f(a(b)c)d", "011111100"),
    ("inside parentheses", ")a(", "001"),
    ("inside square brackets", "x[0]", "0110"),
    ("inside braces", "{}", "10"),
    ("position in the line", "ab\ncd", "12012"),
    ("indentation of the line", "a\n  b\n c", "00122011"),
    ("in an indented line", "    x\ny", "0001100"),
    ("line of the paragraph", "a\nb\n\nc\nd", "01120011"),
    ("position in the word", "ab, cde", "1200123"),
    ("in a word that began with a capital", "Ab cD", "11000"),
    ("position in the sentence", "a. Bc", "12012"),
]


@pytest.mark.parametrize(("feature", "text", "wanted"), CASES)
def test_a_feature_is_what_a_reader_sees(feature: str, text: str, wanted: str) -> None:
    assert "".join(f"{value:.0f}" for value in text_features(text)[feature]) == wanted


@given(st.text(alphabet="aB1 .\n\t\"'`()[]{}“”中。\0", max_size=40))
def test_every_text_has_every_feature_at_every_character(text: str) -> None:
    for name, values in text_features(text).items():
        assert values.shape == (len(text),)
        assert (values >= 0).all()
        if name.startswith(("in ", "inside ")):
            assert set(values) <= {0, 1}


@given(st.text(alphabet="aB1 .\n\"'()中。", min_size=1, max_size=40), st.integers(0, 39))
def test_no_feature_looks_ahead_but_for_apostrophes(text: str, cut: int) -> None:
    head = text[: cut + 1]
    whole, part = text_features(text), text_features(head)
    for name in set(whole) - {"inside single quotes"}:
        assert (whole[name][: len(head)] == part[name]).all()
