# SPDX-License-Identifier: Apache-2.0
"""The form of messages, and the family of the exceptions."""

import pytest

from openlstm.errors import EngineError, InputError, expected, nearest


def test_users_mistakes_are_value_errors_and_engines_are_not():
    assert issubclass(InputError, ValueError)
    assert issubclass(EngineError, RuntimeError)
    assert not issubclass(EngineError, ValueError)


def test_a_message_says_what_where_and_how_to_mend():
    assert (
        expected("lags", "two numbers", (1,), "give both")
        == "lags must be two numbers, got (1,); give both."
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("forgot", " (did you mean forget?)"),
        ("forgte", " (did you mean forget?)"),
        ("cells", " (did you mean cell or cells_2?)"),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_near_names_are_offered_the_nearest_first(name, hint):
    assert nearest(name, iter(["cells_2", "forget", "cell"])) == hint


def test_at_most_two_names_are_offered():
    assert nearest("a1", ["a2", "a3", "a4", "a5"]).count(" or ") == 1
