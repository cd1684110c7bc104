# SPDX-License-Identifier: Apache-2.0
"""The documented scoreboard is what was measured, line by line."""

import csv

from by_path import script

BOARD = script("long_memory_scoreboard.py")


def test_the_page_is_made_from_the_results():
    assert BOARD.PAGE.read_text("utf-8") == BOARD.page(BOARD.RESULTS)


def test_every_result_has_its_line():
    with BOARD.RESULTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = BOARD.page(BOARD.RESULTS).splitlines()
    assert sum(line.startswith(("| nn.", "| openlstm.")) for line in lines) == len(rows)


ROW = {
    "task": "order-6a", "model": "gru", "track": "blind", "rate": "0.01", "budget": "200000",
    "minutes": "10.0", "seeds": "3", "solved": "3", "diverged": "0", "wilson_low": "0.44",
    "wilson_high": "1.0", "goal": "6,000",
    "sequences_median": "57600", "sequences_least": "28800", "sequences_most": "73600",
    "seconds_median": "36.63", "published": "31,390",
}  # fmt: skip
FAILED = {
    **ROW, "model": "lstm", "solved": "1", "wilson_low": "0.06", "wilson_high": "0.79",
    "sequences_median": "2e5",
}  # fmt: skip
OURS = {**ROW, "model": "openlstm-multiscale", "sequences_median": "6400"}
BROKEN = {**FAILED, "model": "irnn", "solved": "0", "diverged": "2", "seconds_median": "8.1"}
SLOW = {**FAILED, "solved": "0", "seconds_median": "600.1"}


def test_lines_say_it(tmp_path):
    file = tmp_path / "results.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ROW)
        writer.writeheader()
        writer.writerows(
            [
                ROW,
                FAILED,
                SLOW,
                BROKEN,
                OURS,
                {**SLOW, "task": "parity", "track": "told, curriculum"},
            ]
        )
    page = BOARD.page(file)
    assert (
        "| ORDER 6a | 31,390 | multiscale: 3/3, 6.4 | 1/3 | not run | nn.GRU: 3/3, 57.6 |" in page
    )
    assert "Published: 31,390; our goal: 6,000." in page
    assert (
        "| nn.GRU | blind | 0.01 | 3/3 | 0.44 to 1.00 | 1.000 | 57,600 | 28,800 to 73,600 | 37 |"
        in page
    )
    assert "| 1/3 | 0.06 to 0.79 | 0.400 | over 200,000 | 28,800 to 73,600 | 37 |" in page
    assert "| nn.LSTM | blind | 0.01 | 0/3 | 0.06 to 0.79 | 0.100 | not in 10 minutes |  |" in page
    assert "| nn.RNN, relu, identity | blind | 0.01 | 0/3 | 0.06 to 0.79 | 0.100 | 2 div" in page
    assert "| openlstm.LSTM, multiscale | blind | 0.01 | 3/3 | 0.44 to 1.00 |  | 6,400 |" in page
    assert "## PARITY, 3 to 40, scored at 10,000, with a curriculum" in page
    assert "| nn.LSTM | told | 0.01 | 0/3 | 0.06 to 0.79 |  | not in 10 minutes |  | 600 |" in page
