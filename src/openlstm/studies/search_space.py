# SPDX-License-Identifier: Apache-2.0
"""What a search varies, and between which bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openlstm.errors import InputError
from openlstm.studies.subject import Subject

__all__ = ["SEARCHED", "Space", "space_of"]

SEARCHED = ("num_layers", "hidden_size", "bidirectional", "learning_rate", "dropout")
"""Settings that are searched unless they were told."""
WIDEST = 128  # units at least that widths go up to: small inputs want more than six times as many
TIMES = 6  # times the input; past the text-book's four, so that the rule can fail


@dataclass(frozen=True)
class Space:
    """Bounds of what is searched.

    fixed: setting → value, of those that were told or cannot vary.
    layers: the most layers.
    widths: fewest and most units of a layer.
    """

    fixed: Mapping[str, Any]
    layers: int
    widths: tuple[int, int]

    def suggest(self, trial: Any) -> dict[str, Any]:
        """All searched settings for one trial of optuna, those that are fixed too."""
        ways = {
            "num_layers": lambda name: trial.suggest_int(name, 1, self.layers),
            "hidden_size": lambda name: trial.suggest_int(name, *self.widths, log=True),
            "bidirectional": lambda name: trial.suggest_categorical(name, [False, True]),
            "learning_rate": lambda name: trial.suggest_float(name, 5e-4, 1e-2, log=True),
            "dropout": lambda name: trial.suggest_float(name, 0.0, 0.5, step=0.1),
        }
        return {
            name: self.fixed[name] if name in self.fixed else way(name)
            for name, way in ways.items()
        }


def space_of(
    subject: Subject, told: Mapping[str, Any], max_layers: int, max_width: int | None
) -> Space:
    """The space of a search.

    Args:
        told: settings that the user gave: these are not searched.
        max_width: most units; by default six times the input, and at least 128.

    Raises:
        InputError: nothing is left to search, or the widths end before they begin.
    """
    fixed = {name: told[name] for name in SEARCHED if name in told}
    if subject.one_way:
        fixed.setdefault("bidirectional", False)
    if len(fixed) == len(SEARCHED):
        raise InputError(f"nothing is left to search: leave out some of {', '.join(SEARCHED)}.")
    least = max(2, subject.inputs)
    most = max_width or max(WIDEST, TIMES * subject.inputs)
    if most <= least:
        raise InputError(
            f"max_hidden_size must be above {least}, the width of the input here, got {most}; "
            "raise it, or fix hidden_size."
        )
    return Space(fixed, max_layers, (least, most))
