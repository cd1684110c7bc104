# SPDX-License-Identifier: Apache-2.0
"""A task is imported without a warning, whatever else comes with it."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("name", ["Classifier", "Forecaster", "LanguageModel"])
def test_a_task_is_imported_without_warnings(name: str) -> None:
    package = {"Classifier": "classify", "Forecaster": "forecast", "LanguageModel": "language"}
    program = f"from openlstm.tasks.{package[name]} import {name}"
    assert subprocess.run([sys.executable, "-W", "error", "-c", program]).returncode == 0
