# SPDX-License-Identifier: Apache-2.0
"""Sequences of different lengths without packing, and episodes that end in mid-sequence."""

import torch

import openlstm as ol

lstm = ol.LSTM(3, 5, num_layers=2, bidirectional=True)
x = torch.randn(8, 3, 3)

output, (h_n, _) = lstm(x, lengths=[8, 0, 5])
print("padding gives zeros:", bool((output[5:, 2] == 0).all()))
print("a row without steps keeps its initial state:", bool((h_n[:, 1] == 0).all()))

done = torch.zeros(8, 3, dtype=torch.bool)
done[4] = True  # a new episode begins with step 4, in every row
whole, _ = lstm(x, reset=done)
pieces = torch.cat([lstm(x[:4])[0], lstm(x[4:])[0]])
print("a reset is the same as running the pieces:", torch.allclose(whole, pieces, atol=1e-6))
