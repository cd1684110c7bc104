# SPDX-License-Identifier: Apache-2.0
"""The places of a PackedSequence's steps, against PyTorch's own packing and padding."""

import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from openlstm.layers.packing import packing

LENGTHS = {
    "sorted": ([5, 3, 3, 1], True),
    "unsorted": ([1, 5, 3, 3], False),
    "equal": ([5, 5, 5, 5], True),
    "one row": ([4], True),
    "one step": ([1, 1], False),
}


@pytest.mark.parametrize(("lengths", "enforce_sorted"), LENGTHS.values(), ids=LENGTHS)
def test_pads_and_packs_as_torch_does(lengths, enforce_sorted):
    x = torch.randn(max(lengths), len(lengths), 2)
    sequence = pack_padded_sequence(x, lengths, enforce_sorted=enforce_sorted)
    expected, row_lengths = pad_packed_sequence(sequence)
    places = packing(sequence)
    real = torch.arange(max(lengths))[:, None] < places.lengths
    assert torch.equal(places.lengths, row_lengths)
    assert torch.equal(sequence.data[places.padded][real], expected[real])
    assert torch.equal(x.flatten(0, 1)[places.packed], sequence.data)
