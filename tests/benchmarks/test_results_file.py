# SPDX-License-Identifier: Apache-2.0
"""Fresh processes, rows and the file; a busy machine that ends."""

import csv
import os
import sys

import pytest
from judge import Goal
from load import busy
from pairs import Pair
from results_file import run_benchmark

SCRIPT = """
import os, sys
sys.path.append({folder!r})
from judge import Goal
from pairs import Pair
from results_file import run_benchmark

def measure(case, seconds):
    if case == "broken":
        os._exit(3)
    return Pair(2.0, 3.0, [1.5, 1.5], engine="e", extra={{"process": os.getpid() % 1000}})

if __name__ == "__main__":
    run_benchmark(__file__, "", {cases}, measure, lambda *_: Goal(1.2), processes=2, together={together})
"""  # noqa: E501


def benchmark(tmp_path, monkeypatch, cases, together, *arguments):
    """Rows of a made-up benchmark, run from here, its processes being real ones."""
    import results_file

    folder = os.path.dirname(results_file.__file__)
    script = tmp_path / "made_up.py"
    script.write_text(SCRIPT.format(folder=folder, cases=cases, together=together))
    (tmp_path / "results").mkdir()
    monkeypatch.setattr(sys, "argv", ["made_up.py", "--threads=2", *arguments])
    monkeypatch.setattr("torch.set_num_threads", lambda _: None)  # the tests have one

    def here(*_: object) -> Pair:
        raise AssertionError("measured in the parent")

    goals = {"processes": 2, "together": together}
    return run_benchmark(str(script), "", cases, here, lambda *_: Goal(1.2), **goals)


@pytest.mark.parametrize("together", [False, True])
def test_every_case_is_measured_in_fresh_processes_and_written(tmp_path, monkeypatch, together):
    rows = benchmark(tmp_path, monkeypatch, ["one", "two"], together)
    with open(tmp_path / "results" / "made_up.csv", encoding="utf-8") as file:
        written = list(csv.DictReader(file))
    assert [row["case"] for row in written] == ["one", "two"]
    assert written[0]["ratio"] == "1.5"
    assert written[0]["goal"] == ">= 1.2"
    assert written[0]["verdict"] == "met"
    assert {"machine", "threads", "torch", "openlstm", "commit"} < written[0].keys()
    assert (rows[0]["processes"], rows[0]["pairs_kept"]) == (2, 4)
    assert (rows[0]["process"] == rows[1]["process"]) == together


def test_some_cases_alone_write_nothing(tmp_path, monkeypatch):
    rows = benchmark(tmp_path, monkeypatch, ["one", "two"], False, "--only", "tw")
    assert [row["case"] for row in rows] == ["two"]
    assert list((tmp_path / "results").iterdir()) == []


def test_a_process_that_dies_names_its_case(tmp_path, monkeypatch):
    with pytest.raises(SystemExit, match="ended with 3 in case 'broken'"):
        benchmark(tmp_path, monkeypatch, ["one", "broken"], True)


def test_the_busy_processes_have_ended_even_after_an_error():
    def fails():
        with busy(2) as started:
            ids.extend(started)
            assert all(alive(pid) for pid in started)
            raise KeyboardInterrupt

    ids: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        fails()
    assert len(ids) == 2
    assert not any(alive(pid) for pid in ids)


def alive(pid):
    """Whether there is a process of this id."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
