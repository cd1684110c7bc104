# SPDX-License-Identifier: Apache-2.0
"""A small trained language model."""

import random
from pathlib import Path

import pytest

from openlstm.tasks import LanguageModel

SMALL = {"hidden_size": 16, "num_layers": 1, "embedding_size": 8, "batch_size": 8, "window": 16}


@pytest.fixture(scope="session")
def text() -> str:
    """Three sentences in random order, 床前明月光 once."""
    choose = random.Random(0).choice
    sentences = ["the cat sat. ", "a dog ran!\n", "who knows? "]
    return "床" + "".join(choose(sentences) for _ in range(400))


@pytest.fixture(scope="session")
def model(text: str) -> LanguageModel:
    return LanguageModel(**SMALL, max_steps=200, learning_rate=0.02).fit(text)


@pytest.fixture(scope="session")
def saved(model: LanguageModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return model.save(tmp_path_factory.mktemp("runs") / "small")
