# SPDX-License-Identifier: Apache-2.0
"""Generated sequences in which one symbol is to be kept among distractors until it is asked for."""

import torch
from torch import Tensor

__all__ = ["KEPT_KINDS", "KEPT_SYMBOLS", "kept_sequences"]

KEPT_KINDS = 8
"""How many different symbols there are to keep: chance is right once in so many."""
KEPT_SYMBOLS = 2 * KEPT_KINDS + 1
"""Ids 0 … 7 are to be kept, 8 … 15 are distractors, 16 asks."""


def kept_sequences(count: int, lag: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """(symbols [T, B], labels [T, B]) int64 with T = lag + 1: what came first is asked for at last.

    Step 0 shows one of eight symbols, steps 1 … lag − 1 draw distractors, step `lag` asks; the
    label there is the symbol of step 0, all other labels are −1. Chance is right in 1 of 8.

    Args:
        count: B, sequences, at least 1.
        lag: steps from the symbol to the question, at least 1.
        generator: where the chance comes from.

    >>> symbols, labels = kept_sequences(1, 5, torch.Generator().manual_seed(0))
    >>> symbols[:, 0].tolist(), labels[:, 0].tolist()
    ([4, 13, 8, 11, 11, 16], [-1, -1, -1, -1, -1, 4])
    """
    kept = torch.randint(0, KEPT_KINDS, (count,), generator=generator)
    symbols = torch.randint(KEPT_KINDS, 2 * KEPT_KINDS, (lag + 1, count), generator=generator)
    symbols[0], symbols[-1] = kept, 2 * KEPT_KINDS
    labels = torch.full_like(symbols, -1)
    labels[-1] = kept
    return symbols, labels
