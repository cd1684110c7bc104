# SPDX-License-Identifier: Apache-2.0
"""Packing keeps the decimals it promises, and sizes always."""

import base64

import numpy as np
import pytest

from openlstm.report.packing import Packed, pack, pack_float


def unpack(packed: Packed) -> np.ndarray:
    kind = {"Int8Array": "<i1", "Int16Array": "<i2", "Float32Array": "<f4"}[str(packed["type"])]
    return np.frombuffer(base64.b64decode(str(packed["data"])), kind) / packed["scale"]


def test_gates_take_one_byte_and_keep_two_decimals() -> None:
    values = np.random.default_rng(0).uniform(-1, 1, 1000)
    packed = pack(values)
    assert packed["type"] == "Int8Array"
    np.testing.assert_allclose(unpack(packed), values.round(2), atol=1e-12)


@pytest.mark.parametrize(("largest", "scale"), [(327.0, 100), (328.0, 10), (1e7, 0.001)])
def test_large_values_lose_decimals_but_not_size(largest: float, scale: float) -> None:
    packed = pack([0.5, -largest])
    assert packed["type"] == "Int16Array"
    assert packed["scale"] == pytest.approx(scale)
    np.testing.assert_allclose(unpack(packed), [0.5, -largest], atol=0.5 / scale)


def test_what_is_not_finite_becomes_the_lowest_integer() -> None:
    packed = pack([0.5, np.nan, np.inf])
    assert (unpack(packed) * 100).round().tolist() == [50, -128, -128]


def test_floats_stay_floats_and_nothing_is_nothing() -> None:
    np.testing.assert_array_equal(unpack(pack_float([1.25, np.pi])), np.float32([1.25, np.pi]))
    assert len(unpack(pack([]))) == 0
