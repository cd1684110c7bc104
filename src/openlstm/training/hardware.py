# SPDX-License-Identifier: Apache-2.0
"""What the machine is good at."""

import torch

from openlstm.training.settings import TrainingSettings

__all__ = ["half_precision"]


def half_precision(settings: TrainingSettings) -> bool:
    """Whether to train in bfloat16: if asked to, or by itself where the processor is made for it.

    Without matrix units for it (AMX) bfloat16 is slower than float32, though processors accept it.

    >>> half_precision(TrainingSettings(precision="bfloat16"))
    True
    """
    if settings.precision == "auto":
        capabilities = getattr(torch.cpu, "get_capabilities", dict)()  # not in torch before 2.12
        return bool(capabilities.get("amx_bf16"))
    return settings.precision == "bfloat16"
