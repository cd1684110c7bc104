# SPDX-License-Identifier: Apache-2.0
"""How the LSTMs of the tasks' models begin."""

from typing import Any

__all__ = ["starting"]


def starting(forget_bias: float, longest_lag: int) -> dict[str, Any]:
    """The arguments for `LSTM`: a forget bias, and slow units beside it for long lags.

    Args:
        forget_bias: what the forget gates' bias begins at.
        longest_lag: an eighth of the units, at least one and never all, begins with memories from
            1 to so many steps, at least 0; 0: none does.

    >>> starting(1.0, 0)
    {'init': 'forget_bias', 'forget_bias': 1.0}
    >>> starting(1.0, 5000)
    {'init': 'forget_bias+multiscale', 'forget_bias': 1.0, 'lags': (1, 5000)}
    """
    if not longest_lag:
        return {"init": "forget_bias", "forget_bias": forget_bias}
    lags = 1, longest_lag
    return {"init": "forget_bias+multiscale", "forget_bias": forget_bias, "lags": lags}
