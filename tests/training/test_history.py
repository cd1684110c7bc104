# SPDX-License-Identifier: Apache-2.0
"""history.csv there and back."""

from pathlib import Path

import pytest

from openlstm.training.history import history_csv, read_history

ROWS = [{"step": 1, "train_mse": 1 / 3}, {"step": 2, "train_mse": float("nan")}]


def test_numbers_keep_all_their_digits(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text(history_csv(ROWS))
    first, second = read_history(path)
    assert first == ROWS[0]
    assert second["train_mse"] != second["train_mse"]


@pytest.mark.parametrize("text", ["", "step,train_mse\n", "step\nten\n", "step,train_mse\n1\n"])
def test_a_broken_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "history.csv"
    path.write_text(text)
    with pytest.raises((ValueError, TypeError)):
        read_history(path)
