# SPDX-License-Identifier: Apache-2.0
"""One scan, several engines, one place that chooses; README.md here says how to add one."""

from openlstm.engines.choose import ENGINES as ENGINES
from openlstm.engines.choose import Choice as Choice
from openlstm.engines.choose import Features as Features
from openlstm.engines.choose import choose as choose
from openlstm.engines.choose import engine as engine
from openlstm.engines.choose import forced as forced
from openlstm.engines.eager import Run as Run
from openlstm.engines.eager import run as run
from openlstm.engines.operators import require_finite as require_finite
from openlstm.engines.operators import scan as scan
from openlstm.engines.transforms import followed as followed
from openlstm.engines.transforms import under_transform as under_transform
from openlstm.engines.values import check_finite as check_finite
from openlstm.engines.values import check_lengths as check_lengths
