# SPDX-License-Identifier: Apache-2.0
"""Gradient curves: orders of magnitude of references, and against finite differences."""

import pytest
import torch

from openlstm.studies.architectures import ZOO
from openlstm.studies.gradients import Reach, gradient_decay, input_reach, variants

# H = 64, 8 inputs, T = 100; geometric means over 20 seeds at lags 10, 50, 99, measured once by
# other code. Chrono there left the biases of candidate and output gate as drawn.
MEASURED = {
    ("rnn", "default", "dL/dh"): (2.0e-3, 2.0e-13, 8.6e-25),
    ("lstm", "default", "dL/dc"): (5.4e-3, 7.1e-11, 2.3e-20),
    ("lstm", "default", "dL/dh"): (1.2e-3, 1.5e-11, 4.9e-21),
    ("lstm", "forget bias 1", "dL/dc"): (1.1e-1, 1.6e-4, 7.7e-8),
    ("lstm", "forget bias 1", "dL/dh"): (1.6e-2, 2.4e-5, 1.2e-8),
    ("lstm", "forget bias 3", "dL/dc"): (6.8e-1, 5.5e-1, 2.1),
    ("lstm", "forget bias 3", "dL/dh"): (4.2e-2, 3.3e-2, 1.2e-1),
    ("lstm", "chrono", "dL/dc"): (7.7e-1, 4.0e-1, 2.0e-1),
    ("lstm", "chrono", "dL/dh"): (5.9e-3, 1.9e-3, 8.9e-4),
}


@pytest.mark.parametrize(("name", "init"), list(dict.fromkeys(key[:2] for key in MEASURED)))
def test_the_gradient_falls_as_others_measured_it(name: str, init: str) -> None:
    for curve in gradient_decay(ZOO[name], init, 64, seeds=10, steps=100):
        wanted = MEASURED[name, init, curve.quantity]
        for lag, value in zip((10, 50, 99), wanted, strict=True):
            # seeds scatter more the further back: a factor of 2, and of 100 at a share of 1e-25
            factor = 3 * 10 ** (lag / 60)
            assert value / factor < curve.at(lag) < value * factor


def test_the_gru_is_followed_too() -> None:
    (curve,) = gradient_decay(ZOO["gru"], "default", 16, seeds=2, steps=30)
    assert curve.quantity == "dL/dh"
    assert curve.at(0) == 1
    assert curve.at(29) < 1e-3


def test_variants_are_four_for_the_lstm() -> None:
    assert [init for name, init in variants(("rnn", "lstm", "gru")) if name == "lstm"] == [
        "default", "forget bias 1", "forget bias 3", "chrono",
    ]  # fmt: skip
    assert len(variants(("rnn", "gru", "bilstm"))) == 3


def test_only_two_directions_feel_the_future() -> None:
    one, two = (
        input_reach(ZOO[name], "default", 8, seeds=2, span=12) for name in ("lstm", "bilstm")
    )
    future = [offset > 0 for offset in one.offsets]
    assert all(e == 0 for e, f in zip(one.effect, future, strict=True) if f)
    assert all(e > 0 for e, f in zip(two.effect, future, strict=True))
    assert one.effect[one.offsets.index(0)] == 1


def test_the_reach_ends_where_the_effect_falls_below_one_in_a_hundred() -> None:
    reach = Reach("rnn", "default", (-3, -2, -1, 0, 1), (0.5, 0.005, 0.02, 1.0, 0.0))
    assert reach.steps(-1) == 1  # what comes back later is not counted
    assert reach.steps(+1) == 0


def test_pytorch_s_own_random_numbers_are_left_as_they_were() -> None:
    torch.manual_seed(5)
    before = torch.get_rng_state()
    gradient_decay(ZOO["rnn"], "default", 4, seeds=1, steps=5)
    input_reach(ZOO["rnn"], "default", 4, seeds=1, span=5)
    assert torch.equal(before, torch.get_rng_state())
