# SPDX-License-Identifier: Apache-2.0
"""How much fits on a page, and what is left out beyond that."""

from dataclasses import dataclass

import numpy as np
from torch import Tensor

__all__ = ["Budget", "spread_units"]

EXACT = 300_000  # values of all traces up to which they are stored in float32
MOST = 1_500_000  # values of all traces of a page: smooth in a browser, about 4 MB
WEIGHTS = 1_500_000  # weights of a page: about 8 MB
UNITS = 128  # units of each direction that are shown where the weights are left out


@dataclass(frozen=True)
class Budget:
    """What a page can hold of one model.

    Attributes:
        with_weights: whether the weights fit, so that the page can compute.
        steps: the most steps of each sample.
        units: the most units of each layer and direction.
        dtype: what trace values are stored in, float16 where they are many.
    """

    with_weights: bool
    steps: int
    units: int
    dtype: str

    @property
    def with_trace(self) -> bool:
        """False where the trace would be rounded though the page can compute it exactly."""
        return not self.with_weights or self.dtype == "float32"

    @classmethod
    def of(cls, weights: int, rows: int, units: int, samples: int, steps: int) -> "Budget":
        """The budget for models of that many weights each.

        Args:
            weights: numbers of all models' parameters.
            rows: layers × directions of all models together.
            units: units of each of them, at most.
            samples: samples of each model.
            steps: the longest sample's steps.

        >>> Budget.of(weights=5000, rows=2, units=32, samples=1, steps=200)
        Budget(with_weights=True, steps=200, units=32, dtype='float32')
        """
        with_weights = weights <= WEIGHTS
        shown = units if with_weights else min(units, UNITS)
        a_step = 6 * rows * shown * samples
        kept = max(1, min(steps, MOST // a_step))
        return cls(with_weights, kept, shown, "float32" if a_step * kept <= EXACT else "float16")


def spread_units(forget_gate: Tensor, most: int) -> list[int]:
    """At most that many units, spread evenly over all time scales; in ascending order.

    Args:
        forget_gate: [T, unit].
    """
    order = np.argsort(forget_gate.double().clamp(1e-12).log().mean(dim=0).numpy(), kind="stable")
    even = np.linspace(0, len(order) - 1, min(most, len(order))).round().astype(int)
    return sorted(order[even].tolist())
