# SPDX-License-Identifier: Apache-2.0
"""Numbers to matplotlib axes: given or new, they come back; nothing is computed, shown or saved."""

from openlstm.plots.cell_diagram import cell_diagram
from openlstm.plots.coloured_text import coloured_text
from openlstm.plots.comparison_bars import comparison_bars
from openlstm.plots.gradient_decay import gradient_decay
from openlstm.plots.heat_map import heat_map
from openlstm.plots.learning_curve import learning_curve
from openlstm.plots.reach import reach_curve
from openlstm.plots.rule_of_thumb import rule_of_thumb
from openlstm.plots.saturation import saturation_scatter
from openlstm.plots.solving_curves import solving_curves
from openlstm.plots.state_trajectory import state_trajectory
from openlstm.plots.time_scales import time_scale_curve

__all__ = [
    "cell_diagram",
    "coloured_text",
    "comparison_bars",
    "gradient_decay",
    "heat_map",
    "learning_curve",
    "reach_curve",
    "rule_of_thumb",
    "saturation_scatter",
    "solving_curves",
    "state_trajectory",
    "time_scale_curve",
]
