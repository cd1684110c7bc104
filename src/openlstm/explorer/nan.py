# SPDX-License-Identifier: Apache-2.0
"""Where NaN began: the first place in the order of computation."""

from dataclasses import dataclass

import torch

from openlstm.trace import Trace

__all__ = ["Broken", "first_nan"]

_ORDER = ("i", "f", "g", "o", "c", "h")
_NAMES = {
    "i": ("input gate", "输入门"),
    "f": ("forget gate", "遗忘门"),
    "g": ("candidate", "候选值"),
    "o": ("output gate", "输出门"),
    "c": ("cell state", "细胞状态"),
    "h": ("hidden state", "隐藏状态"),
}


@dataclass(frozen=True)
class Broken:
    """The first value that is no number: where it is, counted from 0, and its short name."""

    layer: int
    direction: int
    step: int
    unit: int
    field: str

    @property
    def words(self) -> dict[str, str]:
        """One sentence in both languages."""
        english, chinese = _NAMES[self.field]
        reverse = (", reverse direction", "、反向") if self.direction else ("", "")
        return {
            "en": f"NaN begins at layer {self.layer}{reverse[0]}, step {self.step}, unit "
            f"{self.unit}, {english}; steps before are sound. Look at the input of that step.",
            "zh": f"NaN 始于第 {self.layer} 层{reverse[1]}、第 {self.step} 步、单元 {self.unit} 的"
            f"{chinese}；此前各步正常。请检查这一步的输入。",
        }


def first_nan(trace: Trace, row: int) -> Broken | None:
    """Where NaN began in one row of the batch, None if there is none.

    Lower layers come first and, in the order that each direction runs, earlier steps.
    """
    fields = [name for name in _ORDER if name in trace.values]
    for layer in range(len(trace.layers)):
        found = []
        for direction in range(trace.h_0.shape[1]):
            bad = [trace[name][layer, direction, :, row].isnan() for name in fields]
            any_bad = torch.stack([each.any(dim=-1) for each in bad]).any(dim=0)
            if any_bad.any():
                steps = any_bad.nonzero().flatten()
                step = int(steps[-1] if direction else steps[0])
                name, units = next(
                    (n, each[step]) for n, each in zip(fields, bad, strict=True) if each[step].any()
                )
                unit, place = int(units.nonzero()[0]), trace.steps[step]
                ran = len(trace.steps) - 1 - step if direction else step
                found.append((ran, Broken(trace.layers[layer], direction, place, unit, name)))
        if found:
            return min(found, key=lambda pair: pair[0])[1]
    return None
