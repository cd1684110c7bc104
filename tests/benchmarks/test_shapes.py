# SPDX-License-Identifier: Apache-2.0
"""Sizes, their work, and what must agree before anything is timed."""

import pytest
import torch
from shapes import Shape, inference, measure_plain, require_same, training
from sweep import bound, shapes


def test_a_shape_reads_what_it_writes():
    shape = Shape(100, 32, 128, 256, 2, 2)
    assert Shape.parse(str(shape)) == shape
    assert Shape.parse("7,3,5,6") == Shape(7, 3, 5, 6, 1, 1)


def test_the_products_of_a_call_are_counted_by_layer_and_direction():
    one = 2 * 10 * 3 * 4 * 6 * (5 + 6)
    assert Shape(10, 3, 5, 6).flops == one
    assert Shape(10, 3, 5, 6, directions=2).flops == 2 * one
    second = 2 * 10 * 3 * 4 * 6 * (2 * 6 + 6)
    assert Shape(10, 3, 5, 6, 2, 2).flops == 2 * (one + second)


@pytest.mark.parametrize("mode", ["inference", "training"])
def test_both_sides_agree_in_outputs_and_gradients(mode):
    shape = Shape(7, 3, 5, 6, 2, 2)
    x, d_output = shape.tensors()
    ours, theirs = (
        training(lstm, x, d_output)() if mode == "training" else inference(lstm, x)()
        for lstm in shape.twins()
    )
    assert len(ours) == (1 if mode == "inference" else 1 + 1 + 16)  # output, x, parameters
    require_same(ours, theirs)


@pytest.mark.parametrize("wrong", [1e-3, float("nan"), float("inf")])
def test_a_side_that_is_wrong_is_not_timed(wrong):
    right = torch.rand(4, 5)
    off = right.clone()
    off[2, 3] += wrong
    with pytest.raises(AssertionError, match="output differs"):
        require_same([off], [right])
    with pytest.raises(AssertionError, match="gradient 1 differs"):
        require_same([right, off], [right, right])


def test_a_side_with_fewer_gradients_is_not_timed():
    with pytest.raises(ValueError, match="argument 2"):
        require_same([torch.ones(2)], [torch.ones(2), torch.ones(2)])


def test_a_case_is_measured():
    pair = measure_plain("5,2,3,4,1,1 training", 0.0)
    assert len(pair.ratios) >= 5
    assert pair.engine


def test_the_sweep_has_the_same_shapes_every_time_and_every_kind():
    found = shapes()
    assert found == shapes()
    assert len(set(found)) == 200
    assert {shape.layers for shape in found} == {1, 2, 3}
    assert {shape.directions for shape in found} == {1, 2}
    assert max(shape.T for shape in found) <= 500
    assert (bound("", 2).value, bound("", 1).value) == (0.97, 1.0)
