# SPDX-License-Identifier: Apache-2.0
"""The linear layer that predicts from an LSTM, found by comparing numbers, never by guessing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from openlstm.errors import InputError, expected
from openlstm.explorer.calls import Call
from openlstm.explorer.pack import pack

__all__ = ["KINDS", "Head", "find_head"]

_LARGEST = 4096  # labels: more would fill the page with the head's weights
KINDS = {
    "linear": lambda z: z,
    "softmax": lambda z: torch.softmax(z, dim=-1),
    "sigmoid": torch.sigmoid,
}
"""What may follow the linear layer."""


@dataclass(frozen=True)
class Head:
    """Prediction = kind(weight · output + bias).

    Attributes:
        linear: the layer.
        reads: "each" step's output, that of the "last" step, "final" states, or the "mean".
        kind: "linear", "softmax" or "sigmoid".
    """

    linear: nn.Linear
    reads: str
    kind: str

    def predictions(self, trace_h: Tensor) -> Tensor:
        """[T, K] for "each", else [K]; from the top layer's hidden states [D, T, P]."""
        with torch.no_grad():
            value: Tensor = KINDS[self.kind](self.linear(_read(trace_h[:, :, None])[self.reads]))
        return value.squeeze(-2)

    def packed(self, labels: Sequence[Any] | None, name: Any, dtype: str) -> dict[str, Any]:
        """`Head` of explorer-ui/src/data.ts."""
        K = self.linear.out_features
        if labels is not None and len(labels) != K:
            remedy = "give one name for each output of the model"
            raise InputError(expected("labels", f"{K} names", len(labels), remedy))
        head = {
            "weight": pack(self.linear.weight, dtype),
            "kind": self.kind,
            "reads": self.reads,
            "labels": list(labels) if labels is not None else [str(k) for k in range(K)],
        }
        if self.linear.bias is not None:
            head["bias"] = pack(self.linear.bias, dtype)
        return head if name is None else head | {"name": name}


def find_head(model: nn.Module, call: Call, kind: str | None) -> Head | None:
    """The linear layer of the model whose values are the model's output; None if there is none.

    Every linear layer is applied to what it could read of the LSTM (each output, the last, the
    final states, the mean) and compared with what the model gave back.

    Args:
        model: the whole model.
        call: what its LSTM did.
        kind: how to read the numbers; None: as they are ("linear"), or softmax or sigmoid where
            the model itself computes them.

    Raises:
        InputError: an unknown kind.
    """
    if kind is not None and kind not in KINDS:
        raise InputError(expected("predicts", ", ".join(KINDS), repr(kind), "name one of them"))
    if call.output is None or not bool(call.trace.valid.all()) or bool(call.trace.reset.any()):
        return None
    readings = _read(call.trace.h[-1])
    for linear in _linears(model, readings["each"].shape[-1]):
        for reads, value in readings.items():
            for follows, function in KINDS.items():
                if _same(call.output, function(linear(value))):
                    return Head(linear, reads, kind or follows)
    return None


def _linears(model: nn.Module, width: int) -> list[nn.Linear]:
    return [
        part
        for part in model.modules()
        if isinstance(part, nn.Linear)
        and part.in_features == width
        and part.out_features <= _LARGEST
    ]


def _read(h: Tensor) -> dict[str, Tensor]:
    """What a head can read of the top layer's hidden states [D, T, B, P]; "each" comes first."""
    each = torch.cat([*h], dim=-1)
    readings = {"each": each, "last": each[-1], "mean": each.mean(dim=0)}
    if len(h) == 2:
        readings["final"] = torch.cat([h[0, -1], h[1, 0]], dim=-1)
    return readings


@torch.no_grad()
def _same(output: Tensor, value: Tensor) -> bool:
    """Whether a model's output is that value, [T, B, K] or [B, K], in whatever form it came."""
    if output.numel() != value.numel() or output.dtype != value.dtype:
        return False
    forms = [value] if value.dim() == 2 else [value, value.transpose(0, 1)]
    return any(
        torch.allclose(output.flatten(), form.flatten(), rtol=1e-4, atol=1e-5) for form in forms
    )
