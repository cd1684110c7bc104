# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the tests of looking and changing."""

import pytest
import torch


@pytest.fixture
def fresh_dynamo() -> None:
    """Forgets every graph: no test's number of compilations depends on another test."""
    torch.compiler.reset()
