# SPDX-License-Identifier: Apache-2.0
"""What every test stands on: one thread, one seed, and memory that is NaN until it is written."""

import os

import pytest
import torch

os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # asked for by deterministic algorithms


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> None:
    torch.set_num_threads(1)  # xdist brings the other cores to work


@pytest.fixture(autouse=True, scope="session")
def _empty_tensors_are_nan() -> None:
    """A kernel that reads what nobody wrote then shows it; only this mode fills `empty`."""
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = True


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(0)


@pytest.fixture
def fresh_dynamo() -> None:
    """Forgets every graph: no test's number of compilations depends on another test."""
    torch.compiler.reset()
