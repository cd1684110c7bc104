# SPDX-License-Identifier: Apache-2.0
"""A peer in a process of its own: what it gives, and that it is stopped unless asked."""

import time
from pathlib import Path

import pytest
import torch
from elsewhere import Elsewhere
from pairs import time_pair


def doubling(numbers: list[float], lasts: float):
    x = torch.tensor(numbers)
    return lambda: time.sleep(lasts), [2 * x]


@pytest.fixture
def peer():
    return Elsewhere(doubling)


def state(peer: Elsewhere) -> str:
    return Path(f"/proc/{peer._pid}/status").read_text().split("State:")[1].split()[0]


def test_it_gives_results_and_times_of_the_other_process(peer):
    assert peer.prepare([1.0, 2.0], 0.2)[0].tolist() == [2.0, 4.0]
    assert peer.seconds(3) == pytest.approx(0.2, rel=0.5)
    assert peer.prepare([3.0], 0.0)[0].tolist() == [6.0]
    assert min(peer.seconds(3) for _ in range(5)) < 0.01  # other work may hold one up


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells the state")
def test_it_is_stopped_unless_it_is_asked(peer):
    peer.prepare([1.0], 0.0)
    end = time.perf_counter() + 5
    while state(peer) != "T":
        assert time.perf_counter() < end
    time.sleep(0.05)
    assert state(peer) == "T"


def test_a_pair_takes_its_time_from_there_and_calls_ours_once_before(peer):
    peer.prepare([1.0], 0.2)
    called = []
    pair = time_pair(lambda: called.append(0), peer, 0.0, calls=1, least=2, keep_all=True)
    assert pair.theirs_ms == pytest.approx(200, rel=0.5)
    assert len(called) == 1 + 2 * 2  # to warm up, then twice for each pair


def test_an_error_there_ends_the_waiting_here(peer):
    with pytest.raises(EOFError):
        peer.prepare(["no number"], 0.0)
