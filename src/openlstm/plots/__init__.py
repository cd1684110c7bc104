# SPDX-License-Identifier: Apache-2.0
"""Numbers to matplotlib axes: given or new, they come back; nothing is computed, shown or saved."""

from openlstm.plots.heat_map import heat_map
from openlstm.plots.learning_curve import learning_curve
from openlstm.plots.saturation import saturation_scatter
from openlstm.plots.time_scales import time_scale_curve

__all__ = ["heat_map", "learning_curve", "saturation_scatter", "time_scale_curve"]
