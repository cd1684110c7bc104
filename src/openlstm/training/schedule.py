# SPDX-License-Identifier: Apache-2.0
"""How much of the training is done, and how large the steps are there."""

import math

from openlstm.training.settings import TrainingSettings

__all__ = ["fraction_done", "learning_rate_at"]


def fraction_done(settings: TrainingSettings, minutes: float, epochs: float, steps: int) -> float:
    """The share of the training that is done, 0 to 1, by the limit that is nearest.

    >>> fraction_done(TrainingSettings(max_minutes=2, max_steps=100), minutes=1, epochs=3, steps=20)
    0.5
    """
    spent = {"max_minutes": minutes, "max_epochs": epochs, "max_steps": steps}
    limits = {name: getattr(settings, name) for name in spent}
    return min(1.0, max(spent[name] / limit for name, limit in limits.items() if limit))


def learning_rate_at(settings: TrainingSettings, fraction: float) -> float:
    """The learning rate there: a straight rise during the warm-up, then half a cosine down to zero.

    It follows the share of the training done, so a short run anneals as fully as a long one.

    >>> [round(learning_rate_at(TrainingSettings(learning_rate=1), f), 3) for f in (0.01, 0.02, 1)]
    [0.5, 1.0, 0.0]
    """
    if fraction < settings.warmup:
        return settings.learning_rate * fraction / settings.warmup
    through = (fraction - settings.warmup) / (1 - settings.warmup)
    return settings.learning_rate * (1 + math.cos(math.pi * through)) / 2
