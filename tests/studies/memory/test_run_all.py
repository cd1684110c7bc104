# SPDX-License-Identifier: Apache-2.0
"""The scoreboard: rates are chosen on seeds that are not scored, and nothing is done twice."""

import json
import re
from dataclasses import replace

import pytest

from openlstm.errors import InputError
from openlstm.studies.folder import SCOREBOARD
from openlstm.studies.memory import rates, run_all
from openlstm.studies.memory.files import save
from openlstm.studies.memory.run_all import memory_scoreboard
from openlstm.studies.memory.scoreboard import Row, rows
from openlstm.studies.memory.settings import MemorySettings
from openlstm.studies.memory.tables import FIGURES, described, scoreboard_csv, scoreboard_table
from openlstm.studies.memory.training import Run, Trained


def trained(solved=True, sequences=3200, errors=0.0, loss=0.1):
    return Trained(solved, sequences, 1.5, errors, 7, ((sequences, loss, errors),))


@pytest.fixture
def made_up(monkeypatch):
    """Trainings that take no time: 0.01 solves in the fewest sequences; what was asked is kept."""
    asked = []

    def train(run):
        asked.append(run)
        solved = run.rate >= 0.003 and run.model != "rnn"
        return trained(solved, 3200 if run.rate == 0.01 else 6400, 0.0 if solved else 0.5)

    monkeypatch.setattr(run_all, "train", train)
    return asked


CHOICE = {"task": "latch-1000", "model": "rnn,openlstm-chrono", "processes": 1}


def test_rates_are_chosen_on_the_shortest_task_and_other_seeds(made_up):
    found = memory_scoreboard(**CHOICE)
    trials = [run for run in made_up if run.seed >= 100]
    assert len(trials) == 2 * 3 * 4
    assert {run.task for run in trials} == {"latch-100"}
    assert {run.seed for run in trials} == {100, 101, 102}
    assert {run.budget for run in trials} == {50_000}
    scored = [run for run in made_up if run.seed < 100]
    assert {run.task for run in scored} == {"latch-1000"}
    assert {run.budget for run in scored} == {200_000}
    assert [sum(run.model == name for run in scored) for name in ("rnn", "openlstm-chrono")] == [
        3,
        10,
    ]
    assert {run.rate for run in scored if run.model == "openlstm-chrono"} == {0.01}
    assert [(row.model, row.solved, len(row.runs)) for row in found] == [
        ("rnn", 0, 3),
        ("openlstm-chrono", 10, 10),
    ]


BETTER = {
    "more are solved": ([trained(sequences=9600)] * 2, [trained(sequences=3200), trained(False)]),
    "in fewer sequences": ([trained(sequences=3200)], [trained(sequences=6400)]),
    "with fewer errors": ([trained(False, errors=0.5)], [trained(False, errors=0.6)]),
    "than no numbers": ([trained(False, errors=0.9)], [trained(False, errors=None)]),
    "with less loss": ([trained(False, errors=1.0)], [trained(False, errors=1.0, loss=0.2)]),
}


@pytest.mark.parametrize("better_first", [True, False])
@pytest.mark.parametrize(("better", "worse"), BETTER.values(), ids=BETTER)
def test_the_better_rate_is_chosen(better, worse, better_first):
    settings = MemorySettings(rates="0.01,0.001" if better_first else "0.001,0.01", budget=100)
    trials = rates.trials(settings, "order-6a", "gru")
    done = {run: (better if run.rate == 0.01 else worse)[run.seed % len(better)] for run in trials}
    assert rates.choose_rate(settings, done, "order-6a", "gru") == 0.01
    assert {run.budget for run in trials} == {100}  # never more than a scored training


def test_one_rate_needs_no_trial(made_up):
    memory_scoreboard(**CHOICE, rates=0.003, seeds=2)
    assert len(made_up) == 4


def test_what_is_done_is_not_done_again_and_other_tasks_are_added(made_up, tmp_path):
    first = memory_scoreboard(folder=tmp_path, **CHOICE)
    done = len(made_up)
    assert memory_scoreboard(folder=tmp_path, **CHOICE) == first
    assert len(made_up) == done
    both = memory_scoreboard(folder=tmp_path, **{**CHOICE, "task": "order-6a"}, rates=0.01)
    assert [row.task for row in both] == ["latch-1000", "latch-1000", "order-6a", "order-6a"]


def test_a_stopped_scoreboard_goes_on(made_up, tmp_path, monkeypatch):
    whole = memory_scoreboard(**CHOICE)
    train, count = run_all.train, iter(range(100))

    def stopping(run):
        if next(count) == 20:
            raise KeyboardInterrupt
        return train(run)

    monkeypatch.setattr(run_all, "train", stopping)
    with pytest.raises(KeyboardInterrupt):
        memory_scoreboard(folder=tmp_path, **CHOICE)
    made_up.clear()
    assert memory_scoreboard(folder=tmp_path, **CHOICE) == whole
    assert len(made_up) == 37 - 20


def test_several_processes_give_what_one_gives():
    choice = {"task": "order-6a", "model": "openlstm-chrono", "rates": 0.01, "budget": 64}
    found = [memory_scoreboard(**choice, seeds=2, processes=n)[0] for n in (1, 2)]
    assert [[run.curve for run in row.runs] for row in found] == [
        [run.curve for run in found[0].runs]
    ] * 2


@pytest.mark.usefixtures("made_up")
def test_results_of_another_protocol_are_refused(tmp_path):
    memory_scoreboard(folder=tmp_path, **CHOICE)
    file = tmp_path / SCOREBOARD
    contents = json.loads(file.read_text())
    contents["settings"]["protocol"] = 0
    file.write_text(json.dumps(contents))
    before = file.read_text()
    with pytest.raises(InputError, match="protocol is 0 there, 2 here"):
        memory_scoreboard(folder=tmp_path, **CHOICE)
    assert file.read_text() == before


MISTAKES = {
    "task": ({"task": "latch1000"}, r"task must be made of .* with no 'latch1000' \(did you mean"),
    "model": ({"model": "chrono"}, r"model must be made of .*did you mean \S*chrono"),
    "budget": ({"budget": 0}, "budget must be greater than or equal to 1, got 0"),
    "trial_budget": ({"trial_budget": 0}, "trial_budget must be greater than or equal to 1, got 0"),
    "minutes": ({"minutes": 0}, "minutes must be greater than 0, got 0"),
    "gradient_clip": ({"gradient_clip": 0}, "gradient_clip must be greater than 0, got 0"),
    "rates": ({"rates": "0.1,x"}, "rates must be"),
    "curriculum": (
        {"task": "latch-100,cerg,order-6a", "curriculum": True},
        r"task must be .* shorter sequences, got cerg, order-6a; leave out",
    ),
    "start": (
        {"task": "cerg", "model": "lstm-chrono-start"},
        r"model must be such as begins from zeros .*, got lstm-chrono-start; name another",
    ),
    "setting": ({"tusk": 1}, r"tusk is not a setting \(did you mean task\?\)"),
}


@pytest.mark.parametrize(("wrong", "words"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_are_named(wrong, words, tmp_path):
    with pytest.raises(InputError, match=words):
        memory_scoreboard(folder=tmp_path / "new", **wrong)
    assert not (tmp_path / "new").exists()


ROWS = [
    Row("order-6a", "rnn", 0.01, 200_000, 10, (trained(False, 64_000, 0.5),) * 3),
    Row("order-6a", "openlstm-chrono", 0.01, 200_000, 10,
        (trained(), trained(sequences=6400), trained(False, 200_000, 0.25))),
]  # fmt: skip


def test_a_row_counts():
    row = ROWS[1]
    assert row.solved == 2
    assert row.sequences == (3200, 6400, 200_000)
    low, high = row.interval
    # Wilson's interval of 2 in 3: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)
    assert (round(low, 4), round(high, 4)) == (0.2077, 0.9385)
    assert row.fisher_p(ROWS[0]) == pytest.approx(0.4)
    assert ROWS[0].sequences == (200_000,) * 3
    broken = trained(False, 3200, errors=None)
    assert Row("order-6a", "irnn", 0.01, 200_000, 10, (broken, trained())).diverged == 1


def test_rows_come_in_the_order_of_the_tables():
    done = {
        Run("parity", "rnn", 1, 0.01, 10, 1): trained(sequences=2),
        Run("parity", "rnn", 100, 0.01, 10, 1): trained(),
        Run("parity", "rnn", 0, 0.01, 10, 1): trained(sequences=1),
        Run("order-6a", "gru", 0, 0.01, 10, 1): trained(),
    }
    found = rows(done)
    assert [(row.task, row.model, len(row.runs)) for row in found] == [
        ("order-6a", "gru", 1),
        ("parity", "rnn", 2),
    ]
    assert [run.sequences for run in found[1].runs] == [1, 2]


def test_where_streams_go_on_no_start_differs(made_up):
    models = "openlstm-multiscale,openlstm-multiscale-start,openlstm-multiscale-mark"
    asked = {**CHOICE, "task": "cerg,add-hs-100", "model": models}
    memory_scoreboard(**asked, rates=0.01, seeds=1)
    assert [(run.task, run.model) for run in made_up] == [
        ("cerg", "openlstm-multiscale"),
        ("add-hs-100", "openlstm-multiscale"),
        ("add-hs-100", "openlstm-multiscale-start"),
        ("add-hs-100", "openlstm-multiscale-mark"),
    ]


def test_a_curriculum_is_a_track_of_its_own(made_up, tmp_path):
    plain = memory_scoreboard(folder=tmp_path, **CHOICE, rates=0.01, seeds=1)
    both = memory_scoreboard(folder=tmp_path, **CHOICE, rates=0.01, seeds=1, curriculum=True)
    assert [(run.model, run.curriculum) for run in made_up] == [
        ("rnn", False), ("openlstm-chrono", False), ("rnn", True), ("openlstm-chrono", True),
    ]  # fmt: skip
    assert [row.track for row in both] == ["blind", "blind, curriculum", "told", "told, curriculum"]
    assert [row for row in both if not row.curriculum] == plain
    cells = [line[-1] for line in scoreboard_table(both).rows]
    assert cells == [scoreboard_table(plain).rows[0][-1]] * 2 + [""] * 2  # rivals in one track only


def test_another_limit_of_the_gradient_is_a_track_of_its_own(made_up, tmp_path):
    choice = {**CHOICE, "model": "openlstm-chrono", "rates": 0.01, "seeds": 1}
    memory_scoreboard(folder=tmp_path, **choice)
    file = tmp_path / SCOREBOARD
    contents = json.loads(file.read_text())
    del contents["done"][0]["job"]["gradient_clip"]  # as results of before have it
    file.write_text(json.dumps(contents))
    both = memory_scoreboard(folder=tmp_path, **choice, gradient_clip=0.1)
    assert [(run.gradient_clip, run.curriculum) for run in made_up] == [(1, False), (0.1, False)]
    assert [row.track for row in both] == ["told", "told, clip 0.1"]
    assert [line[-1] for line in scoreboard_table(both).rows] == ["", ""]  # no rivals
    assert ", seed 0, clip 0.1, curriculum: " in described(
        replace(made_up[1], curriculum=True), trained()
    )


def test_tables_say_it():
    table = scoreboard_table(ROWS)
    assert table.rows[0][4:7] == ("0/3", "0.00–0.56", "over 200,000")
    whole = scoreboard_table(ROWS, FIGURES)
    assert whole.rows[1][1:5] == ("0.21–0.94", "6,400", "3,200 – 200,000", "2")
    assert whole.rows[0][2:4] == ("over 200,000", "")
    assert table.rows[0][-1] == "0.400"
    assert table.rows[1][4] == "2/3"
    assert table.rows[1][-1] == ""
    lines = scoreboard_csv(ROWS).splitlines()
    assert lines[0].startswith("protocol,task,model,track,hidden_size,rate,budget")
    assert lines[2].startswith("2,order-6a,openlstm-chrono,told,32,0.01,200000")
    run = Run("parity", "gru", 100, 0.01, 10, 1)
    assert re.match(
        "PARITY.*nn.GRU, rate 0.01, seed 100 .chooses.*: solved", described(run, trained())
    )


def test_files_hold_it(tmp_path):
    pytest.importorskip("matplotlib")
    (tmp_path / SCOREBOARD).write_text("{}")
    files = save(ROWS, tmp_path)
    assert [file.name for file in files] == ["memory.csv", "memory.html", "memory.json"]
    page = (tmp_path / "memory.html").read_text()
    assert "ORDER 6a" in page
    assert "31,390" in page
    assert page.count("<svg") == 1
    assert page.index("openlstm.LSTM, chrono, told") < page.index("nn.RNN, blind")  # surest first
    assert "<img" not in page


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        save(ROWS, tmp_path / "missing")
