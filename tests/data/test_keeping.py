# SPDX-License-Identifier: Apache-2.0
"""The symbol to be kept: shown once, asked once, absent in between."""

import torch

from openlstm.data import KEPT_KINDS, KEPT_SYMBOLS, kept_sequences


def test_the_symbol_stands_first_and_is_asked_last() -> None:
    symbols, labels = kept_sequences(400, 20, torch.Generator().manual_seed(0))
    assert symbols.shape == labels.shape == (21, 400)
    assert torch.equal(symbols[0], labels[-1])
    assert set(symbols[0].tolist()) == set(range(KEPT_KINDS))
    assert (symbols[-1] == KEPT_SYMBOLS - 1).all()
    assert (labels[:-1] == -1).all()


def test_the_distractors_are_never_symbols_to_keep() -> None:
    symbols, _ = kept_sequences(400, 20, torch.Generator().manual_seed(0))
    assert set(symbols[1:-1].flatten().tolist()) == set(range(KEPT_KINDS, 2 * KEPT_KINDS))


def test_one_step_is_the_shortest_lag() -> None:
    symbols, labels = kept_sequences(3, 1, torch.Generator().manual_seed(0))
    assert len(symbols) == 2
    assert torch.equal(symbols[0], labels[1])
