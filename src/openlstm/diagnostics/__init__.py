# SPDX-License-Identifier: Apache-2.0
"""From a trace to numbers: how long units remember, who wrote a cell, what units follow."""

from openlstm.diagnostics.ledger import CellLedger, cell_ledger
from openlstm.diagnostics.naming import NamedUnit, name_units
from openlstm.diagnostics.saturation import GateSaturation, Saturation, gate_saturation, saturation
from openlstm.diagnostics.surprise import Surprise, surprise
from openlstm.diagnostics.text_features import text_features
from openlstm.diagnostics.time_scales import (
    BiasTimeScales,
    TimeScales,
    bias_time_scales,
    time_scales,
)
from openlstm.diagnostics.trajectory import Trajectory, trajectory

__all__ = [
    "BiasTimeScales",
    "CellLedger",
    "GateSaturation",
    "NamedUnit",
    "Saturation",
    "Surprise",
    "TimeScales",
    "Trajectory",
    "bias_time_scales",
    "cell_ledger",
    "gate_saturation",
    "name_units",
    "saturation",
    "surprise",
    "text_features",
    "time_scales",
    "trajectory",
]
