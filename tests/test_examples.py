# SPDX-License-Identifier: Apache-2.0
"""Every example runs to its end as a user would run it, and the README's Python too."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_runs_and_tells_no_false_fact(path: Path) -> None:
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "UserWarning" not in done.stderr, done.stderr
    assert done.stdout.strip()
    assert "False" not in done.stdout  # each example prints facts that must be true


@pytest.mark.parametrize("name", ["README.md", "docs/notation.md", "docs/long-memory.md"])
def test_documented_python_is_true(name: str) -> None:
    found = doctest.testfile(str(ROOT / name), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert found.failed == 0
    assert name != "README.md" or found.attempted > 5
