# SPDX-License-Identifier: Apache-2.0
"""What a reader sees at each character of a text: inside quotes, how far along the line.

Every feature needs memory: none can be told from the character itself. A feature describes the
moment *after* its character was read, as a unit's state does: an opening quote is already inside,
a closing one is outside.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["text_features"]

Feature = NDArray[np.float64]

_BLANK = " \t\u3000"
_SENTENCE_END = ".!?。！？"
_PAIRS = {
    "inside double quotes": ('"“「『', '"”」』'),
    "inside single quotes": ("'‘", "'’"),
    "inside backticks": ("`", "`"),
    "inside parentheses": ("(（", ")）"),
    "inside square brackets": ("[【", "]】"),
    "inside braces": ("{", "}"),
}


def text_features(text: str) -> dict[str, Feature]:
    """Name of the feature → its value at each character of the text, [len(text)].

    Features that begin with "inside" or "in" are 0 or 1; the others count (characters, blanks,
    lines). Quotes and brackets left open end at the next blank line.

    >>> features = text_features('say "hi" now')
    >>> features["inside double quotes"].astype(int).tolist()
    [0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0]
    >>> features["position in the word"].astype(int).tolist()
    [1, 2, 3, 0, 0, 1, 2, 0, 0, 1, 2, 3]
    """
    chars = np.array(list(text), dtype="U1")
    features = {name: _inside(text, *marks) for name, marks in _PAIRS.items()}
    return features | _line_features(chars) | _word_features(chars)


def _line_features(chars: NDArray[np.str_]) -> dict[str, Feature]:
    newline = chars == "\n"
    position = _since(newline)
    ink = _count_since(~newline & ~np.isin(chars, list(_BLANK)), newline)
    indentation = _count_since((ink == 0) & ~newline, newline)
    return {
        "position in the line": position,
        "indentation of the line": indentation,
        "in an indented line": (indentation >= 4).astype(float),
        "line of the paragraph": _count_since(newline, newline & (position == 0) & _after(newline)),
    }


def _word_features(chars: NDArray[np.str_]) -> dict[str, Feature]:
    word = np.char.isalnum(chars)
    position = _since(~word)
    capital = _held(np.char.isupper(chars), position == 1)
    ended = _after(np.isin(chars, list(_SENTENCE_END))) & ~word
    return {
        "position in the word": position,
        "in a word that began with a capital": (word & capital).astype(float),
        "position in the sentence": _since(ended),
    }


def _inside(text: str, opening: str, closing: str) -> Feature:
    """1 between an opening and a closing mark; equal marks open and close by turns."""
    depth, values = 0, []
    for t, mark in enumerate(text):
        if mark in opening + closing and not _is_apostrophe(text, t):
            closes = mark in closing and (depth > 0 or mark not in opening)
            depth = max(depth - 1, 0) if closes else depth + 1
        elif mark == "\n" and text[t - 1 : t] == "\n":
            depth = 0
        values.append(depth > 0)
    return np.array(values, dtype=float)


def _is_apostrophe(text: str, t: int) -> bool:
    return text[t] in "'’" and text[t - 1 : t].isalnum() and text[t + 1 : t + 2].isalnum()


def _after(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the mask held at the character before."""
    return np.concatenate([[False], mask[:-1]])


def _last(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Index of the last character where the mask held, this one included; −1 before the first."""
    return np.maximum.accumulate(np.where(mask, np.arange(len(mask)), -1))


def _since(mask: NDArray[np.bool_]) -> Feature:
    """Characters since the mask last held: 0 where it holds."""
    return (np.arange(len(mask)) - _last(mask)).astype(float)


def _count_since(what: NDArray[np.bool_], mask: NDArray[np.bool_]) -> Feature:
    """How often `what` held since the mask last held, that character not counted."""
    total = np.concatenate([[0], np.cumsum(what)])
    return (total[1:] - total[_last(mask) + 1]).astype(float)


def _held(value: NDArray[np.bool_], at: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The value at the last character where `at` held; False before the first."""
    last = _last(at)
    return value[last] & (last >= 0)
