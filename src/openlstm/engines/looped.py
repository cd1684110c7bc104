# SPDX-License-Identifier: Apache-2.0
"""The `reference` engine behind the seam: the plain loop, keeping what it saw."""

from collections import defaultdict

import torch
from torch import Tensor

from openlstm import reference
from openlstm.cell import Visit
from openlstm.engines.kernel import Call, Keep, Kept
from openlstm.weights import GATES

__all__ = ["kernel"]


def kernel(call: Call, keep: Keep) -> Kept:
    """One run over one layer and direction; see `Kept`. Runs anything."""
    seen: dict[str, dict[int, Tensor]] = defaultdict(dict)

    def visit_at(t: int) -> Visit:
        def visit(name: str, value: Tensor) -> Tensor:
            seen[name][t] = value
            return value

        return visit

    found = reference.scan(*call, visit_at=visit_at if keep else None)
    if not keep:
        return Kept(*found)
    T = call.x.shape[0]
    valid = None if call.lengths is None else reference.real_steps(T, call.lengths)

    def steps(*names: str) -> Tensor:
        value = torch.cat([torch.stack([seen[n][t] for t in range(T)]) for n in names], dim=-1)
        return value if valid is None else torch.where(valid[..., None], value, 0)

    pre = steps(*(f"pre_{gate}" for gate in GATES)) if keep == Keep.PRE else None
    return Kept(*found, steps(*GATES), steps("c"), pre)
