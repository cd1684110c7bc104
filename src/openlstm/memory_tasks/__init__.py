# SPDX-License-Identifier: Apache-2.0
"""Long-memory tasks of the literature, each with its definition, its draws and its check value.

    from openlstm.memory_tasks import Add
    task = Add(T=1000)
    for batch in task.batches(32, seed=1):      # without end
        x, y = task.features(batch.inputs), batch.targets

All chance comes from the seed: NumPy's `Generator` over `PCG64(seed)`, drawn in the order that each
class states, so that another program can draw the same bits; `fingerprint` compares them.
"""

from openlstm.memory_tasks.adding import Add, AddHS, MultHS
from openlstm.memory_tasks.base import Batch, Batches, MemoryTask, fingerprint
from openlstm.memory_tasks.copying import Copy
from openlstm.memory_tasks.counting import Count
from openlstm.memory_tasks.latch import Latch
from openlstm.memory_tasks.order import Order
from openlstm.memory_tasks.parity import Parity
from openlstm.memory_tasks.reber import EmbeddedReber

__all__ = [
    "Add",
    "AddHS",
    "Batch",
    "Batches",
    "Copy",
    "Count",
    "EmbeddedReber",
    "Latch",
    "MemoryTask",
    "MultHS",
    "Order",
    "Parity",
    "fingerprint",
]
