# SPDX-License-Identifier: Apache-2.0
"""Numbers to matplotlib axes. Every function takes an optional `ax` and returns it; none computes, shows or saves."""

from openlstm.plots.heat_map import heat_map
from openlstm.plots.learning_curve import learning_curve
from openlstm.plots.saturation import saturation_scatter
from openlstm.plots.time_scales import time_scale_curve

__all__ = ["heat_map", "learning_curve", "saturation_scatter", "time_scale_curve"]
