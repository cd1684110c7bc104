# SPDX-License-Identifier: Apache-2.0
"""What would the output be, had the cell not forgotten? Gates changed, and states patched in."""

import torch

import openlstm as ol

torch.manual_seed(0)
lstm = ol.LSTM(4, 8, init="forget_bias", forget_bias=4.0)
x = torch.randn(20, 1, 4)
output, _ = lstm(x)

with ol.edit(lstm, forget_gate=1.0, input_gate=0.0, steps=slice(5, None)):
    frozen, (_, c_n) = lstm(x)
with ol.record(lstm) as trace:
    lstm(x)
print("memory frozen from step 5 on:", torch.allclose(c_n[0, 0], trace.cell[0, 0, 4, 0]))

other = torch.randn(20, 1, 4)
with ol.edit(lstm, cell=trace, hidden=trace, steps=9):  # the other run, with this one's state
    patched, _ = lstm(other)
unpatched, _ = lstm(other)
for step in (9, 10, 12, 16):
    apart = [(run[step] - output[step]).norm().item() for run in (unpatched, patched)]
    print(f"step {step}: distance to the first run {apart[0]:.3f}, patched {apart[1]:.3f}")
