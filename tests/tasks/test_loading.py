# SPDX-License-Identifier: Apache-2.0
"""A task is imported without a warning, but for that of a missing compiler."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("name", ["Classifier", "Forecaster", "LanguageModel"])
def test_a_task_is_imported_without_warnings(name: str) -> None:
    package = {"Classifier": "classify", "Forecaster": "forecast", "LanguageModel": "language"}
    program = f"from openlstm.tasks.{package[name]} import {name}"
    allowed = "ignore:openlstm runs without its native engine:RuntimeWarning"
    command = [sys.executable, "-W", "error", "-W", allowed, "-c", program]
    assert subprocess.run(command).returncode == 0
