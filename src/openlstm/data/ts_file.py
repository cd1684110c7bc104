# SPDX-License-Identifier: Apache-2.0
"""`.ts` files, in which the UCR and UEA archives keep labelled sequences."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from openlstm.data.sequences import SequenceSet, default_names
from openlstm.errors import InputError, nearest

__all__ = ["read_ts"]

TRUTHS = ("timestamps", "missing", "univariate", "equallength")
COUNTS = ("dimensions", "serieslength")
TAGS = ("problemname", *TRUTHS, *COUNTS, "classlabel", "targetlabel")
SPELLED = {"timestamps": "timeStamps", "equallength": "equalLength", "serieslength": "seriesLength",
           "classlabel": "classLabel", "problemname": "problemName"}  # fmt: skip


def read_ts(path: Path) -> SequenceSet:
    """The sequences of a `.ts` file; labels are text, and None where the file says it has none.

    The header is held to what the lines after it hold: channels, lengths, classes, missing values.

    Raises:
        InputError: with the file and the line that is wrong.

    Source: the format as www.timeseriesclassification.com describes it.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "a.ts"
    >>> _ = file.write_text("@missing true\\n@classLabel true up down\\n@data\\n1,2,?:0,0,0:up\\n")
    >>> found = read_ts(file)
    >>> found.values[0].tolist(), found.labels.tolist()
    ([[1.0, 0.0], [2.0, 0.0], [nan, 0.0]], ['up'])
    """
    lines = _numbered(path)
    header = _read_header(path, lines)
    values, labels = [], []
    for number, line in lines:
        parts, label = header.split(line, number)
        values.append(header.read(parts, number))
        labels.append(label)
    if not values:
        raise InputError(f"{path} has no sequence after @data; give some data.")
    return SequenceSet(
        tuple(values),
        tuple(range(len(values))),
        default_names(values[0].shape[1]),
        np.array(labels) if header.classes else None,
    )


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that say something, with their numbers from 1."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip() and not line.lstrip().startswith("#"):
                    yield number, line.strip()
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path} is no UTF-8 text (byte {error.start}); save it as UTF-8."
        ) from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}; check the name.") from None


@dataclass
class _Header:
    """What the lines before @data promise; None where they say nothing."""

    path: Path
    facts: dict[str, int] = field(default_factory=dict)
    classes: tuple[str, ...] = ()

    def wrong(self, number: int, what: str) -> InputError:
        return InputError(f"{self.path}, line {number}: {what}")

    def take(self, number: int, line: str) -> None:
        """Take up one line of the header."""
        word, *rest = line[1:].split()
        tag = {"dimension": "dimensions"}.get(word.lower(), word.lower())
        if tag not in TAGS:
            near = nearest(word, [SPELLED.get(each, each) for each in TAGS])
            raise self.wrong(number, f"@{word} is not known{near}.")
        if tag in TRUTHS:
            self.facts[tag] = self._truth(number, word, rest)
        elif tag in COUNTS:
            self.facts[tag] = self._count(number, word, rest)
        elif tag == "classlabel":
            self._take_classes(number, word, rest)
        elif tag == "targetlabel" and self._truth(number, word, rest[:1]):
            raise self.wrong(number, "the labels are numbers to estimate, no classes.")
        if self.facts.get("timestamps"):
            raise self.wrong(
                number, "steps with time stamps are not read; write the data as a long table."
            )

    def _truth(self, number: int, word: str, rest: list[str]) -> bool:
        if [each.lower() for each in rest] not in (["true"], ["false"]):
            raise self.wrong(number, f"@{word} must be true or false, got {' '.join(rest)!r}.")
        return rest[0].lower() == "true"

    def _count(self, number: int, word: str, rest: list[str]) -> int:
        if len(rest) != 1 or not rest[0].isdecimal() or int(rest[0]) < 1:
            raise self.wrong(number, f"@{word} must be a whole number, got {' '.join(rest)!r}.")
        return int(rest[0])

    def _take_classes(self, number: int, word: str, rest: list[str]) -> None:
        self.facts["classlabel"] = self._truth(number, word, rest[:1])
        self.classes = tuple(rest[1:])
        if bool(self.classes) != self.facts["classlabel"]:
            raise self.wrong(
                number, f"@{word} must be false, or true and the names of all classes."
            )

    def split(self, line: str, number: int) -> tuple[list[str], str | None]:
        """(channels, label) of a line of data."""
        parts = line.split(":")
        label = parts.pop().strip() if self.classes else None
        if label is not None and label not in self.classes:
            known = ", ".join(self.classes[:20])
            raise self.wrong(
                number,
                f"the line must end with a class, got {label[:40]!r}; @classLabel names {known}.",
            )
        wanted = 1 if self.facts.get("univariate") else self.facts.get("dimensions")
        self.facts.setdefault("dimensions", len(parts))
        wanted = wanted or self.facts["dimensions"]
        if len(parts) != wanted:
            raise self.wrong(number, f"{wanted} channels are promised, the line has {len(parts)}.")
        return parts, label

    def read(self, parts: list[str], number: int) -> np.ndarray:
        """[T, M]."""
        channels = [self._numbers(part, number, k) for k, part in enumerate(parts)]
        lengths = {len(each) for each in channels}
        if len(lengths) > 1:
            said = " and ".join(map(str, sorted(lengths)))
            raise self.wrong(
                number, f"its channels have {said} steps; all of a line must have the same."
            )
        steps = lengths.pop()
        if self.facts.get("equallength"):
            self.facts.setdefault("serieslength", steps)
        if self.facts.get("equallength") and steps != self.facts["serieslength"]:
            raise self.wrong(
                number, f"{self.facts['serieslength']} steps are promised, the line has {steps}."
            )
        return np.stack(channels, 1)

    def _numbers(self, text: str, number: int, channel: int) -> np.ndarray:
        cells = [cell.strip() for cell in text.split(",")]
        found = np.empty(len(cells))
        for step, cell in enumerate(cells):
            try:
                found[step] = np.nan if cell in ("?", "NaN", "nan") else float(cell)
            except ValueError:
                found[step] = np.inf
            if np.isinf(found[step]):
                raise self.wrong(
                    number,
                    f"step {step + 1} of channel {channel} must be a finite number or ?, got "
                    f"{cell[:40]!r}.",
                )
        if np.isnan(found).any() and self.facts.get("missing") is False:
            raise self.wrong(number, "a value is missing, and the header says @missing false.")
        return found


def _read_header(path: Path, lines: Iterator[tuple[int, str]]) -> _Header:
    header = _Header(path)
    for number, line in lines:
        if line.lower() == "@data":
            if "classlabel" not in header.facts:
                raise header.wrong(number, "@classLabel is missing before @data.")
            return header
        if not line.startswith("@") or len(line) < 2:
            raise header.wrong(
                number, f"a line of the header must begin with @, got {line[:40]!r}."
            )
        header.take(number, line)
    raise InputError(f"{path} has no line @data; is it a .ts file?")
