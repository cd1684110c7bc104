# SPDX-License-Identifier: Apache-2.0
"""`explore_trace`: a trace recorded earlier, to a page that shows it without computing anything."""

from collections.abc import Sequence
from typing import Any

from openlstm import __version__
from openlstm.errors import InputError, expected
from openlstm.explorer.budget import Budget, spread_units
from openlstm.explorer.nan import first_nan
from openlstm.explorer.pack import pack
from openlstm.explorer.page import FORMAT, Page
from openlstm.explorer.samples import FIELDS, thinned
from openlstm.inspect import Recording
from openlstm.trace import Trace, short_name

__all__ = ["explore_trace"]
