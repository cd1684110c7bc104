# SPDX-License-Identifier: Apache-2.0
"""A small trained classifier of waves."""

from pathlib import Path

import numpy as np
import pytest

from openlstm.tasks import Classifier
from tasks.classify.made_up import make_waves, small

Waves = tuple[list[np.ndarray], np.ndarray]


@pytest.fixture(scope="session")
def waves() -> Waves:
    return make_waves()


@pytest.fixture(scope="session")
def model(waves: Waves) -> Classifier:
    return small(max_steps=120).fit(*waves)


@pytest.fixture(scope="session")
def saved(model: Classifier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return model.save(tmp_path_factory.mktemp("runs") / "waves")
