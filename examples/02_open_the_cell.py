# SPDX-License-Identifier: Apache-2.0
"""What the cell remembers, exactly: who wrote how much of the last cell state, step by step."""

import torch

import openlstm as ol

torch.manual_seed(0)
lstm = ol.LSTM(4, 6, init="forget_bias", forget_bias=2.0)
with ol.record(lstm) as trace:
    lstm(torch.randn(10, 1, 4))

f, i, g, c = (value[0, 0, :, 0] for value in (trace.f, trace.i, trace.g, trace.c))  # [time, unit]
kept = f.flip(0).cumprod(0).flip(0)  # Π f from each step to the last
still_there = torch.cat(
    [kept[1:], torch.ones(1, 6)]
)  # of what is written at t, after the last step
written = still_there * i * g  # each step's share of the last cell state
print("the shares add up to the last cell state:", torch.allclose(written.sum(0), c[-1], atol=1e-6))
for step, share in enumerate(written[:, 0].tolist()):
    print(f"unit 0, step {step}: {share:+.3f}")
