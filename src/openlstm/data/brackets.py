# SPDX-License-Identifier: Apache-2.0
"""Generated sequences of brackets, each to be labelled as matched or not: the future decides."""

import torch
from torch import Tensor

__all__ = ["BRACKET_SYMBOLS", "bracket_sequences"]

BRACKET_SYMBOLS = "([)]abcd"
"""What the ids stand for; 0 and 1 open, 2 and 3 close, the letters only take up room."""
KINDS = 2
_LETTER, _OPEN, _CLOSE = range(3)


def bracket_sequences(
    count: int, length: int, generator: torch.Generator, max_depth: int = 3
) -> tuple[Tensor, Tensor]:
    """(symbols, labels), both [T, B] int64: brackets among letters, and whether each is matched.

    Every opening bracket is closed where nesting says; but with probability ½, drawn for each pair
    alone, the closing one is of the other kind. Both brackets of such a pair are labelled 0, those
    of a true pair 1, letters −1. The shape of the nesting and the kinds of the opening brackets are
    drawn without regard to these coins. So at an opening bracket all that came before says nothing:
    whoever reads forward is right half the time, whatever it has learned. At a closing bracket the
    past decides.

    Args:
        count: B, sequences, at least 1.
        length: T, steps, at least 2.
        generator: where the chance comes from.
        max_depth: pairs inside each other at most, at least 1 (default 3).

    >>> symbols, labels = bracket_sequences(1, 12, torch.Generator().manual_seed(4))
    >>> "".join(BRACKET_SYMBOLS[k] for k in symbols[:, 0])
    'dcc[[c[]]ac)'
    >>> labels[:, 0].tolist()
    [-1, -1, -1, 0, 1, -1, 1, 1, 1, -1, -1, 0]
    """
    steps = _shape(count, length, max_depth, generator)
    shape = (length, count)
    letters = torch.randint(2 * KINDS, len(BRACKET_SYMBOLS), shape, generator=generator)
    kinds = torch.randint(0, KINDS, shape, generator=generator)
    coins = torch.randint(0, 2, shape, generator=generator)
    symbols = torch.where(steps == _LETTER, letters, kinds)
    labels = torch.where(steps == _LETTER, -1, coins)
    for opening, closing, row in _pairs(steps, max_depth):
        labels[opening, row] = labels[closing, row]
        true_kind, is_true = symbols[opening, row], labels[closing, row]
        symbols[closing, row] = KINDS + torch.where(is_true == 1, true_kind, 1 - true_kind)
    return symbols, labels


def _shape(count: int, length: int, max_depth: int, generator: torch.Generator) -> Tensor:
    """[T, B]: a letter, an opening or a closing bracket; whatever is opened is closed in time."""
    depth, steps = torch.zeros(count, dtype=torch.long), []
    for left in range(length, 0, -1):
        may = torch.stack([depth < left, (depth < max_depth) & (depth + 2 <= left), depth > 0])
        steps.append(torch.multinomial(may.T.float(), 1, generator=generator)[:, 0])
        depth = depth + (steps[-1] == _OPEN).long() - (steps[-1] == _CLOSE).long()
    return torch.stack(steps)


def _pairs(steps: Tensor, max_depth: int) -> list[tuple[Tensor, Tensor, Tensor]]:
    """For each step that closes brackets: the steps that opened them, the step, the rows."""
    rows = torch.arange(steps.shape[1])
    depth, opened = torch.zeros_like(rows), torch.zeros(max_depth + 1, len(rows), dtype=torch.long)
    pairs = []
    for t, step in enumerate(steps):
        opens, closes = rows[step == _OPEN], rows[step == _CLOSE]
        depth[opens] += 1
        opened[depth[opens], opens] = t
        pairs.append((opened[depth[closes], closes], torch.full_like(closes, t), closes))
        depth[closes] -= 1
    return pairs
