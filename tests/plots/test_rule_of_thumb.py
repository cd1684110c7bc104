# SPDX-License-Identifier: Apache-2.0
"""The picture of a rule of thumb shows every trial, the band and the best."""

import pytest

pytest.importorskip("matplotlib")
from matplotlib.figure import Figure

from openlstm.errors import InputError
from openlstm.plots import rule_of_thumb


def test_trials_band_and_best_are_drawn() -> None:
    ax = Figure().subplots()
    assert rule_of_thumb([1, 3, 5], [0.5, 0.2, 0.4], (3, 5), "layers", ax) is ax
    points, best = ax.collections
    assert points.get_offsets().tolist() == [[1.0, 0.5], [3.0, 0.2], [5.0, 0.4]]
    assert best.get_offsets().tolist() == [[3.0, 0.2]]
    band = ax.patches[0]
    assert (band.get_x(), band.get_x() + band.get_width()) == pytest.approx((2.9, 5.1))
    assert ax.get_xlabel() == "layers"


def test_every_value_has_its_loss() -> None:
    with pytest.raises(InputError, match="losses must be one for each of 2 values, got 1"):
        rule_of_thumb([1, 2], [0.5], (1, 2), "layers")
