# SPDX-License-Identifier: Apache-2.0
"""Looking inside and changing what is there: `record`, `edit`, `replace_lstms`."""

from openlstm.inspect.editing import edit as edit
from openlstm.inspect.recording import Recording as Recording
from openlstm.inspect.recording import record as record
from openlstm.inspect.replacing import replace_lstms as replace_lstms
from openlstm.inspect.replacing import restore_lstms as restore_lstms
