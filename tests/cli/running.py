# SPDX-License-Identifier: Apache-2.0
"""The command as a user runs it: in this process, or in one that can be killed."""

import os
import subprocess
import sys

import pytest

from openlstm.cli.app import run


def call(*words: object) -> int:
    """The exit code of `openlstm` with these words, in this process."""
    arguments, sys.argv = sys.argv, ["openlstm", *map(str, words)]
    try:
        return run()
    finally:
        sys.argv = arguments


def start(*words: object, **environment: str) -> subprocess.Popen[str]:
    """`python -m openlstm` with these words, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "openlstm", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "OMP_NUM_THREADS": "1", **environment},  # tests run beside each other
    )


def refused(capsys: pytest.CaptureFixture, *words: object) -> str:
    """The one line on standard error of a call that must fail as the user's mistake."""
    capsys.readouterr()
    assert call(*words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("error: ")
    assert shown.err.count("\n") == 1
    return shown.err
