# SPDX-License-Identifier: Apache-2.0
"""Test text coloured by the surprise of each character."""

import numpy as np

from openlstm.data import Vocabulary
from openlstm.report.packing import pack, pack_float
from openlstm.report.page import Section
from openlstm.report.reading import Reading

__all__ = ["surprise_section"]


def surprise_section(reading: Reading, vocabulary: Vocabulary, passage: range) -> Section:
    """The characters of `passage`, each with its bits and the likeliest five in its place.

    Args:
        reading: the test text as the model read it.
        passage: which characters to show, from 1 at the earliest: nothing foretells the first.
    """
    rows = slice(
        passage.start - 1, passage.stop - 1
    )  # row t of the cost belongs to character t + 1
    bits = reading.surprise.bits[rows, 0]
    ids, place = np.unique(reading.surprise.top_ids[rows, 0], return_inverse=True)
    data: dict[str, object] = {
        "text": reading.text[passage.start : passage.stop],
        "bits": pack_float(bits),
        "symbols": [vocabulary.decode([int(k)]) for k in ids],
        "top": pack(place, scale=1),
        "p": pack(reading.surprise.top_probabilities[rows, 0], scale=10_000),
    }
    return Section(
        name="surprise",
        title="What surprised it",
        look="The stronger its colour, the less a character was expected: beginnings of words cost "
        "much, their ends come almost free.",
        body=f'<div class="legend" id="surprise-legend"></div><div class="text" tabindex="0"></div>'
        f'<p class="note">{len(bits):,} characters at {bits.mean():.2f} bits each. Point '
        "at a character, or use the arrow keys, to see what was expected there.</p>",
        data=data,
    )
