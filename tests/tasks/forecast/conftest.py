# SPDX-License-Identifier: Apache-2.0
"""A small trained forecaster of two series with covariates of every kind."""

from pathlib import Path

import pandas as pd
import pytest

from openlstm.tasks import Forecaster
from tasks.forecast.made_up import make_table, small


@pytest.fixture(scope="session")
def table() -> pd.DataFrame:
    return make_table()


@pytest.fixture(scope="session")
def model(table: pd.DataFrame) -> Forecaster:
    return small().fit(table)


@pytest.fixture(scope="session")
def saved(model: Forecaster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return model.save(tmp_path_factory.mktemp("runs") / "load")
