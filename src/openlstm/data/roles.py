# SPDX-License-Identifier: Apache-2.0
"""Which column of a table is what."""

from collections.abc import Sequence
from dataclasses import dataclass

from openlstm.errors import InputError

__all__ = ["Roles", "find_roles"]

KNOWN = (("unique_id", "ds", "y"), ("item_id", "timestamp", "target"))
"""(series, time, target) as Nixtla's and Amazon's tools name them."""


@dataclass(frozen=True)
class Roles:
    """Names of columns by what they are for."""

    time: str
    targets: tuple[str, ...]
    series: str | None = None
    past: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    static: tuple[str, ...] = ()
    categorical: tuple[str, ...] = ()
    """Those among past, future and static that hold categories."""


def find_roles(
    columns: Sequence[str],
    time: str | None = None,
    targets: Sequence[str] = (),
    series: str | None = None,
    past: Sequence[str] = (),
    future: Sequence[str] = (),
    static: Sequence[str] = (),
    categorical: Sequence[str] = (),
) -> Roles:
    """The roles that were told, and by their usual names those that were not.

    Recognised are unique_id, ds, y and item_id, timestamp, target; and the columns of an array.

    Raises:
        InputError: time or target is not known, a column has two roles, or a categorical one none.

    >>> find_roles(["unique_id", "ds", "y"]).time
    'ds'
    >>> find_roles(["date", "load"], "date", ["load"]).targets
    ('load',)
    """
    for known_series, known_time, known_target in KNOWN:
        if known_time in columns and (known_target in columns or targets):
            time = time or known_time
            targets = targets or [known_target]
            series = series or (known_series if known_series in columns else None)
    time = time or ("time" if "time" in columns else None)
    targets = targets or [name for name in columns if name == "y" or name[1:].isdecimal()]
    for role, found in (("time", time), ("target", targets)):
        if not found:
            raise InputError(
                f"{role} is missing: name the column; the table has {', '.join(columns)}."
            )
    roles = Roles(
        str(time), tuple(targets), series, tuple(past), tuple(future), tuple(static),
        tuple(categorical),
    )  # fmt: skip
    _check(roles)
    return roles


def _check(roles: Roles) -> None:
    own = [roles.series] if roles.series else []
    inputs = (*roles.past, *roles.future, *roles.static)
    named = [roles.time, *own, *roles.targets, *inputs]
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise InputError(
            f"{', '.join(twice)} cannot be two things at once; the past of a target is always read."
        )
    idle = [name for name in roles.categorical if name not in inputs]
    if idle:
        raise InputError(
            f"categorical names {', '.join(idle)}, which is no covariate; name it in "
            "past_covariates, future_covariates or static_covariates too."
        )
