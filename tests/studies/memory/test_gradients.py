# SPDX-License-Identifier: Apache-2.0
"""What reaches an input 999 steps back before training: nothing by default, a share if set up."""

import pytest
import torch

from openlstm.memory_tasks import Add, Order
from openlstm.studies.memory.gradients import gradient_by_lag

LONG = Add(T=1000)


def shares(model, task=LONG, hidden_size=128):
    """[lag] over that at lag 0, the geometric mean over three seeds."""
    every = [gradient_by_lag(model, task, hidden_size, seed=seed)[:1000] for seed in range(3)]
    runs = torch.tensor(every)
    return (runs / runs[:, :1]).log().mean(0).exp()


@pytest.mark.parametrize("model", ["rnn", "lstm", "lstm-forget-1"])
def test_nothing_is_left_where_nothing_was_set(model):
    assert shares(model)[999] == 0


@pytest.mark.parametrize(
    "model",
    [
        "lstm-chrono",
        "openlstm-chrono",
        "openlstm-chrono-beyond",
        "openlstm-chrono-wide",
        "openlstm-multiscale",
    ],
)
def test_a_hundredth_is_left_and_nothing_explodes(model):
    found = shares(model)
    assert found[999] >= 1e-2
    assert found.max() < 2


@pytest.mark.parametrize("hidden_size", [32, 256])
def test_multiscale_holds_at_other_sizes_and_on_symbols(hidden_size):
    for task in (LONG, Order(s=10)):
        found = shares("openlstm-multiscale", task, hidden_size)
        assert found[999] >= 1e-2
        assert found.max() < 2
