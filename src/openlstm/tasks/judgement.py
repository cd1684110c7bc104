# SPDX-License-Identifier: Apache-2.0
"""Whether a model beats the best of what is simpler, as a run keeps it in verdict.json."""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

from openlstm.metrics.paired import Paired
from openlstm.training.folder import read_json

__all__ = ["Judgement"]


@dataclass(frozen=True)
class Judgement:
    """The verdict in words and in figures.

    sentence: one sentence.
    against: the best of the others, on the same data.
    gain, low, high: how much less the LSTM misses, or how much more often it is right, as a share,
        and its 95 % interval. None where no number says it: too few were compared for an interval,
        or the other makes no error at all.
    compared: how many moments of forecasting, or sequences.
    word: better, not distinguishable, or worse.
    """

    sentence: str
    against: str
    gain: float | None
    low: float | None
    high: float | None
    compared: int
    word: str

    @classmethod
    def of(cls, sentence: str, against: str, found: Paired) -> "Judgement":
        """With the figures of a comparison."""
        gain, low, high = (
            each if math.isfinite(each) else None for each in (found.gain, found.low, found.high)
        )
        return cls(sentence, against, gain, low, high, found.origins, found.word)

    def to_json(self) -> str:
        """What verdict.json holds."""
        return json.dumps(asdict(self), indent=2)

    @classmethod
    def read(cls, path: Path) -> "Judgement":
        """What `to_json` gave; raises TypeError if it did not."""
        return cls(**read_json(path))
