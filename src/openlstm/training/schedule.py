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


def learning_rate_at(settings: TrainingSettings, step: int, fraction: float) -> float:
    """The learning rate of update `step` = 0, 1, …: a straight rise times half a cosine to zero.

    The cosine follows the share of the training done: a short run anneals as fully as a long one.

    >>> settings = TrainingSettings(learning_rate=1, warmup=2)
    >>> [learning_rate_at(settings, *at) for at in ((0, 0.0), (1, 0.0), (9, 0.5))]
    [0.5, 1.0, 0.5]
    """
    rise = min(1.0, (step + 1) / max(1, settings.warmup))
    return settings.learning_rate * rise * (1 + math.cos(math.pi * fraction)) / 2
