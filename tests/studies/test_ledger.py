# SPDX-License-Identifier: Apache-2.0
"""The ledger: what is done is found again, and other folders are refused."""

from pathlib import Path

import pytest

from openlstm.errors import InputError
from openlstm.studies.ledger import Ledger
from openlstm.studies.training import Job, Trained

JOB = Job("brackets", "rnn", "default", 1, seed=0, learning_rate=0.003)
DONE = Trained(64, 6272, {"opening": 0.5, "closing": 0.75}, 0.6, 300, 1.5)


def opened(folder: Path | None, **about: object) -> Ledger[Job, Trained]:
    return Ledger(folder, "progress.json", about, Job, Trained, "a comparison")


def test_what_is_done_is_found_again(tmp_path: Path) -> None:
    first = opened(tmp_path / "deep" / "er")
    first.note("costs", [{"threads": 1}])
    first.keep(JOB, DONE)
    again = opened(tmp_path / "deep" / "er")
    assert again.get(JOB) == DONE
    assert again.beside == {"costs": [{"threads": 1}]}
    assert again.get(Job("brackets", "rnn", "default", 1, seed=1, learning_rate=0.003)) is None


def test_other_settings_are_refused_and_named(tmp_path: Path) -> None:
    opened(tmp_path, seeds=2, window=64)
    before = (tmp_path / "progress.json").read_text()
    words = "holds a comparison with other settings .seeds is 2 there, 3 here.; repeat"
    with pytest.raises(InputError, match=words):
        opened(tmp_path, seeds=3, window=64)
    assert (tmp_path / "progress.json").read_text() == before


DAMAGED = ["", "{}", "[]", '{"settings": 1, "done": []}', '{"settings": {}, "done": [3]}']


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_ledger_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "progress.json").write_text(text)
    with pytest.raises(InputError, match=r"progress\.json holds something else than a comp"):
        opened(tmp_path)
    assert (tmp_path / "progress.json").read_text() == text


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("mine.txt", "", "holds other files than a comparison"),
        ("pipeline.json", "{}", "holds a run"),
        ("search.json", "{}", "holds a search"),
        ("memory.json", "{}", "holds a scoreboard"),
        ("trainings.json", "{}", "holds a comparison on data of the user's"),
        ("comparison.json", "{", "holds a finished comparison"),
        ("comparison.json", '{"settings": {"seeds": 2}}',
         r"holds a finished comparison with other settings .seeds is 2 there, 3 here\)"),
        ("comparison.json", '{"settings": {"seeds": 3}}',
         "holds a finished comparison with the same settings"),
    ],
)  # fmt: skip
def test_what_else_lies_there_is_said(tmp_path: Path, file: str, text: str, said: str) -> None:
    (tmp_path / file).write_text(text)
    with pytest.raises(InputError, match=f"{said}; choose another folder or move this one away"):
        opened(tmp_path, seeds=3)
    assert [path.name for path in tmp_path.iterdir()] == [file]


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(InputError, match=r"is a file|cannot be written"):
            opened(folder)


def test_without_a_folder_nothing_is_written(tmp_path: Path) -> None:
    opened(None).keep(JOB, DONE)
    assert not list(tmp_path.iterdir())
