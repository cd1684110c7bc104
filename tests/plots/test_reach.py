# SPDX-License-Identifier: Apache-2.0
"""The picture of the reach holds past and future."""

import pytest

pytest.importorskip("matplotlib")
from matplotlib.figure import Figure

from openlstm.plots import reach_curve


def test_the_reach_keeps_past_and_future() -> None:
    ax = Figure().subplots()
    effects = {"RNN": ([-1, 0, 1], [0.5, 1.0, 0.0])}
    assert reach_curve(effects, "share", threshold=0.01, ax=ax) is ax
    assert list(ax.lines[0].get_xdata()) == [-1, 0, 1]
    assert list(ax.lines[0].get_ydata())[:2] == [0.5, 1.0]
    assert list(ax.lines[1].get_ydata()) == [0.01, 0.01]
    assert ax.get_yscale() == "log"
