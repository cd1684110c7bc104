# SPDX-License-Identifier: Apache-2.0
"""Characters and the whole numbers that stand for them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..errors import InputError, expected

__all__ = ["Vocabulary"]

VERSION = 1  # of the JSON form
UNKNOWN = "\ufffd"  # how id 0 is shown: Unicode's replacement character


@dataclass(frozen=True)
class Vocabulary:
    """The characters of a training text, sorted; `characters[k]` has id k + 1.

    Id 0 is reserved: it stands for every character that the training text does not have, and is
    decoded as "�" (U+FFFD).

    >>> vocabulary = Vocabulary.fit("banana")
    >>> vocabulary.encode("ban!")
    tensor([2, 1, 3, 0])
    >>> vocabulary.decode([2, 1, 3, 0])
    'ban�'
    """

    characters: str

    def __post_init__(self) -> None:
        if not self.characters or list(self.characters) != sorted(set(self.characters)):
            raise InputError(
                expected(
                    "characters",
                    "one or more different characters in sorted order",
                    f"{self.characters[:40]!r}",
                    "build a vocabulary with Vocabulary.fit(text)",
                )
            )

    @classmethod
    def fit(cls, text: str) -> "Vocabulary":
        """The vocabulary of `text`; give it the training part only.

        >>> Vocabulary.fit("banana").characters
        'abn'
        """
        return cls("".join(sorted(set(text))))

    @property
    def size(self) -> int:
        """How many ids there are, the reserved one included."""
        return len(self.characters) + 1

    def encode(self, text: str) -> Tensor:
        """The ids of `text`: [len(text)], int64, 0 where the character is unknown."""
        known, codes = _codes(self.characters), _codes(text)
        place = np.minimum(np.searchsorted(known, codes), len(known) - 1)
        return torch.from_numpy(np.where(known[place] == codes, place + 1, 0))

    def decode(self, ids: Tensor | Sequence[int]) -> str:
        """The text of `ids` [T], each in 0 … size − 1."""
        numbers = torch.as_tensor(ids, dtype=torch.int64).numpy(force=True)
        if numbers.size and not 0 <= numbers.min() <= numbers.max() < self.size:
            raise InputError(
                expected(
                    "ids",
                    f"from 0 to {self.size - 1}",
                    f"{numbers.min()} to {numbers.max()}",
                    "decode with the vocabulary that encoded them",
                )
            )
        return _text(_codes(UNKNOWN + self.characters)[numbers])

    def unknown(self, text: str) -> list[str]:
        """The different characters of `text` that have no id of their own, sorted.

        >>> Vocabulary.fit("banana").unknown("cabs")
        ['c', 's']
        """
        return sorted(set(text) - set(self.characters))

    def known(self, text: str) -> str:
        """`text` without the characters that have no id of their own.

        >>> Vocabulary.fit("banana").known("cabs")
        'ab'
        """
        return text.translate(dict.fromkeys(map(ord, self.unknown(text))))

    def to_json(self) -> str:
        """The vocabulary as a JSON object, for `from_json`.

        >>> Vocabulary.fit("banana").to_json()
        '{"kind": "characters", "version": 1, "characters": "abn"}'
        """
        return json.dumps({"kind": "characters", "version": VERSION, "characters": self.characters})

    @classmethod
    def from_json(cls, text: str) -> "Vocabulary":
        """The vocabulary that `to_json` wrote.

        Raises:
            InputError: the text is not JSON, not a vocabulary, or of another version.
        """
        try:
            match json.loads(text):
                case {"kind": "characters", "version": version} if version != VERSION:
                    problem = f"version {version}"
                case {"kind": "characters", "characters": str(characters)}:
                    return cls(characters)
                case _:
                    problem = "other JSON"
        except json.JSONDecodeError as error:
            problem = f"no JSON: {error}"
        raise InputError(
            expected(
                "the vocabulary",
                f"the JSON of a character vocabulary, version {VERSION}",
                problem,
                "restore the file, train again, or use the openlstm that wrote it",
            )
        )


# UTF-32 is one number per character, so numpy can look all of them up at once; "surrogatepass"
# because a command line with bytes that are not UTF-8 reaches Python as lone surrogates.
def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _text(codes: np.ndarray) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")
