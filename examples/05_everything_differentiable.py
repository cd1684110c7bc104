# SPDX-License-Identifier: Apache-2.0
"""What torch.nn.LSTM refuses: full graphs, per-sample gradients, gradients by every cell state."""

import torch
from torch.func import functional_call, grad, vmap

import openlstm as ol

lstm, x = ol.LSTM(3, 4), torch.randn(30, 5, 3)

compiled = torch.compile(lstm, fullgraph=True, backend="aot_eager")
print("one graph, same numbers:", torch.allclose(compiled(x)[0], lstm(x)[0], atol=1e-6))

parameters = dict(lstm.named_parameters())


def loss(parameters: dict[str, torch.Tensor], sample: torch.Tensor) -> torch.Tensor:
    """The loss of one sample, [time, features]."""
    return functional_call(lstm, parameters, (sample,))[0].square().mean()


per_sample = vmap(grad(loss), in_dims=(None, 1))(parameters, x)
print("a gradient for each sample:", tuple(per_sample["weight_hh_l0"].shape))

with ol.record(lstm, what="cell", grad=True) as trace:
    output, _ = lstm(x)
output[-1].sum().backward()
size = trace.gradient.cell[0, 0].norm(dim=(1, 2))
print("dL/dc, 25 steps back against now:", f"{size[4] / size[29]:.1e}")
