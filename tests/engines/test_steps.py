# SPDX-License-Identifier: Apache-2.0
"""What is computed of all steps at once is what the loop computes step by step."""

import itertools

import pytest
import torch

from openlstm.engines.pieces import pieces
from openlstm.engines.steps import accumulate, before
from openlstm.reference import Boundaries, boundaries
from tolerances import assert_close

B, H = 3, 2
LENGTHS = ["full", "ragged"]
RESETS = ["whole", "cut"]


def masks(T, lengths, reset):
    """lengths and reset of T steps and three rows."""
    drawn = torch.rand(T, B) < 0.3 if reset == "cut" else None
    return (torch.tensor([T, 0, (T + 1) // 2]) if lengths == "ragged" else None), drawn


def steps_of(T, reverse):
    return reversed(range(T)) if reverse else range(T)


@pytest.mark.parametrize("T", [1, 2, 3, 4, 8, 9, 10, 26])
@pytest.mark.parametrize("reverse", [False, True], ids=["forward", "reverse"])
@pytest.mark.parametrize("reset", RESETS)
@pytest.mark.parametrize("lengths", LENGTHS)
def test_states_and_what_was_read_before(lengths, reset, reverse, T):
    valid, starts = cuts = boundaries(T, *masks(T, lengths, reset), reverse)
    keep, write, first = torch.rand(T, B, H), torch.randn(T, B, H), torch.randn(B, H)
    read, cells, c = torch.empty_like(write), torch.empty_like(write), first
    for t in steps_of(T, reverse):
        read[t] = c if starts is None else torch.where(starts[t][:, None], 0, c)
        new = keep[t] * read[t] + write[t]
        c = cells[t] = new if valid is None else torch.where(valid[t][:, None], new, c)
    found = accumulate(keep, write, first, cuts, reverse)
    assert_close("cells", found, cells)
    real = torch.ones(T, B, 1, dtype=torch.bool) if valid is None else valid[..., None]
    assert torch.equal(torch.where(real, before(cells, first, cuts, reverse), read), read)


@pytest.mark.parametrize("at", range(12))
def test_nothing_of_a_spoilt_state_passes_a_start(at):
    T = 12  # three pieces of three steps and a rest, in `accumulate`
    keep, write, first = torch.rand(T, 1, H), torch.randn(T, 1, H), torch.randn(1, H)
    starts = (torch.arange(T) == at)[:, None]
    expected = accumulate(keep, write, first, Boundaries(None, starts), False)
    spoilt = [torch.where(torch.arange(T)[:, None, None] < at, torch.nan, v) for v in (keep, write)]
    found = accumulate(*spoilt, first * torch.nan, Boundaries(None, starts), False)
    assert torch.equal(found[at:], expected[at:])
    assert found[:at].isnan().all()


WAYS = {"forward": (False,), "reverse": (True,), "both": (False, True)}


@pytest.mark.parametrize("T", [1, 2, 7])
@pytest.mark.parametrize("reverses", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(
    "given", [("ragged", "whole"), ("full", "cut"), ("ragged", "cut")], ids=str
)
def test_pieces_are_those_between_the_cuts(given, reverses, T):
    lengths, reset = masks(T, *given)
    found = pieces(T, lengths, reset, reverses)
    length = [T] * B if lengths is None else lengths.tolist()
    cut = [[False] * B] * T if reset is None else reset.tolist()
    rows = []
    for b in range(B):
        edges = [0, *(t for t in range(1, length[b]) if cut[t][b]), length[b]]
        rows.append([(b, *range(*pair)) for pair in itertools.pairwise(edges) if pair[1]])
    order = sorted(itertools.chain(*rows), key=lambda piece: -len(piece))
    sizes = [sum(len(steps) > s for _, *steps in order) for s in range(T)]
    assert found.batch_sizes.tolist() == [size for size in sizes if size]
    walked = [(b, steps[::-1] if reverses == (True,) else steps) for b, *steps in order]
    packed = [steps[s] * B + b for s in range(T) for b, steps in walked if len(steps) > s]
    assert found.source.tolist() == packed
    assert found.row.tolist() == [b for b, *_ in order]
    begins = [
        [p == rows[p[0]][-1] if reverse else p == rows[p[0]][0] and not cut[0][p[0]] for p in order]
        for reverse in reverses
    ]
    if found.begins is not None:
        assert found.begins[..., 0].tolist() == begins
    else:
        assert all(itertools.chain(*begins))
    ends = found.ends.unflatten(0, (len(reverses), B)).tolist()
    for d, reverse in enumerate(reverses):
        for b in range(B):
            if rows[b]:
                assert ends[d][b] == order.index(rows[b][0 if reverse else -1]) + d * len(order)
    empty = [not pieces for pieces in rows]
    assert (found.empty is not None) == any(empty)
    if found.empty is not None:
        assert found.empty.flatten().tolist() == empty
