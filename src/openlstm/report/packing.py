# SPDX-License-Identifier: Apache-2.0
"""Numbers in few bytes: base64 of small integers, exact to the decimals that the page shows."""

import base64

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["Packed", "pack", "pack_float"]

Packed = dict[str, object]
"""type: name of the JavaScript array; scale: what to divide by; data: base64 of its bytes."""


def pack(values: ArrayLike, scale: float = 100) -> Packed:
    """The values rounded to 1/scale, as 8-bit integers if they fit, else as 16-bit ones.

    Values too large for 16 bits lose decimals, never size. What is not finite becomes the type's
    lowest integer.

    >>> pack([0.25, -1.0])
    {'type': 'Int8Array', 'scale': 100, 'data': 'GZw='}
    """
    numbers = np.asarray(values, dtype=np.float64)
    finite = np.isfinite(numbers)
    largest = np.abs(numbers[finite]).max(initial=0)
    while round(largest * scale) > 32767:
        scale /= 10
    kind, name = (
        (np.int8, "Int8Array") if round(largest * scale) <= 127 else (np.int16, "Int16Array")
    )
    whole = np.rint(np.where(finite, numbers, 0) * scale)
    missing = np.iinfo(kind).min
    return {"type": name, "scale": scale, "data": _base64(np.where(finite, whole, missing), kind)}


def pack_float(values: ArrayLike) -> Packed:
    """The values as 32-bit floats, for short series that need every digit."""
    return {"type": "Float32Array", "scale": 1, "data": _base64(np.asarray(values), np.float32)}


def _base64(values: np.ndarray, kind: type[np.generic]) -> str:
    little_endian = np.dtype(kind).newbyteorder("<")  # as JavaScript's arrays on every machine now
    return base64.b64encode(values.astype(little_endian).tobytes()).decode()
