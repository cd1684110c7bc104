# SPDX-License-Identifier: Apache-2.0
"""Characters to ids and back, and the JSON form."""

import json

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from openlstm.data import Vocabulary
from openlstm.errors import InputError

any_text = st.text(st.characters())  # lone surrogates too: bytes of a command line come as such


@given(any_text.filter(bool))
def test_known_text_comes_back(text: str) -> None:
    vocabulary = Vocabulary.fit(text)
    ids = vocabulary.encode(text)
    assert vocabulary.decode(ids) == text
    assert ids.dtype == torch.int64
    assert sorted(set(ids.tolist())) == list(range(1, vocabulary.size))


@given(any_text.filter(bool), any_text)
def test_id_0_stands_for_unknown_characters_only(train: str, other: str) -> None:
    vocabulary = Vocabulary.fit(train)
    unknown = vocabulary.unknown(other)
    assert unknown == sorted(set(other) - set(train))
    shown = "".join("\ufffd" if character in unknown else character for character in other)
    ids = vocabulary.encode(other)
    assert vocabulary.decode(ids) == shown
    assert int((ids == 0).sum()) == sum(character in unknown for character in other)


@given(any_text.filter(bool))
def test_json_round_trip(text: str) -> None:
    vocabulary = Vocabulary.fit(text)
    assert Vocabulary.from_json(vocabulary.to_json()) == vocabulary
    vocabulary.to_json().encode("ascii")  # can be written whatever the alphabet


@pytest.mark.parametrize(
    ("damaged", "message"),
    [
        ("", "got no JSON: Expecting value"),
        ('{"kind": "characters", "ver', "got no JSON: Unterminated string"),
        ("[]", "got other JSON"),
        ('{"kind": "words", "version": 1, "characters": "ab"}', "got other JSON"),
        ('{"kind": "characters", "version": 1, "characters": ["a"]}', "got other JSON"),
        ('{"kind": "characters", "version": 2, "letters": "ab"}', "version 1, got version 2"),
        ('{"kind": "characters", "version": 1, "characters": "ba"}', "sorted order, got 'ba'"),
    ],
)
def test_damaged_json_is_named(damaged: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Vocabulary.from_json(damaged)


def test_the_json_says_its_kind_and_version() -> None:
    fields = json.loads(Vocabulary.fit("文a").to_json())
    assert fields == {"kind": "characters", "version": 1, "characters": "a文"}


@pytest.mark.parametrize("characters", ["", "ba", "aa"])
def test_an_alphabet_is_sorted_and_has_no_doubles(characters: str) -> None:
    with pytest.raises(InputError, match="characters must be one or more different"):
        Vocabulary(characters)


@pytest.mark.parametrize("ids", [[-1, 0], [4]])
def test_ids_outside_the_vocabulary_are_refused(ids: list[int]) -> None:
    with pytest.raises(InputError, match="ids must be from 0 to 3"):
        Vocabulary.fit("abc").decode(ids)


def test_empty_text_and_ids() -> None:
    vocabulary = Vocabulary.fit("abc")
    assert vocabulary.encode("").shape == (0,)
    assert vocabulary.decode([]) == ""
