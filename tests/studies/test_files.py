# SPDX-License-Identifier: Apache-2.0
"""Tables and files of a comparison with numbers of our choice."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from studies.made_up import FULL, comparison, decay, score

pytest.importorskip("matplotlib")
from openlstm.errors import InputError
from openlstm.studies.files import save
from openlstm.studies.folder import PROGRESS
from openlstm.studies.tables import markdown, tables


def test_the_second_direction_is_said_not_to_apply_to_text() -> None:
    scores = next(table for table in tables(FULL) if table.title.startswith("Trained"))
    assert scores.heads == (
        "", "RNN", "LSTM", "LSTM (chrono)", "bidirectional LSTM", "without a network",
    )  # fmt: skip
    rows = {row[0]: row[1:] for row in scores.rows}
    assert rows["real text, nats per character"] == (
        "2.050 (2.000 – 2.100)", "1.850 (1.800 – 1.900)", "–", "it would see the answer",
        "n-gram 1.200, unigram 3.200",
    )  # fmt: skip
    assert rows["opening brackets, right"][-2:] == ("98.5% (98.0% – 99.0%)", "chance 50.0%")
    assert rows["keep 20 steps, right"][2] == "99.5% (99.0% – 100.0%)"


def test_costs_and_reach_have_a_column_for_each_architecture() -> None:
    costs, _, reach, *_ = tables(FULL)
    assert dict(zip(costs.heads[1:], costs.rows[1][1:], strict=True))["LSTM"] == "400"
    assert costs.rows[-1][1:] == ("past", "past", "past, future", "past")
    assert reach.rows == (("bidirectional LSTM", "default", "2 or more", "1"),)


def test_nothing_trained_makes_no_table_of_scores() -> None:
    assert tables(comparison()) == []


def test_a_table_in_markdown_has_a_line_for_each_row() -> None:
    for table in tables(FULL):
        lines = markdown(table).split("\n")
        assert len(lines) == 2 + len(table.rows)
        assert len({line.count("|") for line in lines}) == 1


def test_all_numbers_are_in_the_files(tmp_path: Path) -> None:
    files = save(FULL, tmp_path / "new")
    assert [file.name for file in files] == [
        "comparison.json", "comparison.csv", "comparison.md", "gradients.png", "reach.png",
        "scores.png", "depth.png", "moved.png",
    ]  # fmt: skip
    contents = json.loads(files[0].read_text(encoding="utf-8"))
    assert contents["scores"][0]["values"] == [2.0, 2.1]
    rows = list(csv.DictReader(files[1].read_text(encoding="utf-8").splitlines()))
    lstm = [row for row in rows if row["metric"] == "opening" and row["architecture"] == "lstm"]
    assert [(row["seed"], float(row["value"])) for row in lstm] == [("0", 0.49), ("1", 0.51)]
    assert {row["part"] for row in rows} == {"cost", "gradient", "reach", "score", "baseline"}
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files[3:])
    assert all(sentence in files[2].read_text(encoding="utf-8") for sentence in FULL.conclusions)


def test_what_is_written_is_no_longer_in_progress(tmp_path: Path) -> None:
    (tmp_path / PROGRESS).write_text("{}")
    save(comparison(score("brackets", "opening", "rnn", [0.5])), tmp_path)
    assert not (tmp_path / PROGRESS).exists()


def test_a_gradient_of_zero_is_null_in_json(tmp_path: Path) -> None:
    dead = decay("rnn", "default", "dL/dh", -1.0)
    dead = replace(dead, log10=((*dead.log10[0][:-1], -float("inf")),))
    save(comparison(decays=(dead,)), tmp_path)
    contents = json.loads((tmp_path / "comparison.json").read_text(encoding="utf-8"))
    assert contents["decays"][0]["log10"][0][-2:] == [-98.0, None]


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="cannot be written"):
        save(FULL, tmp_path / "file")


def test_the_rates_chosen_are_a_table_where_there_was_a_choice() -> None:
    titles = [table.title for table in tables(FULL)]
    assert "Learning rates chosen, of 0.003, 0.01, 0.03" in titles
    rates = next(table for table in tables(FULL) if table.title.startswith("Learning rates"))
    assert rates.rows[-1] == ("keep 20 steps", "0.01", "0.01", "0.01", "–")
    given = replace(FULL, settings=FULL.settings | {"learning_rates": [0.01]})
    assert not any(table.title.startswith("Learning rates") for table in tables(given))
