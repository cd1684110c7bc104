# SPDX-License-Identifier: Apache-2.0
"""The `reference` engine behind the seam: the plain loop, keeping what it saw."""

from collections import defaultdict

import torch
from torch import Tensor

from openlstm import reference
from openlstm.cell import Visit
from openlstm.engines.kernel import Call, Kept

__all__ = ["kernel"]

PRE = ("pre_i", "pre_f", "pre_g", "pre_o")


def kernel(call: Call, keep: bool) -> Kept:
    """One run over one layer and direction; see `Kernel`. Runs anything."""
    seen: dict[str, dict[int, Tensor]] = defaultdict(dict)

    def visit_at(t: int) -> Visit:
        def visit(name: str, value: Tensor) -> Tensor:
            seen[name][t] = value
            return value

        return visit

    found = reference.scan(*call, visit_at=visit_at if keep else None)
    if not keep:
        return Kept(*found, call.x.new_empty(0), call.x.new_empty(0))
    T = call.x.shape[0]
    valid = None if call.lengths is None else reference.real_steps(T, call.lengths)
    stacked = {name: torch.stack([at[t] for t in range(T)]) for name, at in seen.items()}
    pre, cells = torch.cat([stacked[name] for name in PRE], dim=-1), stacked["c"]
    if valid is not None:
        pre, cells = (torch.where(valid[..., None], v, 0) for v in (pre, cells))
    return Kept(*found, pre, cells)
