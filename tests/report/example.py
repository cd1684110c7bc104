# SPDX-License-Identifier: Apache-2.0
"""A small model and hostile texts, for the tests of the report."""

from typing import Any

import torch

from openlstm.data import Vocabulary
from openlstm.models import CharacterModel

PARAGRAPH = (
    'If x < 1 & y > 2: say "</script><b>hello" (中文：床前明月光) '
    "to 'them'.\n    indented = [1, 2]\n\n"
)
TEXT = PARAGRAPH * 30


def row(nats: float, **more: float) -> dict[str, float]:
    return {"nats_per_char": nats, "bits_per_char": nats / 0.6931471805599453, **more}


METRICS = {
    "test": {
        "uniform": row(4.0),
        "unigram": row(3.0),
        "ngram": row(1.5, order=5),
        "lstm": row(1.2),
    },
    "validation": {"ngram": row(1.6, order=5), "lstm": row(1.3)},
}

HISTORY = [
    {
        "step": str(k),
        "seconds": str(2.5 * k),
        "characters": str(1000 * k),
        "train_nats_per_char": str(1 + 2 / k),
        "validation_nats_per_char": "" if k % 2 else str(1.1 + 2 / k),
        "learning_rate": "0.001",
    }
    for k in range(1, 9)
]


def small_model(text: str = TEXT) -> tuple[CharacterModel, Vocabulary]:
    torch.manual_seed(0)
    vocabulary = Vocabulary.fit(text)
    return CharacterModel(
        vocabulary.size, hidden_size=12, num_layers=2, embedding_size=8
    ), vocabulary


def arguments(**changed: Any) -> dict[str, Any]:
    """All that language_report takes."""
    model, vocabulary = small_model()
    given = {
        "model": model,
        "vocabulary": vocabulary,
        "metrics": METRICS,
        "history": HISTORY,
        "validation_text": TEXT,
        "test_text": TEXT[40:],
        "samples": ["\nfirst <i>sample</i>", "second & 中"],
        "title": "A <report> & more",
    }
    return given | changed
