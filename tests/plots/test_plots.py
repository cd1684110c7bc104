# SPDX-License-Identifier: Apache-2.0
"""Pictures hold the numbers they were given, on the axes they were given, and open no others."""

from collections.abc import Iterator

import numpy as np
import pytest
import torch

pytest.importorskip("matplotlib")
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from openlstm.diagnostics import GateSaturation
from openlstm.errors import InputError
from openlstm.plots import heat_map, learning_curve, saturation_scatter, time_scale_curve

ROWS = [
    {
        "seconds": 1.0,
        "characters": 100,
        "train_nats_per_char": 3.0,
        "validation_nats_per_char": 3.1,
    },
    {
        "seconds": 2.0,
        "characters": 200,
        "train_nats_per_char": 2.0,
        "validation_nats_per_char": 2.2,
    },
]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


def test_the_learning_curve_holds_both_costs_and_the_baseline() -> None:
    ax = learning_curve(ROWS, against="characters", baseline=1.4)
    train, validation, baseline = ax.lines
    assert list(train.get_xdata()) == [100, 200]
    assert list(validation.get_ydata()) == [3.1, 2.2]
    assert list(baseline.get_ydata()) == [1.4, 1.4]


def test_an_axis_that_history_does_not_have_is_refused() -> None:
    with pytest.raises(InputError, match="against must be seconds or characters or step"):
        learning_curve(ROWS, against="epochs")


@pytest.mark.parametrize(
    ("field", "limits"), [("forget_gate", (0, 1)), ("hidden", (-1, 1)), ("cell", (-30, 30))]
)
def test_the_heat_map_sorts_units_and_fixes_its_limits(field: str, limits: tuple[int, int]) -> None:
    values = torch.rand(5, 3)
    ax = heat_map(values, field, torch.tensor([30.0, 1.0, 5.0]), tokens="a b\nc")
    image = ax.images[0]
    np.testing.assert_array_equal(image.get_array(), values.T[[1, 2, 0]])
    assert (image.norm.vmin, image.norm.vmax) == limits
    assert [label.get_text() for label in ax.get_xticklabels()] == ["a", " ", "b", "↵", "c"]


def test_timestamps_stand_upright_and_only_as_many_as_can_be_read() -> None:
    dates = [f"2026-01-{day % 30 + 1:02d}" for day in range(150)]
    ax = heat_map(torch.rand(150, 3), "forget_gate", torch.ones(3), tokens=dates)
    labels = ax.get_xticklabels()
    assert [label.get_text() for label in labels] == dates[::3]
    assert {label.get_rotation() for label in labels} == {90.0}


def test_an_unknown_field_is_refused_with_the_near_name() -> None:
    with pytest.raises(InputError, match=r"did you mean forget_gate"):
        heat_map(torch.rand(5, 3), "forgot_gate", torch.ones(3))


def test_saturation_puts_open_right_and_shut_up() -> None:
    left, right = (
        torch.tensor([[[0.1, 0.7]], [[0.2, 0.0]]]),
        torch.tensor([[[0.8, 0.0]], [[0.3, 1.0]]]),
    )
    ax = saturation_scatter(GateSaturation(left, right, left), "forget gate")
    first, second = ax.collections
    np.testing.assert_allclose(first.get_offsets(), [[0.8, 0.1], [0.0, 0.7]], atol=1e-6)
    np.testing.assert_allclose(second.get_offsets(), [[0.3, 0.2], [1.0, 0.0]], atol=1e-6)


def test_time_scales_are_sorted_and_infinite_ones_left_out() -> None:
    steps = torch.tensor([[[5.0, torch.inf, 2.0]]])
    ax = time_scale_curve(steps, assigned=torch.ones(1, 1, 3))
    measured, assigned = ax.lines
    np.testing.assert_array_equal(measured.get_ydata(), [2.0, 5.0, np.nan])
    np.testing.assert_array_equal(assigned.get_ydata(), [1.0, 1.0, 1.0])


def test_given_axes_are_used_and_come_back() -> None:
    _, ax = plt.subplots()
    gate = GateSaturation(*(torch.rand(1, 1, 3) / 2 for _ in range(3)))
    assert learning_curve(ROWS, ax=ax) is ax
    assert saturation_scatter(gate, "forget gate", ax=ax) is ax
    assert time_scale_curve(torch.rand(1, 1, 3), ax=ax) is ax
    assert heat_map(torch.rand(5, 3), "cell", torch.ones(3), ax=ax) is ax
    assert len(plt.get_fignums()) == 1
