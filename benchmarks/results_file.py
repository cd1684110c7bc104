# SPDX-License-Identifier: Apache-2.0
"""Runs cases in fresh processes and writes one CSV: what every benchmark here shares."""

import argparse
import csv
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

import torch
from pairs import Pair, machine

__all__ = ["run_benchmark"]

Measure = Callable[[str, float], Pair]


def run_benchmark(script: str, doc: str | None, cases: Iterable[str], measure: Measure) -> None:
    """Measures each case in several fresh processes, prints a row each, writes the results.

    Args:
        script: the benchmark's file; the results get its name.
        doc: what `--help` says.
        cases: names of the cases.
        measure: times one case in this process; given the name and the seconds it may take.
    """
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--processes", type=int, default=5, help="fresh processes for each case")
    parser.add_argument("--seconds", type=float, default=2.0, help="for each case and process")
    parser.add_argument("--only", help="cases whose name contains this; writes nothing")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    torch.set_num_threads(2)
    if chosen.measure:  # this is one of the fresh processes
        print(json.dumps(asdict(measure(chosen.measure, chosen.seconds))))
        return
    rows = []
    for case in cases:
        if chosen.only is None or chosen.only in case:
            command = [sys.executable, script, "--measure", case, "--seconds", str(chosen.seconds)]
            runs = [Pair(**_output(command)) for _ in range(chosen.processes)]
            rows.append(_row(case, runs))
            print(*(f"{key}={value}" for key, value in list(rows[-1].items())[:7]), flush=True)
            if chosen.only is None:  # after each case: hours of measuring survive an interruption
                _write(Path(script).parent / "results" / f"{Path(script).stem}.csv", rows)


def _output(command: list[str]) -> dict[str, float]:
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def _row(case: str, runs: list[Pair]) -> dict[str, object]:
    ratios = [run.ratio for run in runs]
    ours, theirs = (
        statistics.median(getattr(r, side) for r in runs) for side in ("ours_ms", "theirs_ms")
    )
    return {
        "case": case,
        "theirs_ms": round(theirs, 4),
        "ours_ms": round(ours, 4),
        "ratio": round(statistics.median(ratios), 3),
        "ratio_least": round(min(ratios), 3),
        "ratio_most": round(max(ratios), 3),
        "added_us": round((ours - theirs) * 1e3, 1),
        "processes": len(runs),
        "pairs_kept": sum(run.kept for run in runs),
        "pairs_dropped": sum(run.dropped for run in runs),
        **machine(),
    }


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
