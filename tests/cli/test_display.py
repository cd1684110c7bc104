# SPDX-License-Identifier: Apache-2.0
"""What is shown on a terminal and elsewhere."""

import io
from math import log

import pytest
from rich.console import Console

from openlstm.cli import display
from openlstm.training.loop import Progress


def progress(**changes: float) -> Progress:
    values = {
        "step": 10, "seconds": 30.0, "items": 60_000, "fraction": 0.25, "train_loss": 1.5,
        "validation_loss": float("nan"), "learning_rate": 0.1, "validated": False,
    }  # fmt: skip
    return Progress(**{**values, **changes})  # type: ignore[arg-type]


def shown(monkeypatch: pytest.MonkeyPatch, terminal: bool, *steps: Progress) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=150, color_system=None)
    monkeypatch.setattr(display, "console", console)
    with display.training("characters", lambda loss: f"{loss / log(2):.3f} bits each") as watch:
        for step in steps:
            watch(step)
    return file.getvalue()


def test_lines_come_with_validations_only(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(
        monkeypatch, False, progress(), progress(validated=True, validation_loss=1.25), progress()
    )
    assert lines == (
        " 25%  step 10  loss 1.500 (validation 1.250)  2.164 bits each  "
        "2,000 characters/s  1:30 left\n"
    )


def test_a_terminal_shows_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(monkeypatch, True, progress(), progress(fraction=1.0))
    for words in ("training", "scoring", "loss 1.500", "2,000 characters/s", "0:00 left", "100%"):
        assert words in text
