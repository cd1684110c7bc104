# SPDX-License-Identifier: Apache-2.0
"""What went wrong, said so that the reader can mend it: exceptions and how they speak."""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["EngineError", "InputError", "expected", "nearest"]


class InputError(ValueError):
    """A mistake in a file, a table, an option. The command line prints it and ends with 2."""


class EngineError(RuntimeError):
    """An engine was asked for by name and cannot run the call."""


def expected(argument: str, expectation: str, got: object, remedy: str) -> str:
    """The message for one wrong argument: its name, what it must be, what came, what to do.

    >>> print(expected("dropout", "between 0 and 1", 1.5, "pass a probability such as 0.2"))
    dropout must be between 0 and 1, got 1.5; pass a probability such as 0.2.
    """
    return f"{argument} must be {expectation}, got {got}; {remedy}."


def nearest(name: str, names: Iterable[str]) -> str:
    """A hint at the names most like `name`, ready to append to a message; empty if none is near.

    >>> nearest("forgot_gate", ["forget_gate", "candidate"])
    ' (did you mean forget_gate?)'
    """
    near = get_close_matches(name, list(names), n=2, cutoff=0.5)
    return f" (did you mean {' or '.join(near)}?)" if near else ""
