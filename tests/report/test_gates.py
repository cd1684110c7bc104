# SPDX-License-Identifier: Apache-2.0
"""Which units and how many steps fit on the page."""

import torch

from openlstm.report.gates import passage_length, spread_over


def test_small_models_show_more_steps() -> None:
    assert passage_length(1, 16) == 144
    assert 60 < passage_length(2, 256) < 144
    assert passage_length(4, 2048) == 60


def test_units_are_sorted_by_time_scale() -> None:
    assert spread_over(torch.tensor([3.0, 1.0, torch.inf, 2.0]), most=4, wanted=[]).tolist() == [
        1,
        3,
        0,
        2,
    ]


def test_too_many_units_are_thinned_but_never_those_wanted() -> None:
    scales = torch.rand(1000, generator=torch.Generator().manual_seed(0))
    shown = spread_over(scales, most=50, wanted=[7, 333])
    assert 48 <= len(shown) <= 50
    assert {7, 333, int(scales.argmin()), int(scales.argmax())} <= set(shown.tolist())
    assert scales[shown].diff().ge(0).all()
