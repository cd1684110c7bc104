# SPDX-License-Identifier: Apache-2.0
"""What counts of two functions timed in turn."""

import json
from dataclasses import asdict

import pairs
import pytest
from pairs import Pair, time_pair


def test_every_other_pair_begins_with_theirs_and_every_ratio_is_kept():
    called = []
    ours, theirs = (lambda: called.append("a")), (lambda: called.append("b"))
    pair = time_pair(ours, theirs, 0.0, calls=1, least=3, keep_all=True)
    assert "".join(called) == "ab" + "abba" * 2  # one to warm up, then an even number
    assert len(pair.ratios) == 4


def test_a_ratio_is_theirs_over_ours_whoever_began(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(pairs.time, "perf_counter", lambda: now[0])

    def lasts(seconds):
        return lambda: now.__setitem__(0, now[0] + seconds)

    pair = time_pair(lasts(1.0), lasts(3.0), 0.0, least=4, keep_all=True)
    assert pair.ratios == [3.0] * 4
    assert (pair.ours_ms, pair.theirs_ms) == (1000.0, 3000.0)


def test_times_are_per_call_when_one_timing_holds_several():
    called = []
    time_pair(lambda: called.append("a"), lambda: None, 0.0, calls=10, least=2, keep_all=True)
    assert len(called) == 1 + 2 * 10  # one to warm up


@pytest.mark.parametrize(("lasts", "calls"), [(1e-4, 20), (0.1, 1)])
def test_short_calls_are_repeated_until_a_timing_is_warm(monkeypatch, lasts, calls):
    now, called = [0.0], []

    def ours():
        called.append(now[0])
        now[0] += lasts

    monkeypatch.setattr(pairs.time, "perf_counter", lambda: now[0])
    time_pair(ours, ours, 0.0, least=2, keep_all=True)
    warm_up = 2 + 2  # and one of each to see how long it takes
    assert len(called) == pytest.approx(warm_up + 4 * calls, abs=4)


@pytest.mark.parametrize("keep_all", [False, True])
def test_disturbed_pairs_are_dropped_unless_disturbance_is_the_question(monkeypatch, keep_all):
    waits = iter([0.0, 9.0] + [9.0] * 1000)  # the first timing had to wait for nine seconds
    monkeypatch.setattr(pairs, "_queue_wait", lambda: next(waits))
    pair = time_pair(lambda: None, lambda: None, 0.0, calls=1, least=2, keep_all=keep_all)
    assert len(pair.ratios) == 2
    assert (pair.dropped, pair.disturbed) == ((0, 1) if keep_all else (1, 0))
    assert ("ours_longest_ms" in pair.extra) == keep_all


def test_a_machine_that_is_never_quiet_ends_too_and_says_so(monkeypatch):
    waited = iter(range(10_000))
    monkeypatch.setattr(pairs, "_queue_wait", lambda: float(next(waited)))
    pair = time_pair(lambda: None, lambda: None, 0.0, calls=1, least=2)
    assert (len(pair.ratios), pair.disturbed, pair.dropped) == (2, 2, 4)


def test_a_pair_survives_the_way_between_processes():
    pair = Pair(1.0, 2.0, [2.0, 2.1], dropped=1, engine="torch", extra={"share": 0.5})
    assert Pair(**json.loads(json.dumps(asdict(pair)))) == pair
