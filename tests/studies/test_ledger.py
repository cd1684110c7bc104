# SPDX-License-Identifier: Apache-2.0
"""The ledger: what is done is found again, and other folders are refused."""

from pathlib import Path

import pytest

from openlstm.errors import InputError
from openlstm.studies.costs import Cost
from openlstm.studies.ledger import PROGRESS, Ledger
from openlstm.studies.settings import CompareSettings
from openlstm.studies.training import Job, Trained

JOB = Job("brackets", "rnn", "default", 1, seed=0, learning_rate=0.003)
DONE = Trained(64, 6272, {"opening": 0.5, "closing": 0.75}, 0.6, 300, 1.5)
COST = Cost("rnn", 64, 6272, 6144, 60.0, 13.0, None, 256, 384.0, 7, 0)


def test_what_is_done_is_found_again(tmp_path: Path) -> None:
    first = Ledger(tmp_path / "deep" / "er", CompareSettings())
    first.keep_costs([COST])
    first.keep(JOB, DONE)
    again = Ledger(tmp_path / "deep" / "er", CompareSettings())
    assert again.get(JOB) == DONE
    assert again.costs == [COST]
    assert again.get(Job("brackets", "rnn", "default", 1, seed=1, learning_rate=0.003)) is None


def test_other_settings_are_refused(tmp_path: Path) -> None:
    Ledger(tmp_path, CompareSettings(seeds=2))
    with pytest.raises(InputError, match="in use: a comparison with other settings"):
        Ledger(tmp_path, CompareSettings(seeds=3))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"settings": 1, "costs": [], "done": [3]}'])
def test_a_damaged_ledger_is_other_files(tmp_path: Path, text: str) -> None:
    (tmp_path / PROGRESS).write_text(text)
    with pytest.raises(InputError, match="in use: it holds other files; choose another folder"):
        Ledger(tmp_path, CompareSettings())
    assert (tmp_path / PROGRESS).read_text() == text


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(InputError, match=r"is a file|cannot be written"):
            Ledger(folder, CompareSettings())


def test_without_a_folder_nothing_is_written(tmp_path: Path) -> None:
    Ledger(None, CompareSettings()).keep(JOB, DONE)
    assert not list(tmp_path.iterdir())
