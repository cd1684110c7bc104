# SPDX-License-Identifier: Apache-2.0
"""The table of `forecast_table` as a file."""

from pathlib import Path

import pytest

from cli.forecast_table import make_table


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "load.csv"
    make_table().to_csv(path, index=False)
    return path
