# SPDX-License-Identifier: Apache-2.0
"""Runs cases in fresh processes and writes one CSV: what every benchmark here shares."""

import argparse
import csv
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import torch
from judge import Goal, interval, middle
from machine import machine
from pairs import Pair

__all__ = ["Row", "run_benchmark"]

Measure = Callable[[str, float], Pair]
Goals = Callable[[str, int], Goal]
Row = dict[str, object]


def run_benchmark(
    script: str,
    doc: str | None,
    cases: Iterable[str],
    measure: Measure,
    goals: Goals = lambda *_: Goal(),
    *,
    processes: int = 5,
    seconds: float = 2.0,
    together: bool = False,
) -> list[Row]:
    """The rows: each case measured in several fresh processes, printed, and written as CSV.

    Args:
        script: the benchmark's file; the results get its name.
        doc: what `--help` says.
        cases: names of the cases.
        measure: times one case in this process; given the name and the seconds it may take.
        goals: the goal of a case, given its name and the number of threads.
        processes: fresh processes for each case, unless the command line says otherwise.
        seconds: for each case and process, likewise.
        together: a process measures all cases, not one: for many short ones.
    """
    chosen = _parser(doc, processes, seconds).parse_args()
    torch.set_num_threads(chosen.threads)
    if chosen.measure:  # this is one of the fresh processes
        for case in json.loads(chosen.measure):
            print(json.dumps(asdict(measure(case, chosen.seconds))), flush=True)
        raise SystemExit
    wanted = [case for case in cases if chosen.only is None or chosen.only in case]
    path = _path(script, chosen.threads)
    rows: list[Row] = []
    for case, runs in _measured(script, wanted, chosen, together or chosen.together):
        rows.append(_row(case, runs, goals(case, chosen.threads)))
        shown = list(rows[-1].items())[: list(rows[-1]).index("ratio_least")]
        print(*(f"{key}={value}" for key, value in shown), flush=True)
        if chosen.only is None:  # after each case: hours of measuring survive an interruption
            _write(path, rows)
    _say_verdicts(rows)
    return rows


def _parser(doc: str | None, processes: int, seconds: float) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--processes", type=int, default=processes, help="fresh ones for each case")
    parser.add_argument("--seconds", type=float, default=seconds, help="for each case and process")
    parser.add_argument("--threads", type=int, default=2, help="of PyTorch and of each peer")
    parser.add_argument(
        "--together", action="store_true", help="a fresh process measures all cases: quicker"
    )
    parser.add_argument("--only", help="cases whose name contains this; writes nothing")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    return parser


def _path(script: str, threads: int) -> Path:
    name = Path(script).stem + ("" if threads == 2 else f"-threads-{threads}")
    return Path(script).resolve().parent / "results" / f"{name}.csv"


def _measured(
    script: str, cases: list[str], chosen: argparse.Namespace, together: bool
) -> Iterator[tuple[str, list[Pair]]]:
    """Each case with what its processes measured."""
    command = [sys.executable, script, f"--seconds={chosen.seconds}", f"--threads={chosen.threads}"]
    if not together:
        for case in cases:
            yield case, [next(_pairs(command, [case])) for _ in range(chosen.processes)]
        return
    rounds: list[list[Pair]] = []
    for number in range(chosen.processes):
        print(f"process {number + 1} of {chosen.processes}", file=sys.stderr, flush=True)
        rounds.append(list(_pairs(command, cases)))
    yield from zip(cases, map(list, zip(*rounds, strict=True)), strict=True)


def _pairs(command: list[str], cases: list[str]) -> Iterator[Pair]:
    """One fresh process: of each case, what it measured."""
    done = subprocess.run(
        [*command, f"--measure={json.dumps(cases)}"], stdout=subprocess.PIPE, text=True
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode:
        raise SystemExit(f"the process ended with {done.returncode} in case {cases[len(lines)]!r}.")
    yield from (Pair(**json.loads(line)) for line in lines)


def _row(case: str, runs: list[Pair], goal: Goal) -> Row:
    figures = [[1 / r for r in run.ratios] if goal.at_most else run.ratios for run in runs]
    figure, (low, high) = middle(figures), interval(figures)
    return {
        "case": case,
        "ratio_of": "ours/theirs" if goal.at_most else "theirs/ours",
        "ratio": round(figure, 3),
        "low": round(low, 3),
        "high": round(high, 3),
        "goal": str(goal),
        "verdict": goal.verdict(figure, low, high),
        **_medians(runs),
        "ratio_least": round(min(map(statistics.median, figures)), 3),
        "ratio_most": round(max(map(statistics.median, figures)), 3),
        "processes": len(runs),
        "pairs_kept": sum(len(run.ratios) for run in runs),
        "pairs_disturbed": sum(run.disturbed for run in runs),
        "pairs_dropped": sum(run.dropped for run in runs),
        "engine": runs[0].engine,
        **machine(),
    }


def _medians(runs: list[Pair]) -> Row:
    """Medians over the processes of all that is not a ratio."""
    columns = {"theirs_ms": [r.theirs_ms for r in runs], "ours_ms": [r.ours_ms for r in runs]}
    columns |= {name: [run.extra[name] for run in runs] for name in runs[0].extra}
    return {name: float(f"{statistics.median(values):.4g}") for name, values in columns.items()}


def _write(path: Path, rows: list[Row]) -> None:
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def _say_verdicts(rows: list[Row]) -> None:
    for verdict in ("missed", "open"):
        found = [row for row in rows if row["verdict"] == verdict]
        print(f"{verdict}: {len(found)} of {len(rows)}")
        for row in found:
            print("  {case}: {ratio} [{low}, {high}], goal {goal}".format(**row))
