# SPDX-License-Identifier: Apache-2.0
"""Tensors as the page reads them: base64 of little-endian numbers, with their type and shape."""

import base64
from typing import Any

import numpy as np
import torch
from torch import Tensor

__all__ = ["pack", "unpack"]


def pack(values: Tensor, dtype: str = "float32") -> dict[str, Any]:
    """The numbers of a tensor as `Packed` of explorer-ui/src/data.ts.

    Args:
        values: any shape; NaN and infinity stay what they are.
        dtype: "float64", "float32" or "float16".

    >>> pack(torch.tensor([1.0, 0.5]))
    {'dtype': 'float32', 'shape': [2], 'data': 'AACAPwAAAD8='}
    """
    array = values.detach().cpu().double().numpy()
    kind = np.dtype(dtype).newbyteorder("<")
    with np.errstate(over="ignore"):  # beyond float16's range a number becomes infinite
        data = base64.b64encode(np.ascontiguousarray(array).astype(kind).tobytes())
    return {"dtype": dtype, "shape": list(values.shape), "data": data.decode()}


def unpack(packed: dict[str, Any]) -> Tensor:
    """The tensor that `pack` was given, rounded to the type it was packed in.

    >>> unpack(pack(torch.tensor([1.0, 0.5])))
    tensor([1.0000, 0.5000])
    """
    kind = np.dtype(packed["dtype"])
    numbers = np.frombuffer(base64.b64decode(packed["data"]), dtype=kind.newbyteorder("<"))
    return torch.from_numpy(numbers.astype(kind)).view(packed["shape"])
